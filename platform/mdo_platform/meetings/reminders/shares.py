"""How much of the register each member has brought up to date since the last meeting: numbers for a mail, no names.

The GP's own patients; for a nurse who may change them, those in care at the own organisation. Read by the system and
only counted, so no line of the access log names a patient.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.people import Participant
from mdo_platform.meetings.queries import last_closed_on
from mdo_platform.register.models import CareInvolvement, ConsentStatus, Patient, PatientStatus
from mdo_platform.register.panels import MeetingFacts
from mdo_platform.register.queries.overview import is_stale
from mdo_tenants.groups.rights import Role


@dataclass(frozen=True, kw_only=True)
class Share:
    updated: int = 0
    total: int = 0

    @property
    def left(self) -> int:
        return self.total - self.updated


def shares(meeting: Meeting, people: Iterable[Participant], *, nurses_may_change: bool) -> dict[UUID, Share]:
    """Of the meeting's target groups, per member; the same two queries for any number of members and patients."""
    patients = _patients(meeting)
    facts = MeetingFacts(last_on=last_closed_on())
    care = _in_care([pk for pk, _gp, _at in patients], on=timezone.localdate()) if nurses_may_change else set()
    found = {}
    for person in people:
        organisation = person.organisation_id if Role.NURSE in person.roles else None
        own = [at for pk, gp_id, at in patients if gp_id == person.user_id or (organisation, pk) in care]
        found[person.user_id] = Share(updated=sum(not is_stale(at, facts) for at in own), total=len(own))
    return found


def _patients(meeting: Meeting) -> list[tuple[UUID, UUID | None, datetime]]:
    present = Q(enrolments__ended_on=None, enrolments__target_group__in=meeting.target_groups)
    found = Patient.objects.filter(present, status=PatientStatus.ACTIVE).exclude(consent=ConsentStatus.OBJECTS)
    return list(found.order_by().values_list("pk", "gp_id", "record_updated_at").distinct())


def _in_care(patient_ids: list[UUID], *, on: date) -> set[tuple[UUID | None, UUID]]:
    present = Q(ended_on=None) | Q(ended_on__gt=on)
    found = CareInvolvement.objects.filter(present, started_on__lte=on, patient_id__in=patient_ids)
    return set(found.values_list("organisation_id", "patient_id"))
