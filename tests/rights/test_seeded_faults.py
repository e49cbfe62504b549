"""The matrix would notice: three faults are seeded here; `make mutants` seeds all of them, in a copy of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_platform.register import rules
from mdo_platform.register.models import Patient
from mdo_platform.register.queries import records
from mdo_tenants.groups import rights
from tests.rights.expectations import register_pages
from tests.rights.matrix.cell import Cell, faults, send
from tests.rights.mutants.faults import FAULTS

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 30


def noticed(world, path, method, person, thing):
    """What the matrix says of one request."""
    (row,) = [row for row in register_pages.ROWS if row.path == path]
    cell = Cell(row, method, row.methods[method], person, thing)
    return list(faults(world, cell, send(world, cell), None))


def test_a_dropped_filter(world, monkeypatch):
    request = (world, "register/<uuid:patient_id>/vraag/", "GET", "nurse_other", "own")
    assert noticed(*request) == []
    monkeypatch.setattr(rules, "visible_patients", lambda actor: Patient.objects.all())
    assert noticed(*request)


def test_a_role_with_anothers_column(world, monkeypatch):
    request = (world, "register/<uuid:patient_id>/gegevens/<slug:name>/", "POST", "consultant", "own")
    assert noticed(*request) == []
    monkeypatch.setitem(rights.RIGHTS, "consultant", rights.RIGHTS["gp"])
    assert noticed(*request)


def test_a_read_without_a_line_in_the_log(world, monkeypatch):
    request = (world, "register/<uuid:patient_id>/vraag/", "GET", "gp_own", "own")
    assert noticed(*request) == []
    monkeypatch.setattr(records, "record_access", lambda *args, **kwargs: None)
    assert noticed(*request)


def test_there_are_enough_and_none_twice():
    assert len(FAULTS) >= ENOUGH
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_the_code_still_has_the_place(fault):
    """A fault that fits nowhere would be tried on the code as it is."""
    assert [(ROOT / edit.path).read_text(encoding="utf-8").count(edit.old) for edit in fault.edits] == [1] * len(
        fault.edits
    )
    assert all(edit.old != edit.new for edit in fault.edits)
