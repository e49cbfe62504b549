"""Many patients at once for measuring: rows as the services make them, written in bulk."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from mdo_foundation.common.groups import in_group
from mdo_platform.meetings.models import AgendaItem, Meeting, MeetingState
from mdo_platform.register.models import CareInvolvement, Change, Enrolment, Patient
from mdo_platform.register.names import search_text

ON_AGENDA = 6
_ORGANISATION = UUID("00000000-0000-4000-8000-00000000ca01")


def fill(group: Any, user: Any, *, patients: int) -> None:
    """Patients with an urgency that was changed once, a question, a GP and home care; a past and a next meeting."""
    now = timezone.now()
    with in_group(group):
        rows = [_patient(number, user, now) for number in range(patients)]
        Patient.objects.bulk_create(rows)
        enrolments = [_enrolment(row, number, now) for number, row in enumerate(rows)]
        Enrolment.objects.bulk_create(enrolments)
        Change.objects.bulk_create(_change(one, user, now) for one in enrolments)
        CareInvolvement.objects.bulk_create(_care(row, now) for row in rows)
        _meetings(user, enrolments[:ON_AGENDA], now)


def _patient(number: int, user: Any, now: datetime) -> Patient:
    name, born = f"Meting{number}-Demo", date(1930 + number % 30, 1 + number % 12, 1 + number % 28)
    by = {"created_by_id": user.pk, "created_by_name": user.full_name}
    return Patient(
        initials="A.", last_name=name, birth_date=born, sex="female", gp_id=user.pk, gp_name=user.full_name,
        consent="agreed", record_updated_at=now - timedelta(days=number % 60), updated_by_id=user.pk,
        updated_by_name=user.full_name, search_text=search_text([name, str(born.year), user.full_name]), **by,
    )  # fmt: skip


def _enrolment(patient: Patient, number: int, now: datetime) -> Enrolment:
    return Enrolment(
        patient=patient, target_group=("palliatief", "kwetsbare_ouderen")[number % 2], definition_version="0.1.0",
        urgency=f"u{number % 4 + 1}", urgency_on=now.date() - timedelta(days=number % 60),
        prognosis=("pal_b", "ko_g")[number % 2], started_on=now.date() - timedelta(days=90),
        question="Hoe regelen we nachtzorg nu de mantelzorger het niet meer volhoudt?" if number % 3 else "",
    )  # fmt: skip


def _change(enrolment: Enrolment, user: Any, now: datetime) -> Change:
    return Change(
        patient_id=enrolment.patient_id, record="enrolment", record_id=enrolment.pk, version=2, field="urgency",
        old="u1", new=enrolment.urgency, by_id=user.pk, by_name=user.full_name, at=now - timedelta(days=5),
    )  # fmt: skip


def _care(patient: Patient, now: datetime) -> CareInvolvement:
    return CareInvolvement(
        patient=patient, organisation_id=_ORGANISATION, organisation_name="De Kievit", started_on=now.date()
    )


def _meetings(user: Any, enrolments: list[Enrolment], now: datetime) -> None:
    fields = {"target_groups": ["palliatief", "kwetsbare_ouderen"], "chair_id": user.pk}
    Meeting.objects.create(state=MeetingState.REPORTED, starts_at=now - timedelta(days=30), **fields)
    upcoming = Meeting.objects.create(starts_at=now + timedelta(days=2), **fields)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=upcoming, patient_id=one.patient_id, enrolment=one, target_group=one.target_group, position=place
        )
        for place, one in enumerate(enrolments, start=1)
    )
