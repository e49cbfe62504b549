"""What is recorded in a meeting. Every call may be repeated: the same key or text twice is one row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.versioned import save_version
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.meetings import categories, people
from mdo_platform.meetings.models import Advice, AgendaItem, Agreement, Meeting, MeetingState, Signal
from mdo_platform.meetings.services._base import check_key, item_of, locked_open, logs_conflict, raise_revision
from mdo_platform.meetings.services.sharing import take_back
from mdo_platform.register.text import clean_text

LONGEST = 10_000
_FIRST = 1  # of every row
_ADVICE = "SELECT * FROM meetings_advice WHERE item_id = %s"  # fixed SQL: it runs at every save
Note = TypeVar("Note", Agreement, Signal)


@logs_conflict
@transaction.atomic
def save_advice(meeting_id: UUID, *, by: Actor, item_id: UUID, version: int, text: str) -> Advice:
    """Conflict with the stored text when somebody else saved after `version`. The stored text again is no change."""
    meeting = locked_open(meeting_id, by=by)
    item = item_of(meeting, item_id)
    advice = _advice_of(item)
    text = clean_text(text, field="text", limit=LONGEST)
    if text != advice.text:
        advice = save_version(advice, version=version, text=text, written_by_id=by.user_id, written_by_name=by.name)
        _log(meeting, item, by=by, action="U", what="meeting.advice")
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
        if attached:
            _check_known(kind, code)
        changed = [*codes, code] if attached else [other for other in codes if other != code]
        setattr(advice, kind, changed)
        advice.updated_at = timezone.now()
        advice.save(update_fields=[kind, "updated_at"])
        recorded(meeting, item, by=by, action="U", what="meeting.advice")
    return advice


@logs_conflict
@transaction.atomic
def save_agreement(
    meeting_id: UUID,
    *,
    by: Actor,
    idempotency_key: UUID,
    what: str,
    item_id: UUID | None = None,
    who: str = "",
    due_on: date | None = None,
    version: int = 0,
) -> Agreement | None:
    """Who does what by when. The key is the row it is typed in: typing on replaces it, an emptied row is taken back.

    `who` is the id of a member or of a guest's attendance, or a name; it may follow later. `version` is what the author
    saw (0: a new row, of which the first answer may have got lost); Conflict when somebody else changed the agreement
    after that, also for who takes it back.
    """
    meeting = locked_open(meeting_id, by=by)
    item = item_of(meeting, item_id) if item_id else None
    what = clean_text(what, field="what", limit=500)
    existing = _made_before(Agreement, meeting, key=idempotency_key)
    if not what:
        if existing:
            _check_seen(existing, version=version, names=("what",))
            _delete(meeting, existing, by=by, what="meeting.agreement")
        return None
    who_id, who_name = _who(meeting, who)
    fields = {"what": what, "who_id": who_id, "who_name": who_name, "due_on": due_on}
    if existing:
        return _change(meeting, existing, by=by, version=version, fields=fields, what="meeting.agreement")
    agreement = Agreement.objects.create(idempotency_key=idempotency_key, meeting=meeting, item=item, **fields)
    recorded(meeting, item, by=by, action="C", what="meeting.agreement")
    return agreement


@transaction.atomic
def remove_agreement(meeting_id: UUID, *, by: Actor, agreement_id: UUID) -> None:
    """Take back a slip while the meeting is open; already gone is fine."""
    meeting = locked_open(meeting_id, by=by)
    agreement = meeting.agreements.select_related("item").filter(pk=agreement_id).first()
    if agreement:
        _delete(meeting, agreement, by=by, what="meeting.agreement")


@logs_conflict
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
    version: int = 0,
) -> Signal | None:
    """A bottleneck, learning point or training need. Key, version and an emptied box: as with `save_agreement`.

    One that was shared with the network is taken back when it changes.
    """
    meeting = locked_open(meeting_id, by=by)
    item = item_of(meeting, item_id) if item_id else None
    text = clean_text(text, field="text", limit=LONGEST)
    existing = _made_before(Signal, meeting, key=idempotency_key)
    if not text:
        if existing:
            _check_seen(existing, version=version, names=("text",))
            take_back(existing, by=by)
            _delete(meeting, existing, by=by, what="meeting.signal")
        return None
    fields = {"kind": kind, "category": _category(kind, category), "text": text}
    if existing:
        if not _holds(existing, fields):
            take_back(existing, by=by)
        return _change(meeting, existing, by=by, version=version, fields=fields, what="meeting.signal")
    signal = Signal.objects.create(
        idempotency_key=idempotency_key,
        meeting=meeting,
        item=item,
        written_by_id=by.user_id,
        written_by_name=by.name,
        **fields,
    )
    recorded(meeting, item, by=by, action="C", what="meeting.signal")
    return signal


def _made_before(model: type[Note], meeting: Meeting, *, key: UUID) -> Note | None:
    found = model._default_manager.select_related("item").filter(idempotency_key=key).first()
    if found:
        check_key(meeting, found)
    return found


def _change(meeting: Meeting, existing: Note, *, by: Actor, version: int, fields: dict[str, Any], what: str) -> Note:
    if _holds(existing, fields):
        return existing
    changed = save_version(existing, version=version or _FIRST, **fields)
    recorded(meeting, existing.item, by=by, action="U", what=what)
    return changed


def _check_seen(existing: Note, *, version: int, names: Sequence[str]) -> None:
    """Nobody takes back a text that he or she has not seen."""
    if existing.version != (version or _FIRST):
        current = {name: getattr(existing, name) for name in ("version", "updated_at", *names)}
        raise Conflict(_("Iemand anders heeft dit intussen gewijzigd."), current=current)


def _holds(existing: Agreement | Signal, fields: dict[str, Any]) -> bool:
    return all(getattr(existing, name) == value for name, value in fields.items())


def _delete(meeting: Meeting, note: Agreement | Signal, *, by: Actor, what: str) -> None:
    item = note.item
    note.delete()
    recorded(meeting, item, by=by, action="D", what=what)


def _advice_of(item: AgendaItem) -> Advice:
    """The meeting's lock is held, so nobody makes one at the same time."""
    found = next(iter(Advice.objects.raw(_ADVICE, [item.pk])), None)
    return found or Advice.objects.create(item=item)


