"""The course of an open meeting: who is there, whose turn it is, the clock. On the server: any device can take over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_platform.meetings import people, queries, states
from mdo_platform.meetings.models import AgendaItem, Attendance, ItemState, Meeting, MeetingState
from mdo_platform.meetings.reminders import due
from mdo_platform.meetings.services._base import check_key, item_of, locked, locked_open, raise_revision
from mdo_platform.meetings.services.leading import lead
from mdo_platform.meetings.services.viewing import record_viewers
from mdo_platform.register.models import ConsentStatus
from mdo_platform.register.text import clean_text
from mdo_tenants.groups.rights import CONSENT_REQUIRED


@transaction.atomic
def open_meeting(meeting_id: UUID, *, by: Actor) -> Meeting:
    """Start meeting mode. Who opens it leads and is present; Conflict when it was opened before."""
    meeting = locked(meeting_id, by=by)
    states.move(meeting, MeetingState.OPEN)
    due.withdraw(meeting, starts_at=meeting.starts_at)
    meeting.opened_at = timezone.now()
    lead(meeting, by=by)
    meeting.save(update_fields=["state", "opened_at", "led_by_id", "led_by_name"])
    _attend(meeting, user_id=by.user_id, present=True)
    raise_revision(meeting)
    record_access(by, action="U", what="meeting.opened", detail={"meeting": str(meeting.pk)})
    return meeting


@transaction.atomic
def tick_attendance(meeting_id: UUID, *, by: Actor, user_id: UUID, present: bool) -> Attendance:
    """Tick a member as present or not. Who comes in late sees the patient on the screen, and is logged for it."""
    meeting = locked_open(meeting_id, by=by)
    attendance = _attend(meeting, user_id=user_id, present=present)
    raise_revision(meeting)
    _record_latecomer(meeting, attendance, by=by)
    return attendance


@transaction.atomic
def tick_guest(meeting_id: UUID, *, by: Actor, attendance_id: UUID, present: bool) -> Attendance:
    meeting = locked_open(meeting_id, by=by)
    attendance = meeting.attendances.filter(pk=attendance_id, is_guest=True).first()
    if attendance is None:
        raise NotFound
    _set_present(attendance, present=present)
    raise_revision(meeting)
    _record_latecomer(meeting, attendance, by=by)
    return attendance


@transaction.atomic
def add_guest(
    meeting_id: UUID,
    *,
    by: Actor,
    name: str,
    discipline: str,
    organisation: str = "",
    idempotency_key: UUID | None = None,
) -> Attendance:
    """Register somebody who is not a member, as present. The same key twice is one guest."""
    meeting = locked_open(meeting_id, by=by)
    if not name.strip():
        raise Invalid(_("Vul de naam van de gast in."), fields={"name": [_("Vul de naam van de gast in.")]})
    fields = {
        "meeting": meeting,
        "name": clean_text(name, field="name", limit=200),
        "discipline": clean_text(discipline, field="discipline", limit=100),
        "organisation": clean_text(organisation, field="organisation", limit=200),
        "present": True,
        "is_guest": True,
    }
    if idempotency_key is None:
        guest, created = Attendance.objects.create(**fields), True
    else:
        guest, created = Attendance.objects.get_or_create(idempotency_key=idempotency_key, defaults=fields)
        check_key(meeting, guest)
    if created:
        raise_revision(meeting)
        record_access(by, action="C", what="meeting.guest", detail={"meeting": str(meeting.pk), "guest": str(guest.pk)})
        _record_latecomer(meeting, guest, by=by)
    return guest


@transaction.atomic
def go_to_item(meeting_id: UUID, *, by: Actor, item_id: UUID) -> AgendaItem:
    """Show this patient. The one shown before stays 'besproken' when something was noted, else waits again.

    Refused while consent is unknown in a group that blocks: the agenda may be older than that choice (R-17).
    """
    meeting = locked_open(meeting_id, by=by)
    item = item_of(meeting, item_id)
    current = queries.current_item(meeting)
    if current and current.pk == item.pk:
        return item
    _check_consent(item, by=by)
    if current:
        leave_item(meeting, current, to=ItemState.DISCUSSED if _was_discussed(current) else ItemState.WAITING)
    _enter(meeting, item, by=by)
    return item


@transaction.atomic
def next_item(meeting_id: UUID, *, by: Actor, leaving: UUID | None, target_group: str = "") -> AgendaItem | None:
    """`leaving` is discussed; the next one that waits is shown, or nobody: the closing round.

    `leaving` is the item that the user saw: after a double click it is no longer the current one, and nothing happens.
    `target_group`: those of the others wait on.
    """
    return _advance(meeting_id, by=by, leaving=leaving, to=ItemState.DISCUSSED, target_group=target_group)


@transaction.atomic
def park_item(meeting_id: UUID, *, by: Actor, leaving: UUID, target_group: str = "") -> AgendaItem | None:
    """Put this patient aside and go on; it can be taken up again as long as the meeting is open."""
    return _advance(meeting_id, by=by, leaving=leaving, to=ItemState.PARKED, target_group=target_group)


@transaction.atomic
def previous_item(meeting_id: UUID, *, by: Actor, leaving: UUID | None, target_group: str = "") -> AgendaItem | None:
    """Back to the patient before on the agenda; from the closing round to the last one."""
    meeting = locked_open(meeting_id, by=by)
    current = queries.current_item(meeting)
    if (current.pk if current else None) != leaving:
        return current
    items = queries.items_of(meeting, target_group=target_group)
    earlier = items if current is None else items.filter(position__lt=current.position)
    target = earlier.order_by("-position").first()
    return go_to_item(meeting_id, by=by, item_id=target.pk) if target else current


@transaction.atomic
def run_clock(meeting_id: UUID, *, by: Actor, running: bool) -> Meeting:
    """Pause the clock of the current patient, or let it run on. It never stops the meeting."""
    meeting = locked_open(meeting_id, by=by)
    current = queries.current_item(meeting)
    if current and running != (meeting.clock_since is not None):
        now = timezone.now()
        _stop_clock(meeting, current, now)
        meeting.clock_since = now if running else None
        current.save(update_fields=["seconds_spent"])
        meeting.save(update_fields=["clock_since"])
        raise_revision(meeting)
    return meeting


def leave_item(meeting: Meeting, item: AgendaItem, *, to: str) -> None:
    """Stop the clock and keep how the register stood: the report shows that, whatever is changed afterwards.

    Of who was parked that is kept already, from when the patient left the screen.
    """
    now = timezone.now()
    _stop_clock(meeting, item, now)
    if item.state != ItemState.PARKED:
        item.question = item.enrolment.question
        item.prognosis = item.enrolment.prognosis
        item.urgency = item.enrolment.urgency
    states.move(item, to)
    item.discussed_at = now if to == ItemState.DISCUSSED else None
    item.save(
        update_fields=["state", "seconds_spent", "question", "prognosis", "urgency", "discussed_at"],
    )
    meeting.clock_since = None
    meeting.save(update_fields=["clock_since"])


def _advance(meeting_id: UUID, *, by: Actor, leaving: UUID | None, to: str, target_group: str) -> AgendaItem | None:
    meeting = locked_open(meeting_id, by=by)
    current = queries.current_item(meeting)
    if (current.pk if current else None) != leaving:
        return current
    if current:
        leave_item(meeting, current, to=to)
    with_consent = CONSENT_REQUIRED in by.switches
    following = queries.next_waiting(meeting, after=current, with_consent=with_consent, target_group=target_group)
    if following:
        _enter(meeting, following, by=by)
    else:
        raise_revision(meeting)
    return following


def _enter(meeting: Meeting, item: AgendaItem, *, by: Actor) -> None:
    # Who objected while on the screen is gone from every list at once, and must not keep the place either.
    meeting.items.filter(state=ItemState.CURRENT).update(state=ItemState.WAITING)
    states.move(item, ItemState.CURRENT)
    item.save(update_fields=["state"])
    meeting.clock_since = timezone.now()
    meeting.save(update_fields=["clock_since"])
    raise_revision(meeting)
    record_viewers(meeting, item, viewers=meeting.attendances.filter(present=True), by=by)


def _check_consent(item: AgendaItem, *, by: Actor) -> None:
    unasked = item.state == ItemState.WAITING and item.patient.consent == ConsentStatus.UNKNOWN
    if unasked and CONSENT_REQUIRED in by.switches:
        raise Invalid(_("Er is nog geen toestemming voor bespreken vastgelegd."))


def _was_discussed(item: AgendaItem) -> bool:
    return item.discussed_at is not None or queries.has_notes(item)


def _stop_clock(meeting: Meeting, item: AgendaItem, now: datetime) -> None:
    if meeting.clock_since:
        item.seconds_spent += max(0, int((now - meeting.clock_since).total_seconds()))


def _attend(meeting: Meeting, *, user_id: UUID, present: bool) -> Attendance:
    person = people.member(user_id)
    if person is None:
        raise NotFound
    attendance, _created = Attendance.objects.get_or_create(
        meeting=meeting,
        user_id=user_id,
        defaults={"name": person.name, "discipline": person.discipline, "organisation": person.organisation},
    )
    _set_present(attendance, present=present)
    return attendance


def _set_present(attendance: Attendance, *, present: bool) -> None:
    attendance.present = present
    attendance.updated_at = timezone.now()
    attendance.save(update_fields=["present", "updated_at"])


def _record_latecomer(meeting: Meeting, attendance: Attendance, *, by: Actor) -> None:
    current = queries.current_item(meeting)
    if current and attendance.present:
        record_viewers(meeting, current, viewers=[attendance], by=by)
