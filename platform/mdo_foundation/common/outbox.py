"""What must happen later: rows written in the caller's transaction, done once, whatever is killed.

`enqueue` adds a row; on commit a worker is woken, and when Redis is away the beat task finds the row. A claim is a
lease: a worker that dies lets it lapse and another takes over. A handler's work and 'done' are one transaction, so it
happens once; for mail, which no transaction can take back, see mail.py.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mdo_foundation.common.groups import GroupLike, find_active_group, in_group, outside_groups
from mdo_foundation.common.models import OutboxEntry

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
MAX_POSTPONED = 300  # a day of 'later' every five minutes
KEPT_FOR = timedelta(days=90)  # what is done keeps its key this long, so that it is not done again
BATCH = 50
GROUP_AWAY = "group is not active"

Handler = Callable[[OutboxEntry], None]
_handlers: dict[str, Handler] = {}
_transactional: set[str] = set()
_tries: dict[str, int] = {}
_asked: ContextVar[list[bool] | None] = ContextVar("outbox_asked", default=None)
State = OutboxEntry.State


class LostClaim(RuntimeError):
    """Another worker has taken this entry over; what this one did is rolled back."""


class TooLate(Exception):
    """Raised by a handler: the moment has passed, and a person must know. The entry has failed, with this reason."""


class Postpone(Exception):
    """Raised by a handler: try again at `due_at`."""

    def __init__(self, due_at: datetime, reason: str) -> None:
        super().__init__(reason)
        self.due_at = due_at


def handler(kind: str, *, transactional: bool = True, tries: int = MAX_ATTEMPTS) -> Callable[[Handler], Handler]:
    """Register what does the work of `kind`. With `transactional=False` the handler marks its own progress.

    `tries`: so often it is taken up from workers that died. A mail is tried many times when its server is away, which
    says nothing of workers.
    """

    def register(function: Handler) -> Handler:
        _handlers[kind], _tries[kind] = function, tries
        if transactional:
            _transactional.add(kind)
        return function

    return register


def enqueue(
    kind: str,
    key: str,
    *,
    payload: dict[str, Any] | None = None,
    group: GroupLike | None = None,
    due_at: datetime | None = None,
) -> None:
    """Ask for work in the caller's transaction; asking again for the same `kind` and `key` changes nothing.

    `payload` holds ids, names of groups, dates and URLs: never patient data.
    """
    enqueue_all([Work(kind=kind, key=key, payload=payload or {}, due_at=due_at)], group=group)


@dataclass(frozen=True, kw_only=True)
class Work:
    """What `enqueue` takes, for many at once. Without `due_at` it is due now."""

    kind: str
    key: str
    payload: dict[str, Any] = field(default_factory=dict)
    due_at: datetime | None = None


def enqueue_all(works: Sequence[Work], *, group: GroupLike | None = None) -> None:
    """`enqueue` for each, in one statement."""
    now = timezone.now()
    entries = [
        OutboxEntry(
            kind=work.kind,
            key=work.key,
            payload=work.payload,
            group_id=group.id if group else None,
            due_at=work.due_at or now,
        )
        for work in works
    ]
    with outside_groups():  # a group's role cannot ask for work, so raw SQL in a group cannot either
        OutboxEntry.objects.bulk_create(entries, ignore_conflicts=True)
    if any(entry.due_at <= now for entry in entries):
        transaction.on_commit(_wake_worker, robust=True)


def withdraw(kind: str, keys: Sequence[str]) -> None:
    """In the caller's transaction: what nobody has begun need not happen any more. Asked for again, it will."""
    with outside_groups():
        OutboxEntry.objects.filter(kind=kind, key__in=keys, state=State.PENDING).delete()


def _wake_worker() -> None:
    """Ask for a run at once; without Redis the beat task will find the row within its interval."""
    asked = _asked.get()
    if asked is not None:
        asked.append(True)
        return
    from mdo_foundation.common.tasks import run_outbox  # noqa: PLC0415 - tasks import this module

    try:
        run_outbox.apply_async(retry=False, ignore_result=True)
    except Exception:  # noqa: BLE001 - whatever the broker's client raises, the saved work must not suffer
        log.warning("The broker is away; the scheduler will pick the work up.")


def run_due(*, limit: int = BATCH) -> int:
    """Do what is due; returns how many entries were handled. Its cost follows what is due, not the number of groups.

    Half a lease is for beginning: what a slow mail server left no time for is given back, as if it was not claimed.
    """
    begin_until = time.monotonic() + settings.MDO_OUTBOX_LEASE.total_seconds() / 2
    entries = _claim(limit)
    with _waking_once():
        for number, entry in enumerate(entries):
            if number and time.monotonic() > begin_until:
                _give_back(entries[number:])
                return number
            _run(entry)
    return len(entries)


@contextmanager
def _waking_once() -> Iterator[None]:
    """What this work asks for is asked of a worker once, at its end, and not by a message for each entry."""
    asked: list[bool] = []
    token = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(token)
        if asked:
            _wake_worker()


