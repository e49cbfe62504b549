"""The four checks of a line say what was true at that moment: for every ground there is, and for none (L4)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import system_actor
from mdo_platform.meetings import services as meetings
from mdo_platform.meetings.models import Attendance, Meeting
from mdo_platform.meetings.relations import LASTS
from mdo_platform.register.models import CareInvolvement, InvolvedProfessional, Patient
from tests.accesslog.conftest import House
from tests.register.helpers import KIEVIT, LINDEWAARD

CONSENTS = {"agreed": "T", "informed": "T", "unknown": "F", "objects": "F"}


def read(house: House, actor: Any, *patient_ids: Any) -> str:
    record_access(actor, action="R", what="patient.read", patient_ids=patient_ids)
    return house.lines()[-1].controls


@pytest.mark.parametrize(("status", "expected"), CONSENTS.items())
def test_consent_is_that_of_the_moment(house: House, status: str, expected: str) -> None:
    with house.desk.open():
        patient = house.desk.new_patient()
        Patient.objects.filter(pk=patient.pk).update(consent=status)
        assert read(house, house.actor("gp"), patient.pk)[2] == expected
        Patient.objects.filter(pk=patient.pk).update(consent="objects")
        assert house.lines()[-1].controls[2] == expected, "what was written stays as it was"


def test_the_own_gp_treats_and_a_colleague_does_not(house: House) -> None:
    gp, colleague = house.actor("gp"), house.actor("gp", name="Collega-Demo")
    with house.desk.open():
        patient = house.desk.new_patient()
        assert read(house, gp, patient.pk) == "TTTF", "who entered a patient without a GP is its own GP"
        assert read(house, colleague, patient.pk) == "TFTF"
        Patient.objects.filter(pk=patient.pk).update(gp_id=colleague.user_id)
        assert read(house, gp, patient.pk)[1] == "F", "now there is a GP, and it is somebody else"
        assert read(house, colleague, patient.pk)[1] == "T"


@pytest.mark.parametrize("role", ["gp", "chair", "consultant", "group_admin", "vice_chair", "secretary", "nurse"])
def test_a_role_alone_is_no_relation(house: House, role: str) -> None:
    with house.desk.open():
        patient = house.desk.new_patient(by=house.actor("gp", name="Eigen Huisarts-Demo"))
        organisation = {"organisation_id": KIEVIT} if role == "nurse" else {}
        assert read(house, house.actor(role, **organisation), patient.pk)[1] == "F"


def test_an_involved_professional_treats_until_it_ends(house: House) -> None:
    consultant = house.actor("consultant")
    with house.desk.open():
        patient = house.desk.new_patient()
        known = InvolvedProfessional.objects.create(
            patient=patient, user_id=consultant.user_id, name="Consulent-Demo", discipline="consulent"
        )
        assert read(house, consultant, patient.pk)[1] == "T"
        InvolvedProfessional.objects.filter(pk=known.pk).update(ended_on=timezone.localdate())
        assert read(house, consultant, patient.pk)[1] == "F"


def test_an_organisation_treats_while_it_is_in_care(house: House) -> None:
    own, other = house.actor("nurse", organisation_id=KIEVIT), house.actor("nurse", organisation_id=LINDEWAARD)
    with house.desk.open():
        patient = house.desk.new_patient(organisation_ids=[KIEVIT])
        assert read(house, own, patient.pk)[1] == "T"
        assert house.lines()[-1].detail["organisations"] == [str(KIEVIT)]
        assert read(house, other, patient.pk)[1] == "F"
        CareInvolvement.objects.update(ended_on=timezone.localdate())
        assert read(house, own, patient.pk)[1] == "F"


def test_who_is_at_the_meeting_treats_until_about_the_next_one(house: House) -> None:
    table = house.table()
    consultant, absent = house.actor("consultant"), house.actor("consultant", name="Afwezig-Demo")
    with house.desk.open():
        (item,) = table.open("Kanariegeel-Demo")
        meetings.tick_attendance(table.meeting_id, by=table.chair, user_id=consultant.user_id, present=True)
        meetings.tick_attendance(table.meeting_id, by=table.chair, user_id=absent.user_id, present=False)
        assert read(house, consultant, item.patient_id)[1] == "T"
        assert read(house, absent, item.patient_id)[1] == "F"
        assert read(house, table.chair, item.patient_id)[1] == "T", "the chair of an open meeting"
        Meeting.objects.update(closed_at=timezone.now() - LASTS + timedelta(hours=1))
        assert read(house, consultant, item.patient_id)[1] == "T"
        Meeting.objects.update(closed_at=timezone.now() - LASTS - timedelta(hours=1))
        assert read(house, consultant, item.patient_id)[1] == "F"
        assert Attendance.objects.filter(user_id=consultant.user_id, present=True).exists()


def test_a_list_holds_for_all_and_names_those_for_whom_it_does_not(house: House) -> None:
    gp, other = house.actor("gp"), house.actor("gp", name="Ander-Demo")
    with house.desk.open():
        own = house.desk.new_patient()
        foreign = house.desk.new_patient(by=other, last_name="Buizerd-Demo", consent="unknown")
        assert read(house, gp, own.pk) == "TTTF"
        assert read(house, gp, own.pk, foreign.pk) == "TFFF"
        detail = house.lines()[-1].detail
        assert detail["without_relation"] == detail["without_consent"] == [str(foreign.pk)]


def test_without_patients_there_is_nothing_to_fail(house: House) -> None:
    with house.desk.open():
        assert read(house, house.actor("group_admin")) == "TTTF"


def test_the_portal_treats_nobody_and_a_deleted_patient_is_nobodys(house: House) -> None:
    with house.desk.open():
        patient = house.desk.new_patient()
        assert read(house, system_actor(), patient.pk) == "TFTF"
        assert read(house, house.actor("gp"), uuid4()) == "TFFF"


def test_the_checks_cost_the_same_for_one_patient_and_for_fifty(house: House) -> None:
    other = house.actor("gp", name="Ander-Demo")
    gp = house.actor("gp")
    with house.desk.open():
        ids = [house.desk.new_patient(by=other, last_name=f"Vogel{number}-Demo").pk for number in range(50)]
        counts = []
        for among in (ids[:1], ids):
            with CaptureQueriesContext(connection) as captured:
                record_access(gp, action="R", what="register.overview", patient_ids=among)
            counts.append(len(captured))
    assert counts[0] == counts[1] <= 6


def test_what_is_refused_is_no_line_and_what_is_allowed_is_one(house: House) -> None:
    """Authorisation is T on every line because the rules come first: no answer, no line."""
    with house.desk.open():
        patient = house.desk.new_patient()
    before = len(house.lines())
    nurse = house.browser("nurse", organisation_id=KIEVIT)
    assert nurse.get(house.desk.place.url(f"register/{patient.pk}/")).status_code == 404
    assert len(house.lines()) == before
    assert house.get("consultant", f"register/{patient.pk}/").status_code == 200
    (line,) = house.lines()[before:]
    assert (line.controls, line.patient_ids) == ("TFTF", [patient.pk])
