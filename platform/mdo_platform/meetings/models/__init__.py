"""A group's meetings."""

from .agenda import AgendaItem
from .choices import ItemReason, ItemState, MeetingState, SignalKind, code_list
from .meetings import Attendance, Meeting
from .notes import Advice, Agreement, MeetingReport, Signal

__all__ = [
    "Advice",
    "AgendaItem",
    "Agreement",
    "Attendance",
    "ItemReason",
    "ItemState",
    "Meeting",
    "MeetingReport",
    "MeetingState",
    "Signal",
    "SignalKind",
    "code_list",
]