def recorded(
    meeting: Meeting, item: AgendaItem | None, *, by: Actor, action: Literal["C", "U", "D"], what: str
) -> None:
    if meeting.state == MeetingState.OPEN:
        raise_revision(meeting)
    _log(meeting, item, by=by, action=action, what=what)


def _log(meeting: Meeting, item: AgendaItem | None, *, by: Actor, action: Literal["C", "U", "D"], what: str) -> None:
    patients = (item.patient_id,) if item else ()
    record_access(by, action=action, what=what, patient_ids=patients, detail={"meeting": str(meeting.pk)})


def _check_known(kind: Literal["interventions", "tools"], code: str) -> None:
    """Only what a target group offers is attached; what it no longer offers can still be taken off."""
    registry = get_registry()
    if (registry.tool(code) if kind == "tools" else registry.intervention(code)) is None:
        message = _("Onbekend.")
        raise Invalid(message, fields={"code": [message]})


def _who(meeting: Meeting, who: str) -> tuple[UUID | None, str]:
    """Member, guest of this meeting, or a name as typed."""
    try:
        person_id = UUID(who)
    except ValueError:
        return None, clean_text(who, field="who", limit=200)
    person = people.member(person_id)
    if person:
        return person_id, person.name
    guest = meeting.attendances.filter(pk=person_id, is_guest=True).first()
    if guest is None:
        message = _("Kies iemand die bij deze vergadering hoort.")
        raise Invalid(message, fields={"who": [message]})
    return None, guest.name


def _category(kind: str, category: str) -> str:
    choices = categories.BY_KIND.get(kind)
    if choices is None:
        message = _("Kies knelpunt, leerpunt of scholing.")
        raise Invalid(message, fields={"kind": [message]})
    if category and category not in choices:
        message = _("Deze categorie hoort niet bij deze soort.")
        raise Invalid(message, fields={"category": [message]})
    return category
