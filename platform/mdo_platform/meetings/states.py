"""What may follow on what. Every change of state goes through `move`; the docs' diagram is drawn from these tables."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.errors import WrongState
from mdo_platform.meetings.models import AgendaItem, ItemState, Meeting, MeetingState

MEETING: Mapping[str, frozenset[str]] = {
    MeetingState.PLANNED: frozenset({MeetingState.OPEN, MeetingState.CANCELLED}),
    MeetingState.OPEN: frozenset({MeetingState.CLOSED}),
    MeetingState.CLOSED: frozenset({MeetingState.REPORTED}),
    MeetingState.REPORTED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}

ITEM: Mapping[str, frozenset[str]] = {
    ItemState.WAITING: frozenset({ItemState.CURRENT, ItemState.DISCUSSED}),
    ItemState.CURRENT: frozenset({ItemState.DISCUSSED, ItemState.PARKED, ItemState.WAITING}),
    ItemState.DISCUSSED: frozenset({ItemState.CURRENT}),
    ItemState.PARKED: frozenset({ItemState.CURRENT, ItemState.DISCUSSED}),
}

REFUSALS: Mapping[str, str | Promise] = {
    MeetingState.PLANNED: _("Deze vergadering is nog niet geopend."),
    MeetingState.OPEN: _("Deze vergadering is al bezig."),
    MeetingState.CLOSED: _("Deze vergadering is gesloten. Er kan niets meer bij."),
    MeetingState.REPORTED: _("Het verslag van deze vergadering is al gemaakt. Er kan niets meer bij."),
    MeetingState.CANCELLED: _("Deze vergadering is afgezegd."),
}


def move(record: Meeting | AgendaItem, to: str) -> None:
    """Sets the state, unsaved; Conflict (409) when the table does not allow it."""
    table = MEETING if isinstance(record, Meeting) else ITEM
    if to not in table[record.state]:
        refuse(record)
    record.state = to


def check_state(meeting: Meeting, *allowed: str) -> None:
    if meeting.state not in allowed:
        refuse(meeting)


def refuse(record: Meeting | AgendaItem) -> None:
    message = REFUSALS.get(record.state) or _("Dit kan nu niet met deze patiënt op de agenda.")
    raise WrongState(message, current={"state": record.state})


def refuse_other_leader(meeting: Meeting) -> None:
    message = _("%(name)s leidt deze vergadering. Neem eerst over, dan kun je sluiten.")
    current = {"state": meeting.state, "led_by": meeting.led_by_name}
    raise WrongState(message % {"name": meeting.led_by_name}, current=current)
