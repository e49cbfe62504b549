"""Several patients on the agenda at once, from the register: what can go on it does, the others are named with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid, NotFound
from mdo_platform.meetings import queries
from mdo_platform.meetings.models import AgendaItem
from mdo_platform.meetings.services._base import locked
from mdo_platform.meetings.services.agenda import DEFAULT_MINUTES, add_item, remove_item
from mdo_platform.register import rules as register_rules
from mdo_platform.register.presenters import full_name_of

MOST_AT_ONCE = 100


class Outcome(models.TextChoices):
    ADDED = "added", gettext_lazy("op de agenda gezet")
    PRESENT = "present", gettext_lazy("stond er al")
    REFUSED = "refused", gettext_lazy("niet op de agenda gezet")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What became of one patient. One that is out of view has no name: foreign and unknown are the same."""

    patient_id: UUID
    name: str
    outcome: str
    item_id: UUID | None = None
    position: int | None = None
    reasons: list[str] = field(default_factory=list)


@transaction.atomic
def add_chosen(meeting_id: UUID, *, by: Actor, patient_ids: Sequence[UUID]) -> list[Chosen]:
    """In the order in which they were chosen; the names that come back are logged as read."""
    if len(patient_ids) > MOST_AT_ONCE:
        raise Invalid(_("Kies niet meer dan %(most)s patiënten tegelijk.") % {"most": MOST_AT_ONCE})
    meeting = locked(meeting_id, by=by)
    chosen = list(dict.fromkeys(patient_ids))
    present = queries.places_on(meeting, chosen)
    seen = register_rules.visible_patients(by).filter(pk__in=chosen)
    names = {patient.pk: full_name_of(patient) for patient in seen}
    found = [put_on(meeting_id, one, by=by, name=names.get(one, ""), was_on=one in present) for one in chosen]
    if names:
        detail = {"meeting": str(meeting_id)}
        record_access(by, action="R", what="meeting.agenda", patient_ids=list(names), detail=detail)
    return found


def undo_chosen(meeting_id: UUID, *, by: Actor, item_ids: Sequence[UUID]) -> int:
    """Take these items off again; how many stay because they were discussed meanwhile."""
    stayed = 0
    for item_id in item_ids[:MOST_AT_ONCE]:
        try:
            remove_item(meeting_id, by=by, item_id=item_id)
        except Conflict:
            stayed += 1
    return stayed


def put_on(
    meeting_id: UUID, patient_id: UUID, *, by: Actor, name: str, was_on: bool, minutes: int = DEFAULT_MINUTES
) -> Chosen:
    """Put one patient on an agenda, or say why not. For who logs that the name was read."""
    try:
        item: AgendaItem = add_item(meeting_id, by=by, patient_id=patient_id, minutes=minutes)
    except NotFound:
        reasons = [_("Een gekozen patiënt is niet in beeld.")]
    except Invalid as refusal:
        reasons = refusal.fields.get("patient") or [str(refusal.message)]
    else:
        outcome = Outcome.PRESENT if was_on else Outcome.ADDED
        return Chosen(patient_id=patient_id, name=name, outcome=outcome.value, item_id=item.pk, position=item.position)
    return Chosen(patient_id=patient_id, name=name, outcome=Outcome.REFUSED.value, reasons=reasons)
