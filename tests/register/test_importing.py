"""The way of thousands writes what the way of one writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Invalid, NotAllowed
from mdo_platform.register import people, services
from mdo_platform.register.details import PatientDetails, clean_details
from mdo_platform.register.models import (
    CareInvolvement,
    Change,
    Consent,
    Diagnosis,
    Enrolment,
    Patient,
)
from mdo_platform.register.services.importing import NewPatient, import_patients
from tests.register.helpers import KIEVIT

OWN = {
    "id",
    "patient",
    "patient_id",
    "record_id",
    "search_text_",
    "at",
    "idempotency_key",
    "recorded_at",
    "question_at",
}
TIMES = {"created_at", "updated_at", "record_updated_at"}


def rows(model, patient_id):
    """Everything that is stored, without ids and moments."""
    name = "pk" if model is Patient else "patient_id"
    found = model.objects.filter(**{name: patient_id})
    fields = [field.attname for field in model._meta.concrete_fields if field.attname not in OWN | TIMES]
    return sorted(found.values(*fields), key=str)


@pytest.fixture
def details():
    return PatientDetails(
        last_name="d’Ancona-Demo", birth_date=date(1941, 3, 14), sex="female", initials="A.", first_name="Şükran",
        name_prefix="van", birth_name="’t Hooft-Demo", street="Dorpsstraat", house_number="1a", postcode="1234ab",
        city="Wilgendal", phone="+31 6 12345678", gp_name="Jansen-Demo",
    )  # fmt: skip


def one_by_one(details, by, organisation):
    patient = services.create_patient(
        details, by=by, target_group="palliatief", consent="agreed", organisation_ids=[organisation.id]
    )
    enrolment = Enrolment.objects.get(patient=patient)
    services.set_prognosis(enrolment.pk, by=by, level="pal_c", version=None)
    services.set_urgency(enrolment.pk, by=by, level="u3", version=None)
    services.set_question(enrolment.pk, by=by, question="Hoe nu verder?\nEn wie?", version=None)
    services.add_diagnosis(patient.pk, by=by, icpc="R84", title="longkanker")
    return patient.pk


def test_both_ways_store_the_same(desk, details):
    gp = desk.acting("gp")
    with desk.open():
        organisation = next(one for one in people.home_care() if one.id == KIEVIT)
        single = one_by_one(details, gp, organisation)
        entry = NewPatient(
            details=clean_details(details.as_dict()), target_group="palliatief", prognosis="pal_c", urgency="u3",
            question="Hoe nu verder?\nEn wie?", diagnoses=(("R84", "longkanker"),), organisations=(organisation,),
            consent="agreed",
        )  # fmt: skip
        [bulk] = import_patients([entry], by=gp, detail={})
        for model in (Patient, Enrolment, CareInvolvement, Diagnosis, Consent, Change):
            assert rows(model, bulk) == rows(model, single), model
            assert rows(model, bulk), model
        line = AccessLogEntry.objects.get(what="register.import")
        assert (line.action, line.patient_ids) == ("C", [bulk])


@pytest.fixture
def entry(details):
    return NewPatient(details=details.as_dict(), target_group="palliatief")


def test_one_that_does_not_fit_leaves_none(desk, entry):
    with desk.open():
        gp = desk.acting("gp")
        wrong = ({"target_group": "bestaat_niet"}, {"urgency": "u99"}, {"thematic_groups": ("kwetsbare_ouderen",)})
        for changes in wrong:
            with pytest.raises(Invalid):
                import_patients([entry, replace(entry, **changes)], by=gp, detail={})
        assert Patient.objects.count() == 0
        assert not AccessLogEntry.objects.filter(what="register.import").exists()


def test_only_who_may_enter_a_patient(desk, entry):
    with desk.open():
        for role in ("home_care", "consultant", "group_admin", "vice_chair"):
            with pytest.raises(NotAllowed):
                import_patients([entry], by=desk.acting(role, organisation_id=KIEVIT), detail={})


def test_a_nurse_enters_patients_of_the_own_organisation_only(desk, entry):
    with desk.open():
        nurse = desk.acting("nurse", organisation_id=KIEVIT)
        with pytest.raises(NotAllowed):
            import_patients([entry], by=nurse, detail={})
        own = tuple(one for one in people.home_care() if one.id == KIEVIT)
        assert len(import_patients([replace(entry, organisations=own)], by=nurse, detail={})) == 1


def test_progress_is_told_and_order_is_kept(desk, entry):
    with desk.open():
        entries = [replace(entry, details=entry.details | {"last_name": f"Rij{number}-Demo"}) for number in range(1100)]
        told: list[int] = []
        ids = import_patients(entries, by=desk.acting("gp"), detail={}, on_progress=told.append)
        assert told == [500, 1000, 1100]
        names = dict(Patient.objects.values_list("pk", "last_name"))
        assert [names[pk] for pk in ids] == [f"Rij{number}-Demo" for number in range(1100)]
