"""Item answers do not stay: not after the closing, a group's choice against them, or thirty days without a touch."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common import outbox
from mdo_foundation.common.actor import system_actor
from mdo_foundation.common.groups import current_group
from mdo_platform.questionnaires.models import Draft, Result
from mdo_tenants.groups.queries import keeps_item_answers

DRAFTS = "questionnaire_drafts"  # the outbox entries by which drafts that are done with go
UNTOUCHED_FOR = timedelta(days=30)
DISCARDED_FOR = timedelta(days=1)
_AT_NIGHT = time(4, 0)


def plan_cleaning(moment: datetime) -> None:
    """Have the worker look in the night after `moment`: one entry per group and day."""
    group, day = current_group(), timezone.localdate(moment) + timedelta(days=1)
    due_at = datetime.combine(day, _AT_NIGHT, tzinfo=timezone.get_current_timezone())
    outbox.enqueue(DRAFTS, f"{group.id}:{day.isoformat()}", group=group, due_at=due_at)


def remove_old_drafts(*, now: datetime | None = None) -> int:
    """Of this group, what nobody touched for thirty days or was thrown away a day ago; again changes nothing."""
    moment = now or timezone.now()
    is_old = Q(updated_at__lt=moment - UNTOUCHED_FOR) | Q(discarded_at__lt=moment - DISCARDED_FOR)
    old = Draft.objects.filter(is_old)
    patient_ids = list(old.order_by("patient").values_list("patient_id", flat=True).distinct())
    removed, _by_model = old.delete()
    if patient_ids:
        _log("draft.removed", patient_ids)
    return removed


def remove_item_answers() -> int:
    """Of the whole group, once it chose against them; chosen for again meanwhile, nothing goes."""
    if keeps_item_answers(current_group().id):
        return 0
    kept = Result.objects.filter(items__isnull=False)
    patient_ids = list(kept.order_by("patient").values_list("patient_id", flat=True).distinct())
    removed = kept.update(items=None)
    if patient_ids:
        _log("result.items_removed", patient_ids)
    return removed


def remove_answers_of(patient_id: UUID) -> None:
    """A patient who leaves the register: drafts and kept answers go, the scores stay with the record."""
    Draft.objects.filter(patient=patient_id).delete()
    Result.objects.filter(patient=patient_id, items__isnull=False).update(items=None)


def _log(what: str, patient_ids: list[UUID]) -> None:
    record_access(system_actor(current_group().id), action="D", what=what, patient_ids=patient_ids)
