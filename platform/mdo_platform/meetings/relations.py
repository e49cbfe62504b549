"""Who takes part in a meeting about a patient has a treatment relation for it: what the access log asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_platform.meetings.models import AgendaItem, Attendance

# Six meetings a year: until about the next one, whoever was there reads the report and does what was agreed.
LASTS = timedelta(days=60)
_AT_ONCE = 10_000  # ids in one statement


def attended(actor: Actor, patient_ids: Sequence[UUID]) -> Iterable[UUID]:
    """One query: patients on the agenda of a meeting where the actor is or recently was, or which the actor leads."""
    present = Attendance.objects.filter(meeting=OuterRef("meeting"), user_id=actor.user_id, present=True)
    leads = Q(meeting__chair_id=actor.user_id)
    leads |= Q(meeting__vice_chair_id=actor.user_id) | Q(meeting__secretary_id=actor.user_id)
    recent = Q(meeting__closed_at=None) | Q(meeting__closed_at__gt=timezone.now() - LASTS)
    items = AgendaItem.objects.filter(recent & (Q(Exists(present)) | (leads & Q(meeting__closed_at=None))))
    found: set[UUID] = set()
    for start in range(0, len(patient_ids), _AT_ONCE):
        among = patient_ids[start : start + _AT_ONCE]
        found.update(items.filter(patient__in=among).order_by().values_list("patient_id", flat=True))
    return found
