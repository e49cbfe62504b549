"""What a guest sees: the agenda by initial and year of birth, and of a patient what the screen of the meeting shows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_platform.meetings.models import ItemState
from mdo_platform.meetings.presenters.agenda import PatientLabel, patient_label
from mdo_platform.meetings.presenters.facts import DimensionCard, PlanningLine, dimension_cards, planning_lines
from mdo_platform.meetings.queries import Line
from mdo_platform.register.queries.snapshots import age_on
from mdo_tenants.groups.models import GuestPass


@dataclass(frozen=True, kw_only=True)
class GuestRow:
    id: UUID
    position: int
    state: str
    patient: PatientLabel


@dataclass(frozen=True, kw_only=True)
class GuestPatient:
    """As on the screen in the room: no name, no address, no number, nothing that was noted or agreed."""

    patient: PatientLabel
    age: int
    diagnoses: list[str]
    question: str
    dimensions: list[DimensionCard]
    planning: list[PlanningLine]


@dataclass(frozen=True, kw_only=True)
class Invited:
    id: UUID
    name: str
    email: str
    discipline: str
    state: str
    is_revoked: bool
    is_waiting: bool


def guest_rows(lines: list[Line]) -> list[GuestRow]:
    """Numbered as they are shown: a hole would tell of somebody who is not."""
    return [
        GuestRow(id=line.item.pk, position=number, state=_state(line.item.state), patient=_label(line))
        for number, line in enumerate(lines, start=1)
    ]


def guest_patient(line: Line) -> GuestPatient:
    record = line.record
    return GuestPatient(
        patient=_label(line),
        age=age_on(record.patient.birth_date, timezone.localdate()),
        diagnoses=[found.title or found.icpc for found in record.diagnoses],
        question=line.enrolment.question,
        dimensions=dimension_cards(record),
        planning=planning_lines(record),
    )


def invited(passes: list[GuestPass]) -> list[Invited]:
    return [
        Invited(
            id=one.pk,
            name=one.full_name,
            email=one.email,
            discipline=one.discipline,
            state=_progress(one),
            is_revoked=one.revoked_at is not None,
            is_waiting=one.revoked_at is None and one.accepted_at is None,
        )
        for one in passes
    ]


def _label(line: Line) -> PatientLabel:
    return patient_label(line.record.patient, line.enrolment, with_name=False)


def _state(state: str) -> str:
    return str(ItemState(state).label) if state in (ItemState.CURRENT, ItemState.DISCUSSED) else ""


def _progress(one: GuestPass) -> str:
    if one.revoked_at:
        return _("Ingetrokken")
    return _("Toegang staat klaar") if one.accepted_at else _("Heeft de link nog niet gebruikt")
