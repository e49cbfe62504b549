"""What a plugin gets of a patient: nothing that anybody typed, whatever it does with what it gets."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.register import queries, services
from mdo_platform.register.details import TEXT_FIELDS
from mdo_platform.register.models import Answer
from mdo_plugin_api import WRITTEN, RecordSnapshot

CANARY = "Kanarie"
SPECIAL = {"postcode": "1234 AB", "phone": "0612345678", "house_number": "7 Kanarie"}


@pytest.fixture
def written(desk, gp):
    """A patient with a canary in every text that anybody can type."""
    group = get_registry().get("palliatief")
    details = {name: SPECIAL.get(name, f"{CANARY}-Demo") for name in TEXT_FIELDS} | {"initials": "K."}
    with desk.open():
        patient = desk.new_patient(by=gp, **details)
        for field in (one for one in (*group.fields, *group.evaluation) if one.kind in ("text", "long_text")):
            row = {"field": field.code, "value": f"{CANARY} viel", "state": "filled", "recorded_on": date(2026, 11, 1)}
            Answer.objects.create(patient=patient, recorded_by_id=gp.user_id, recorded_by_name=CANARY, **row)
        row["field"] = "veld_van_een_module_die_weg_is"
        Answer.objects.create(patient=patient, recorded_by_id=gp.user_id, recorded_by_name=CANARY, **row)
        record = queries.patient_record(gp, patient.pk)
        question = {"question": f"Hoe nu verder met {CANARY}?", "version": record.latest.version}
        services.set_question(record.latest.pk, by=gp, **question)
        person = {"name": CANARY, "organisation": CANARY, "email": f"{CANARY}@demo.invalid".lower(), "is_lead": True}
        services.add_professional(patient.pk, by=gp, discipline=f"Buurvrouw van {CANARY}", **person)
        services.add_professional(patient.pk, by=gp, name=f"Zus {CANARY}", discipline=group.disciplines[1])
        services.add_diagnosis(patient.pk, by=gp, icpc="R95", title=f"COPD van {CANARY}")
        services.add_diagnosis(patient.pk, by=gp, title=f"Iets van {CANARY}")
        services.set_consent(patient.pk, by=gp, status="agreed", scope=CANARY, given_on=date(2026, 10, 3))
        return patient


@pytest.fixture
def told(desk, gp, written):
    with desk.open():
        return queries.snapshot(queries.patient_record(gp, written.pk), "palliatief")


def reached(thing: Any, seen: set[int]) -> Iterator[str]:
    """Everything that can be reached from a value through its data, as a plugin without scruples would."""
    if id(thing) in seen or isinstance(thing, type):
        return
    seen.add(id(thing))
    yield repr(thing)
    parts: list[Any] = [vars(thing)] if hasattr(thing, "__dict__") else []
    if isinstance(thing, Mapping):
        parts += [*thing.keys(), *thing.values()]
    elif isinstance(thing, tuple | list | set | frozenset):
        parts += thing
    for part in parts:
        yield from reached(part, seen)


def test_nothing_that_was_typed_reaches_a_plugin(told):
    found = [*reached(told, set()), told.model_dump_json()]
    packed = pickle.dumps(told.model_dump())

    assert len(found) > 100
    assert [text for text in found if CANARY.casefold() in text.casefold()] == []
    assert CANARY.casefold().encode() not in packed.lower()


def test_what_a_plugin_does_get(told):
    group = get_registry().get("palliatief")
    texts = {value.value for code, value in told.fields.items()}

    assert texts == {WRITTEN}
    assert told.disciplines == (group.disciplines[1],)
    assert (told.consent, told.consent_on, told.has_lead, told.has_question) == (
        "agreed",
        date(2026, 10, 3),
        True,
        True,
    )
    assert told.diagnoses == ("R95",)


def test_a_choice_is_told_and_an_option_that_nobody_declares_is_not(desk, gp, patient):
    with desk.open():
        services.save_answer(patient.pk, by=gp, field="pzp_reanimatie", value="niet", version=0)
        told = queries.snapshot(queries.patient_record(gp, patient.pk), "palliatief")
        assert told.value("pzp_reanimatie") == "niet"
        Answer.objects.filter(field="pzp_reanimatie").update(value=f"alleen als {CANARY} het wil")
        told = queries.snapshot(queries.patient_record(gp, patient.pk), "palliatief")
        assert told.value("pzp_reanimatie") == WRITTEN


def test_a_snapshot_asks_the_database_nothing_more(desk, gp, written):
    with desk.open():
        record = queries.patient_record(gp, written.pk)
        with CaptureQueriesContext(connection) as asked:
            assert isinstance(queries.snapshot(record, "palliatief"), RecordSnapshot)
        assert asked.captured_queries == []
