"""What became of the mails of this group: who was to get what, and when. Never what is in them (S-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mdo_foundation.common import mail
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import current_group, outside_groups
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import rules
from mdo_platform.meetings.invitations.sending import MAIL
from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.reminders import due
from mdo_tenants.groups.queries import members

State = OutboxEntry.State
# In the words of people: what a mail server or a worker is doing with it just now is still waiting.
SHOWN = {
    "waiting": (State.PENDING, State.CLAIMED, State.SENDING),
    "sent": (State.DONE,),
    "refused": (State.FAILED,),
    "uncertain": (State.UNCERTAIN,),
}
CAN_RETRY = ("refused", "uncertain")


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One mail. `what` is a kind or template, `member` a name or empty, `starts_at` of the meeting that it names."""

    id: UUID
    what: str
    member: str
    state: str
    at: datetime
    reason: str
    attempts: int
    starts_at: datetime | None

    @property
    def can_retry(self) -> bool:
        return self.state in CAN_RETRY


def kinds() -> tuple[str, ...]:
    """Mails, and reminders that are not yet divided over the members."""
    return (*sorted(mail.KINDS), due.KIND)


def posted_counts(actor: Actor) -> dict[str, int]:
    rules.check_can_plan_meetings(actor)
    entries = _of_group()
    numbers = {name: Count("pk", filter=Q(state__in=states)) for name, states in SHOWN.items()}
    with outside_groups():
        return entries.aggregate(**numbers)


def posted(actor: Actor, *, show: str, first: int = 0, most: int = 50) -> list[Posted]:
    """Those that are in this state: what waits by when it is due, the rest the newest first."""
    rules.check_can_plan_meetings(actor)
    order = ("due_at", "pk") if show == "waiting" else ("-due_at", "pk")
    entries = _of_group().filter(state__in=SHOWN[show]).order_by(*order)
    with outside_groups():
        found = list(entries[first : first + most])
    return _in_words(found, show)


@dataclass(frozen=True, kw_only=True)
class PostedMails:
    """Those that are in one state, for pages: counts and slices, as a query does."""

    actor: Actor
    show: str

    def count(self) -> int:
        return posted_counts(self.actor)[self.show]

    def __getitem__(self, part: slice) -> list[Posted]:
        return posted(self.actor, show=self.show, first=part.start, most=part.stop - part.start)


def _of_group() -> QuerySet[OutboxEntry]:
    return OutboxEntry.objects.filter(group_id=current_group().id, kind__in=kinds())


def _in_words(entries: list[OutboxEntry], show: str) -> list[Posted]:
    names = {member.email: member.name for member in members(current_group().id)}
    ids = {entry.payload["meeting"] for entry in entries if "meeting" in entry.payload}
    starts = {str(pk): at for pk, at in Meeting.objects.filter(pk__in=ids).values_list("pk", "starts_at")}
    return [
        Posted(
            id=entry.pk,
            what=_what(entry.kind, entry.payload),
            member=names.get(entry.payload.get("to", ""), ""),
            state=show,
            at=entry.done_at or entry.due_at,
            reason=entry.error,
            attempts=entry.attempts,
            starts_at=starts.get(entry.payload.get("meeting", "")),
        )
        for entry in entries
    ]


def _what(kind: str, payload: dict[str, Any]) -> str:
    if kind == MAIL:
        return "cancellation" if payload["method"] == "CANCEL" else "change" if payload["change"] else "invitation"
    if kind == due.KIND:
        return f"meetings/reminder_{payload['reminder']}"
    return str(payload.get("template", ""))
