"""What must be true afterwards, whatever was killed."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from contextlib import redirect_stdout
from datetime import timedelta
from email import message_from_bytes
from io import StringIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.db.models import Q, QuerySet
from django.utils import timezone

from mdo_foundation.common.groups import in_group
from mdo_foundation.common.mail import KIND, KINDS
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings.invitations.sending import MAIL as INVITATION
from mdo_platform.meetings.models import Advice, Agreement, Meeting, MeetingReport, Signal
from mdo_platform.project import cli
from tests.drill.script import Acknowledged
from tests.drill.stage import Stage

State = OutboxEntry.State
ENDED = (State.DONE, State.UNCERTAIN, State.FAILED)
MAILS = {KIND: "reports by mail", INVITATION: "invitations by mail"}
SETTLES_IN = 300  # seconds: a lease may lapse more than once, and pauses grow
LONGEST_PAUSE = timedelta(hours=1)


def wait_until_settled() -> float:
    """Until the outbox has nothing to do any more; how long that took."""
    connections.close_all()  # PostgreSQL was killed since we asked it something
    began = time.monotonic()
    while left := list(_to_do().values_list("kind", "state", "attempts", "error")):
        assert time.monotonic() - began < SETTLES_IN, f"the outbox still has {left}"
        time.sleep(1)
    return time.monotonic() - began


def lost_notes(stage: Stage, told: list[Acknowledged]) -> list[str]:
    """Acknowledged notes that are not there as acknowledged, and notes that nobody wrote."""
    with in_group(stage.group):
        advice = dict(Advice.objects.values_list("item_id", "text"))
        agreements = dict(Agreement.objects.values_list("idempotency_key", "what"))
        signals = dict(Signal.objects.values_list("idempotency_key", "text"))
    wrong = []
    for stored, name in ((advice, "advice"), (agreements, "agreements"), (signals, "signals")):
        said = {key: text for one in told for key, text in getattr(one, name).items()}
        wrong += [f"{name} {key}: {stored.get(key)!r}" for key, text in said.items() if stored.get(key) != text]
        wrong += [f"{name} {key}: written twice" for key in stored.keys() - said.keys()]
    return wrong


def meetings_not_reported(stage: Stage, told: list[Acknowledged]) -> list[str]:
    with in_group(stage.group):
        states = dict(Meeting.objects.values_list("pk", "state"))
        reports = Counter(MeetingReport.objects.values_list("meeting_id", flat=True))
    wanted = {one.meeting_id: "reported" for one in told} | {one.next_id: "planned" for one in told}
    wrong = [f"{one} is {states.get(one)}, not {state}" for one, state in wanted.items() if states.get(one) != state]
    wrong += [f"{one.meeting_id} has {reports[one.meeting_id]} reports" for one in told if reports[one.meeting_id] != 1]
    return wrong + [f"{one} was planned twice" for one in states.keys() - wanted.keys()]


def wrong_mails(post: Path) -> tuple[list[str], dict[str, Counter[str]]]:
    """Every mail that was asked for came once; of one whose handing over was cut off it is unknown, and it says so.

    What is wrong, and how many of each kind became what.
    """
    caught = Counter(_entry_of(file) for file in post.glob("*.eml"))
    wrong, became = [], defaultdict[str, Counter[str]](Counter)
    for entry in OutboxEntry.objects.filter(kind__in=KINDS):
        number = caught.pop(str(entry.pk), 0)
        fits = {State.DONE: number == 1, State.UNCERTAIN: number <= 1}.get(State(entry.state), False)
        if not fits:
            wrong.append(f"{entry.kind} {entry.key}: {entry.state}, caught {number} times, {entry.error}")
        became[entry.kind][entry.state] += 1
        if entry.state == State.UNCERTAIN and number:
            became[entry.kind]["of these had come"] += 1
    return wrong + [f"{number} mails that nobody asked for: {one}" for one, number in caught.items()], became


def mails_not_asked_for(stage: Stage, told: list[Acknowledged]) -> list[str]:
    """Mails that the outbox should hold and does not, or the other way round, whatever became of them."""
    reports = {f"report:{one.meeting_id}:{person}" for one in told for person in stage.people}
    asked = set(OutboxEntry.objects.filter(kind=KIND).values_list("key", flat=True))
    invited: dict[UUID, list[UUID]] = {one.next_id: [] for one in told}
    for payload in OutboxEntry.objects.filter(kind=INVITATION).values_list("payload", flat=True):
        invited.setdefault(UUID(payload["meeting"]), []).append(UUID(payload["user"]))
    # Of a meeting whose opening took longer than the grace there are invitations too: to everybody, or to nobody.
    wrong = [f"{one}: {people}" for one, people in invited.items() if sorted(people) != sorted(stage.people)]
    return sorted(reports ^ asked) + [f"invitations to {one}" for one in wrong]


def other_entries() -> list[str]:
    left = OutboxEntry.objects.exclude(kind__in=KINDS).filter(_is_of_now()).exclude(state=State.DONE)
    return [f"{entry.kind} {entry.key}: {entry.state} {entry.error}" for entry in left]


def chain_faults() -> str:
    """What `mdo audit verify` says when it is not content."""
    with redirect_stdout(StringIO()) as said:
        status = cli.main(["audit", "verify", "--all"])
    return said.getvalue() if status else ""


def _to_do() -> QuerySet[OutboxEntry]:
    return OutboxEntry.objects.exclude(state__in=ENDED).filter(_is_of_now())


def _is_of_now() -> Q:
    """What is due or waits for the grace of an invitation, and what was tried and is tried again within the hour.

    An anchor of tonight or a reminder of next week, which nobody has touched, is neither.
    """
    now = timezone.now()
    return Q(due_at__lte=now + settings.MDO_INVITATION_GRACE) | Q(attempts__gt=0, due_at__lte=now + LONGEST_PAUSE)


def _entry_of(file: Path) -> str:
    return str(message_from_bytes(file.read_bytes())["Message-ID"]).strip("<>").partition("@")[0]
