"""The desk of the register's tests, and a list on its way in."""

from __future__ import annotations

import pytest

from tests.register.conftest import desk, organisations, other_desk

__all__ = ["desk", "organisations", "other_desk"]


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Greet Huisarts-Demo")


@pytest.fixture
def staged(desk, gp):
    """`staged(data, by=gp)` is an import whose columns were accepted as guessed."""
    from mdo_platform.exchange import services

    def stage(data: bytes, *, by=gp, defaults=None, columns=None):
        found = services.start_import(data, by=by, file_name="lijst.csv")
        return services.choose_columns(
            found.pk, by=by, columns=columns or found.columns, defaults=defaults or {"target_group": "palliatief"}
        )

    return stage
