"""Instruments, results and questionnaires, for everybody and every patient."""

from __future__ import annotations

from tests.rights.expectations.questionnaires import ROWS
from tests.rights.matrix.testing import matrix

test_everybody_and_every_object, test_a_method_that_is_not_declared = matrix(ROWS)
