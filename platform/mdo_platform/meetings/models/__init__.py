"""A group's meetings."""

from .agenda import AgendaAttachment, AgendaItem
from .choices import AttachmentKind, ItemReason, ItemState, MeetingState, SignalKind, code_list
from .meetings import Attendance, Meeting
from .notes import Advice, Agreement, MeetingReport, Signal

__all__ = [
    "Advice",
    "AgendaAttachment",
    "AgendaItem",
    "Agreement",
    "AttachmentKind",
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