def _claim(limit: int) -> list[OutboxEntry]:
    now = timezone.now()
    token, until = uuid.uuid4(), now + settings.MDO_OUTBOX_LEASE
    with transaction.atomic():
        due = OutboxEntry.objects.select_for_update(skip_locked=True).filter(due_at__lte=now)
        fresh = list(due.filter(state=State.PENDING).order_by("due_at")[:limit])
        lapsed = list(due.filter(state__in=[State.CLAIMED, State.SENDING], claimed_until__lt=now)[:limit])
        for entry in lapsed:
            if entry.state == State.SENDING:  # its worker died after handing over to the mail server, or just before
                entry.state, entry.error = State.UNCERTAIN, "worker died while sending"
                entry.save(update_fields=["state", "error"])
        claimed = []
        for entry in (*fresh, *(entry for entry in lapsed if entry.state == State.CLAIMED)):
            if entry.state == State.CLAIMED and entry.attempts >= _tries.get(
                entry.kind, MAX_ATTEMPTS
            ):  # whoever takes it up dies of it
                _give_up(entry, "its worker died every time")
                continue
            claimed.append(entry)
            entry.state, entry.claim_token, entry.claimed_until = State.CLAIMED, token, until
            entry.attempts += 1
        held = OutboxEntry.objects.filter(pk__in=[entry.pk for entry in claimed])
        held.update(state=State.CLAIMED, claim_token=token, claimed_until=until, attempts=F("attempts") + 1)
    return claimed


def _give_back(entries: Sequence[OutboxEntry]) -> None:
    token = entries[0].claim_token
    ours = OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries], claim_token=token, state=State.CLAIMED)
    ours.update(state=State.PENDING, attempts=F("attempts") - 1, claimed_until=None)


def _run(entry: OutboxEntry) -> None:
    function = _handlers.get(entry.kind)
    if function is None:
        _give_up(entry, f"no handler for {entry.kind}")
        return
    group = find_active_group(entry.group_id) if entry.group_id else None
    if entry.group_id and group is None:
        _give_up(entry, GROUP_AWAY)
        return
    try:
        if entry.kind in _transactional:
            with transaction.atomic(), in_group(group) if group else nullcontext():
                function(entry)
                finish(entry)
        else:
            with in_group(group) if group else nullcontext():
                function(entry)
    except Postpone as later:
        _retry(entry, str(later), due_at=later.due_at)
    except TooLate as late:
        _give_up(entry, str(late))
    except LostClaim:
        log.warning("Outbox entry %s was taken over by another worker", entry.pk)
    except Exception as error:  # noqa: BLE001 - one entry that fails must not stop the others
        log.error("Outbox entry %s of kind %s failed: %s", entry.pk, entry.kind, type(error).__name__)
        _retry(entry, type(error).__name__)


def take_up_again(group_id: uuid.UUID) -> None:
    """What was given up while the group was suspended is due again: its reports and mails were promised."""
    given_up = OutboxEntry.objects.filter(group_id=group_id, state=State.FAILED, error=GROUP_AWAY)
    given_up.update(state=State.PENDING, attempts=0, due_at=timezone.now(), created_at=timezone.now(), error="")


def retry(entry_id: uuid.UUID, *, group_id: uuid.UUID, kinds: Collection[str]) -> bool:
    """A person wants a failed or uncertain entry of this group tried again, itself; whether there was one."""
    stuck = OutboxEntry.objects.filter(pk=entry_id, group_id=group_id, kind__in=kinds)
    fresh = {"state": State.PENDING, "attempts": 0, "due_at": timezone.now(), "error": "", "claimed_until": None}
    with outside_groups():
        found = stuck.filter(state__in=[State.FAILED, State.UNCERTAIN]).update(**fresh)
    if found:
        transaction.on_commit(_wake_worker, robust=True)
    return bool(found)


def delete_done() -> int:
    """Remove what was done long ago; failed and uncertain entries stay until somebody has looked."""
    deleted, _ = OutboxEntry.objects.filter(state=State.DONE, done_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted


def advance(entry: OutboxEntry, state: str, **fields: Any) -> None:
    """Move an entry that we still hold to `state`; raises LostClaim when another worker has it."""
    ours = [State.CLAIMED, State.SENDING]
    with outside_groups():
        held = OutboxEntry.objects.filter(pk=entry.pk, claim_token=entry.claim_token, state__in=ours)
        if not held.update(state=state, **fields):
            raise LostClaim
    entry.state = state


def finish(entry: OutboxEntry) -> None:
    """Mark as done, in the transaction that did the work."""
    advance(entry, State.DONE, done_at=timezone.now(), error="")


def _retry(entry: OutboxEntry, error: str, *, due_at: datetime | None = None) -> None:
    """Again later with growing pauses, up to an hour; after the last attempt no more. Only the error's name is kept."""
    if entry.attempts >= (MAX_POSTPONED if due_at else MAX_ATTEMPTS):
        _give_up(entry, error)
        return
    pause = timedelta(seconds=min(3600, 5 * 2**entry.attempts))
    OutboxEntry.objects.filter(pk=entry.pk, claim_token=entry.claim_token).exclude(state=State.DONE).update(
        state=State.PENDING, due_at=due_at or timezone.now() + pause, error=error[:200], claimed_until=None
    )


def _give_up(entry: OutboxEntry, error: str) -> None:
    OutboxEntry.objects.filter(pk=entry.pk, claim_token=entry.claim_token).update(
        state=State.FAILED, error=error[:200], claimed_until=None
    )
    log.error("Outbox entry %s of kind %s was given up: %s", entry.pk, entry.kind, error)
