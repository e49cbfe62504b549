"""The world of the matrix: made once per module, undone at its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rights.matrix.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    from tests.rights.matrix.world import made

    with django_db_blocker.unblock(), made() as found:
        yield found
