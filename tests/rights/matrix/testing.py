"""The tests that a table of rows makes: one for each method of an address, with everybody and every object in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from tests.rights.expectations.rights_table import GROUP, GUESTS, SCOPES
from tests.rights.matrix.cell import Cell, Outcome, faults, send
from tests.rights.matrix.rows import TABLES, Asked, Row, objects
from tests.rights.matrix.world import World

SHOWN = 12  # of the cells that fail, so that a fault in the product does not fill the screen


def cells(row: Row, method: str) -> Iterator[Cell]:
    asked = row.methods[method]
    for person in TABLES[asked.kind]:
        for thing in reversed(objects(row, asked, person)):  # what is missing first: others are compared with it
            yield Cell(row, method, asked, person, thing)


def undeclared(row: Row) -> list[Cell]:
    """With one person for each answer: the framework gives it before it asks who somebody is inside."""
    asked = next(iter(row.methods.values()))
    everybody = [Cell(row, row.undeclared, asked, one, objects(row, asked, one)[0]) for one in TABLES[asked.kind]]
    return list({(frozenset(_refusals(cell)), cell.person in SCOPES): cell for cell in everybody}.values())


def count(rows: Sequence[Row]) -> int:
    """How many requests these rows are."""
    return sum(len(list(cells(one, method))) for one in rows for method in one.methods) + sum(
        len(undeclared(one)) for one in rows
    )


def matrix(rows: Sequence[Row]) -> tuple[Callable[..., None], Callable[..., None]]:
    """The two tests of a module."""
    asked = [(one, method) for one in rows for method in one.methods]

    @pytest.mark.parametrize(("row", "method"), asked, ids=[f"{method} {one.path}" for one, method in asked])
    def test_everybody_and_every_object(world: World, row: Row, method: str) -> None:
        _check(world, list(cells(row, method)), _declared)

    @pytest.mark.parametrize("row", rows, ids=[f"{one.undeclared} {one.path}" for one in rows])
    def test_a_method_that_is_not_declared(world: World, row: Row) -> None:
        _check(world, undeclared(row), _not_declared)

    return test_everybody_and_every_object, test_a_method_that_is_not_declared


def _check(world: World, wanted: list[Cell], faults_of: Callable[..., Iterator[str]]) -> None:
    missing: dict[str, Outcome] = {}
    wrong = []
    world.tables.begin()
    for cell in wanted:
        outcome = send(world, cell)
        if cell.thing == "missing":
            missing[cell.person] = outcome
        wrong += [f"{cell}: {fault}" for fault in faults_of(world, cell, outcome, missing.get(cell.person))]
    assert not wrong, "\n".join([f"{len(wrong)} faults in {len(wanted)} requests", *wrong[:SHOWN]])


def _declared(world: World, cell: Cell, outcome: Outcome, missing: Outcome | None) -> Iterator[str]:
    yield from faults(world, cell, outcome, missing)


def _not_declared(_world: World, cell: Cell, outcome: Outcome, _missing: Any) -> Iterator[str]:
    """Whoever is inside is told that the method is not there; nothing is shown or changed."""
    if outcome.status not in _refusals(cell):
        yield f"answered {outcome.status}, expected one of {_refusals(cell)}"
    if outcome.written:
        yield f"changed {sorted(outcome.written)}"


def _refusals(cell: Cell) -> set[int]:
    if cell.asked.kind == "public":
        return {302, 404, 405}
    door = GROUP[cell.person]["member"]
    if door == "L" or (cell.person in SCOPES and not cell.is_api):
        return {401 if cell.is_api else 302}
    if cell.asked.kind == "guest" and set(GUESTS[cell.person].values()) & set("Gb") and cell.slug == "wilgendal":
        return {404} if cell.person == "guest_elsewhere" else {405}
    if door == "-":
        return {404}
    return {403, 405} if cell.person in SCOPES else {405}


__all__ = ["Asked", "count", "matrix"]
