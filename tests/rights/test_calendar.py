"""Every page and operation of the calendar, for everybody and every meeting."""

from __future__ import annotations

from tests.rights.expectations.calendar import ROWS
from tests.rights.matrix.testing import matrix

test_everybody_and_every_object, test_a_method_that_is_not_declared = matrix(ROWS)
