"""A group's meetings."""

from .agenda import AgendaAttachment, AgendaItem
from .choices import Answer, AttachmentKind, ItemReason, ItemState, MeetingState, SignalKind, code_list
from .invitees import Invitee
from .meetings import Attendance, Meeting
from .notes import Advice, Agreement, MeetingReport, Signal

__all__ = [
    "Advice",
    "AgendaAttachment",
    "AgendaItem",
    "Agreement",
    "Answer",
    "AttachmentKind",
    "Attendance",
    "Invitee",
    "ItemReason",
    "ItemState",
    "Meeting",
    "MeetingReport",
    "MeetingState",
    "Signal",
    "SignalKind",
    "code_list",
]
