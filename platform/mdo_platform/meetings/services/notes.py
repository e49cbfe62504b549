"""What is recorded in a meeting. Every call may be repeated: the same key or text twice is one row."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.versioned import save_version
from mdo_platform.meetings import categories, people, rules
from mdo_platform.meetings.models import Advice, AgendaItem, Agreement, Meeting, MeetingState, Signal
from mdo_platform.meetings.services._base import item_of, locked_open, raise_revision

LONGEST = 10_000


@transaction.atomic
def save_advice(meeting_id: UUID, *, by: Actor, item_id: UUID, version: int, text: str) -> Advice:
    """Raises Conflict with the stored text when somebody else saved after `version`. The stored text again is no change."""
    meeting = locked_open(meeting_id, by=by)
    item = item_of(meeting, item_id)
    advice = _advice_of(item)
    text = _clean(text, field="text")
    if text != advice.text:
        advice = save_version(
            advice, version=version, text=text, written_by_id=by.user_id, written_by_name=by.name
        )
        _recorded(meeting, item, by=by, action="U", what="meeting.advice")
    return advice


@transaction.atomic
def attach(
    meeting_id: UUID, *, by: Actor, item_id: UUID, kind: Literal["interventions", "tools"], code: str, attached: bool
) -> Advice:
    """Attach an intervention or tool to the advice, or take it off (T-04).

    Leaves the version alone: two people who toggle and type at once do not stand in each other's way.
    """
    meeting = locked_open(meeting_id, by=by)
    item = item_of(meeting, item_id)
    advice = _advice_of(item)
    codes: list[str] = getattr(advice, kind)
    if attached != (code in codes):
        changed = [*codes, code] if attached else [other for other in codes if other != code]
        setattr(advice, kind, changed)
        advice.updated_at = timezone.now()
        advice.save(update_fields=[kind, "updated_at"])
        _recorded(meeting, item, by=by, action="U", what="meeting.advice")
    return advice


@transaction.atomic
def add_agreement(
    meeting_id: UUID,
    *,
    by: Actor,
    what: str,
    item_id: UUID | None = None,
    who_id: UUID | None = None,
    who_name: str = "",
    due_on: date | None = None,
    idempotency_key: UUID | None = None,
) -> Agreement:
    """Who does what by when. `who_id` is a member; `who_name` is for a guest or somebody outside the portal."""
    meeting = locked_open(meeting_id, by=by)
    item = item_of(meeting, item_id) if item_id else None
    existing = Agreement.objects.filter(idempotency_key=idempotency_key, meeting=meeting).first() if idempotency_key else None
    if existing:
        return existing
    agreement = Agreement.objects.create(
        idempotency_key=idempotency_key,
        meeting=meeting,
        item=item,
        what=_required(what, field="what", message=_("Vul in wat jullie afspreken.")),
        who_id=who_id,
        who_name=_who(who_id, who_name),
        due_on=due_on,
    )
    _recorded(meeting, item, by=by, action="C", what="meeting.agreement")
    return agreement


@transaction.atomic
def remove_agreement(meeting_id: UUID, *, by: Actor, agreement_id: UUID) -> None:
    """Take back a slip while the meeting is open; already gone is fine."""
    meeting = locked_open(meeting_id, by=by)
    agreement = meeting.agreements.select_related("item").filter(pk=agreement_id).first()
    if agreement:
        agreement.delete()
        _recorded(meeting, agreement.item, by=by, action="D", what="meeting.agreement")


@transaction.atomic
def mark_done(agreement_id: UUID, *, by: Actor, done: bool = True) -> Agreement:
    """Set an agreement to done today, or open again. Done twice keeps the first day."""
    agreement = (
        Agreement.objects.select_for_update(of=("self",)).select_related("meeting", "item").filter(pk=agreement_id).first()
    )
    if agreement is None:
        raise NotFound
    rules.check_can_finish_agreement(by, agreement)
    if done != (agreement.done_on is not None):
        agreement = save_version(
            agreement,
            version=agreement.version,
            done_on=timezone.localdate() if done else None,
            done_by_id=by.user_id if done else None,
            done_by_name=by.name if done else "",
        )
        _recorded(agreement.meeting, agreement.item, by=by, action="U", what="meeting.agreement")
    return agreement


@transaction.atomic
def save_signal(
    meeting_id: UUID,
    *,
    by: Actor,
    idempotency_key: UUID,
    kind: str,
    text: str,
    category: str = "",
    item_id: UUID | None = None,
) -> Signal | None:
    """A bottleneck, learning point or training need. The key is the box it is typed in: what is typed on replaces it.

    An emptied box takes the signal back: None.
    """
    meeting = locked_open(meeting_id, by=by)
    item = item_of(meeting, item_id) if item_id else None
    existing = Signal.objects.filter(idempotency_key=idempotency_key, meeting=meeting).select_related("item").first()
    text = _clean(text, field="text")
    if not text:
        if existing:
            existing.delete()
            _recorded(meeting, existing.item, by=by, action="D", what="meeting.signal")
        return None
    fields = {"kind": kind, "category": _category(kind, category), "text": text}
    if existing is None:
        signal = Signal.objects.create(
            idempotency_key=idempotency_key,
            meeting=meeting,
            item=item,
            written_by_id=by.user_id,
            written_by_name=by.name,
            **fields,
        )
        _recorded(meeting, item, by=by, action="C", what="meeting.signal")
        return signal
    if any(getattr(existing, name) != value for name, value in fields.items()):
        existing = save_version(existing, version=existing.version, **fields)
        _recorded(meeting, existing.item, by=by, action="U", what="meeting.signal")
    return existing


def _advice_of(item: AgendaItem) -> Advice:
    advice, _created = Advice.objects.get_or_create(item=item)
    return advice


def _recorded(meeting: Meeting, item: AgendaItem | None, *, by: Actor, action: Literal["C", "U", "D"], what: str) -> None:
    if meeting.state == MeetingState.OPEN:
        raise_revision(meeting)
    patients = (item.patient_id,) if item else ()
    record_access(by, action=action, what=what, patient_ids=patients, detail={"meeting": str(meeting.pk)})


def _clean(text: str, *, field: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        message = _("Dit is te lang. Gebruik hooguit %(count)s tekens.") % {"count": LONGEST}
        raise Invalid(message, fields={field: [message]})
    return text


def _required(text: str, *, field: str, message: str, longest: int = 500) -> str:
    text = text.strip()
    if not text:
        raise Invalid(message, fields={field: [message]})
    if len(text) > longest:
        too_long = _("Dit is te lang. Gebruik hooguit %(count)s tekens.") % {"count": longest}
        raise Invalid(too_long, fields={field: [too_long]})
    return text


def _who(who_id: UUID | None, who_name: str) -> str:
    if who_id is None:
        return _required(who_name, field="who", message=_("Kies wie dit doet."), longest=200)
    person = people.member(who_id)
    if person is None:
        message = _("Deze persoon is geen lid van de groep.")
        raise Invalid(message, fields={"who": [message]})
    return person.name


def _category(kind: str, category: str) -> str:
    choices = categories.BY_KIND.get(kind)
    if choices is None:
        message = _("Kies knelpunt, leerpunt of scholing.")
        raise Invalid(message, fields={"kind": [message]})
    if category and category not in choices:
        message = _("Deze categorie hoort niet bij deze soort.")
        raise Invalid(message, fields={"category": [message]})
    return category
