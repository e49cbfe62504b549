"""The world of the matrix: made once for all its tests that follow each other, whatever module they are in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rights.matrix.world import World


class _Kept:
    """Every request is undone, so that the next test finds the world as it was made."""

    world: World | None = None
    ending = ExitStack()


@pytest.fixture
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    from tests.rights.matrix.world import made

    with django_db_blocker.unblock():
        if _Kept.world is None:
            _Kept.world = _Kept.ending.enter_context(made())
        yield _Kept.world


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None):
    """Undone as soon as a test follows that has another world, or none."""
    result = yield
    if _Kept.world is not None and "world" not in getattr(nextitem, "fixturenames", ()):
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            _Kept.ending.close()
        _Kept.world = None
    return result
