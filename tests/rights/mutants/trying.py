"""What the matrix says of a seeded fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import Client

from tests.conftest import PASSWORD
from tests.rights.expectations import (
    access_log,
    care,
    exchange,
    group_affairs,
    lifecycle,
    meeting_pages,
    public_pages,
    register_api,
    register_pages,
)
from tests.rights.matrix.cell import Outcome, faults, send
from tests.rights.matrix.testing import cells
from tests.rights.matrix.unseen import traces
from tests.rights.matrix.world import World
from tests.rights.matrix.writes import undone
from tests.rights.mutants.applying import applied
from tests.rights.mutants.seeds import Fault

MODULES = [
    access_log, care, exchange, group_affairs, lifecycle, meeting_pages, public_pages, register_api, register_pages,
]  # fmt: skip


def caught_by(world: World, fault: Fault) -> str:
    """The first answer that shows the fault, in the words of the matrix; empty when nothing does."""
    with applied(fault), undone(), _logged_in_again(world, fault):
        return next(said_of(world, fault.asks), "")


def said_of(world: World, asks: str) -> Iterator[str]:
    """What is wrong at this method and address, for everybody and every object."""
    method, _space, path = asks.partition(" ")
    if method == "UNSEEN":
        yield from traces(world, f"GET {path}")
        return
    (row,) = [row for module in MODULES for row in module.ROWS if row.path == path and method in row.methods]
    missing: dict[str, Outcome] = {}
    for cell in cells(row, method):
        outcome = send(world, cell)
        if cell.thing == "missing":
            missing[cell.person] = outcome
        for fault in faults(world, cell, outcome, missing.get(cell.person)):
            yield f"{cell}: {fault}"


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
