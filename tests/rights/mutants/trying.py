"""What the matrix says of a seeded fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.test import Client

from tests.conftest import PASSWORD
from tests.rights.expectations import (
    access_log,
    care,
    exchange,
    group_affairs,
    guests,
    lifecycle,
    meeting_pages,
    public_pages,
    register_api,
    register_pages,
)
from tests.rights.matrix.cell import Cell, Outcome, faults, send
from tests.rights.matrix.testing import cells
from tests.rights.matrix.unseen import traces
from tests.rights.matrix.world import World
from tests.rights.matrix.writes import undone
from tests.rights.mutants.applying import applied
from tests.rights.mutants.seeds import Fault

MODULES = [
    access_log, care, exchange, group_affairs, guests, lifecycle, meeting_pages, public_pages, register_api,
    register_pages,
]  # fmt: skip


def caught_by(world: World, fault: Fault) -> str:
    """The first answer that shows the fault, in the words of the matrix; empty when nothing does.

    The same is asked without the fault: an answer that is wrong anyhow proves nothing.
    """
    method, _space, path = fault.asks.partition(" ")
    if method == "UNSEEN":
        with applied(fault):
            said = next(traces(world, f"GET {path}"), "")
        assert not list(traces(world, f"GET {path}"))
        return said
    with applied(fault), undone(), _logged_in_again(world, fault):
        world.tables.begin()
        cell, said = next(_wrong(world, method, path), (None, ""))
    if cell is not None:
        outcomes = [send(world, one) for one in (replace(cell, thing="missing"), cell)]
        assert list(faults(world, cell, outcomes[1], outcomes[0])) == []
    return f"{cell}: {said}" if said else ""


def _wrong(world: World, method: str, path: str) -> Iterator[tuple[Cell, str]]:
    """What is wrong at this method and address, for everybody and every object."""
    (row,) = [row for module in MODULES for row in module.ROWS if row.path == path and method in row.methods]
    missing: dict[str, Outcome] = {}
    for cell in cells(row, method):
        outcome = send(world, cell)
        if cell.thing == "missing":
            missing[cell.person] = outcome
        for fault in faults(world, cell, outcome, missing.get(cell.person)):
            yield cell, fault


@contextmanager
def _logged_in_again(world: World, fault: Fault) -> Iterator[None]:
    """For a fault of the log-in itself: these people give their password while it is there."""
    kept = {name: (world.people[name].client, world.people[name].cookies) for name in fault.logs_in_again}
    for name in fault.logs_in_again:
        present = world.people[name]
        present.client = Client(raise_request_exception=False)
        present.client.post("/inloggen/", {"email": present.user.email, "password": PASSWORD})
        present.keep()
    try:
        yield
    finally:
        for name, (client, cookies) in kept.items():
            world.people[name].client, world.people[name].cookies = client, cookies
