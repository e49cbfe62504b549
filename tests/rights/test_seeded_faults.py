"""The matrix notices: each of these faults, put into the running code, is seen by one of its requests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rights.mutants.faults import FAULTS
from tests.rights.mutants.table import write_table
from tests.rights.mutants.trying import caught_by

ENOUGH = 30


@pytest.fixture(scope="module")
def found(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """What caught each fault; `make mutants` asks to write it down."""
    seen: dict[str, str] = {}
    yield seen
    if len(seen) == len(FAULTS):
        write_table(seen)


def test_there_are_enough_and_none_twice():
    assert len(FAULTS) >= ENOUGH
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_seeded_fault_is_caught(world, found, fault):
    found[fault.name] = caught_by(world, fault)
    assert found[fault.name]
    assert "answered 500" not in found[fault.name], "the fault only breaks the page"
