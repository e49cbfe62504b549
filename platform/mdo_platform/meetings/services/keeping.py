"""What becomes of an agreement after it was made: done, open again, not agreed to by the patient (M-10, R9)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.versioned import save_version
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import Agreement, Meeting
from mdo_platform.meetings.promises import remind_later
from mdo_platform.meetings.services.notes import recorded


@transaction.atomic
def mark_done(agreement_id: UUID, *, by: Actor, done: bool = True) -> Agreement:
    """Set an agreement to done today, or open again. Done twice keeps the first day."""
    agreement = _locked(agreement_id)
    rules.check_can_finish_agreement(by, agreement)
    if done == (agreement.done_on is not None):
        return agreement
    if not done and agreement.who_id:
        remind_later([agreement.who_id])
    return _change(
        agreement,
        by=by,
        done_on=timezone.localdate() if done else None,
        done_by_id=by.user_id if done else None,
        done_by_name=by.name if done else "",
    )


@transaction.atomic
def mark_declined(agreement_id: UUID, *, by: Actor, declined: bool = True) -> Agreement:
    """The patient does not agree: who promised sees it and decides, so it stays open. Twice keeps the first day."""
    agreement = _locked(agreement_id)
    rules.check_can_decline_agreement(by, agreement)
    if declined == (agreement.declined_on is not None):
        return agreement
    return _change(
        agreement,
        by=by,
        declined_on=timezone.localdate() if declined else None,
        declined_by_name=by.name if declined else "",
    )


def _locked(agreement_id: UUID) -> Agreement:
    """The meeting's lock first, as in every other change of it: the other way round two people wait for each other."""
    Meeting.objects.select_for_update(of=("self",)).filter(agreements=agreement_id).first()
    agreement = Agreement.objects.select_related("meeting", "item").filter(pk=agreement_id).first()
    if agreement is None:
        raise NotFound
    return agreement


def _change(agreement: Agreement, *, by: Actor, **changes: Any) -> Agreement:
    changed = save_version(agreement, version=agreement.version, **changes)
    recorded(changed.meeting, changed.item, by=by, action="U", what="meeting.agreement")
    return changed
