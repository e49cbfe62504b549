"""What must be true afterwards, whatever was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings.models import Advice, Agreement, Meeting, MeetingReport, Signal
from tests.drill.script import Acknowledged
from tests.drill.stage import Stage

State = OutboxEntry.State
ENDED = (State.DONE, State.UNCERTAIN, State.FAILED)
SETTLES_IN = 420  # seconds: a lease of two minutes may lapse more than once, and pauses grow


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
    ids = {one.meeting_id for one in told}
    with in_group(stage.group):
        reported = set(Meeting.objects.filter(state="reported").values_list("pk", flat=True))
        reports = Counter(MeetingReport.objects.values_list("meeting_id", flat=True))
        total = Meeting.objects.count()
    wrong = [f"{one} is not reported" for one in ids - reported]
    wrong += [f"{one} has {reports[one]} reports" for one in ids if reports[one] != 1]
    return wrong + ([] if total == len(ids) else [f"{total} meetings, {len(ids)} were planned"])


def wrong_mails(post: Path) -> tuple[list[str], Counter[str]]:
    """Every mail that was asked for came once; of one whose handing over was cut off it is unknown, and it says so."""
    caught = Counter(_entry_of(file) for file in post.glob("*.eml"))
    wrong, states = [], Counter[str]()
    for entry in OutboxEntry.objects.filter(kind="mail"):
        number = caught.pop(str(entry.pk), 0)
        states[f"mail {entry.state}"] += 1
        fits = {State.DONE: number == 1, State.UNCERTAIN: number <= 1}.get(State(entry.state), False)
        if not fits:
            wrong.append(f"mail {entry.key}: {entry.state}, caught {number} times, {entry.error}")
        states["uncertain, and it had come" if entry.state == State.UNCERTAIN and number else ""] += 1
    del states[""]
    return wrong + [f"{number} mails that nobody asked for: {one}" for one, number in caught.items()], states


def missing_report_mails(stage: Stage, told: list[Acknowledged]) -> list[str]:
    wanted = {f"report:{one.meeting_id}:{person}" for one in told for person in stage.people}
    found = set(OutboxEntry.objects.filter(kind="mail", key__startswith="report:").values_list("key", flat=True))
    return sorted(wanted ^ found)


def other_entries() -> list[str]:
    left = OutboxEntry.objects.exclude(kind="mail").filter(due_at__lt=_soon()).exclude(state=State.DONE)
    return [f"{entry.kind} {entry.key}: {entry.state} {entry.error}" for entry in left]


def chain_faults(variables: dict[str, str]) -> str:
    """What `mdo audit verify` says when it is not content."""
    connections.close_all()
    done = subprocess.run(
        [sys.executable, "-m", "mdo_platform.project.cli", "audit", "verify", "--all"],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _to_do() -> QuerySet[OutboxEntry]:
    """What is due, or is tried again within the hour; an anchor of tonight or a reminder of next week is neither."""
    return OutboxEntry.objects.exclude(state__in=ENDED).filter(due_at__lt=_soon())


def _soon() -> datetime:
    return timezone.now() + timedelta(minutes=65)


def _entry_of(file: Path) -> str:
    return str(message_from_bytes(file.read_bytes())["Message-ID"]).strip("<>").partition("@")[0]
