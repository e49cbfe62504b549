from __future__ import annotations

import pytest

from tests import instruments
from tests.register.conftest import browser, desk, enrolment, gp, key, organisations, other_desk, patient

__all__ = ["browser", "desk", "enrolment", "gp", "key", "organisations", "other_desk", "patient"]


@pytest.fixture(autouse=True)
def _tools(db):
    with instruments.offered():
        yield
