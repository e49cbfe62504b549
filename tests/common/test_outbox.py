"""Work that must happen later happens once (security F1-F5, F13, F14)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import GroupTask, NoGroup, current_group, in_group
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.groups.models import Group

State = OutboxEntry.State


@pytest.fixture
def done():
    """A handler 'probe' that notes what it was given, and in which schema."""
    calls = []

    @outbox.handler("probe")
    def probe(entry):
        if entry.payload.get("fails"):
            raise RuntimeError("no")
        calls.append((entry.key, current_group().slug if entry.group_id else None))

    yield calls
    outbox._handlers.pop("probe")
    outbox._transactional.discard("probe")


def test_asking_twice_does_it_once(db, done):
    outbox.enqueue("probe", "a")
    outbox.enqueue("probe", "a")
    outbox.run_due()
    outbox.run_due()
    assert done == [("a", None)]
    assert OutboxEntry.objects.get(key="a").state == State.DONE


def test_work_of_a_group_is_done_inside_it(wilgendal, done):
    with in_group(wilgendal.row):
        outbox.enqueue("probe", "b", group=wilgendal.row)
    outbox.run_due()
    assert done == [("b", "wilgendal")]


def test_a_rolled_back_change_leaves_no_work(db, done):
    with transaction.atomic():
        outbox.enqueue("probe", "c")
        transaction.set_rollback(True)
    outbox.run_due()
    assert done == []


def test_a_run_asks_a_worker_once_for_all_that_it_leaves_to_do(monkeypatch):
    messages = []
    monkeypatch.setattr("mdo_foundation.common.tasks.run_outbox.apply_async", lambda **_options: messages.append(1))
    with outbox._waking_once():
        outbox._wake_worker()
        outbox._wake_worker()
    assert messages == [1]
    with outbox._waking_once():
        pass
    assert messages == [1]


def test_what_is_due_later_waits(db, done):
    outbox.enqueue("probe", "d", due_at=timezone.now() + timedelta(minutes=1))
    outbox.run_due()
    assert done == []
    OutboxEntry.objects.update(due_at=timezone.now())
    outbox.run_due()
    assert done == [("d", None)]


def test_one_that_fails_is_tried_again_and_stops_no_other(db, done):
    outbox.enqueue("probe", "e", payload={"fails": True})
    outbox.enqueue("probe", "f")
    outbox.run_due()
    failed = OutboxEntry.objects.get(key="e")
    assert done == [("f", None)]
    assert (failed.state, failed.error) == (State.PENDING, "RuntimeError")
    assert failed.due_at > timezone.now()


def test_after_the_last_attempt_it_is_given_up_and_kept(db, done):
    outbox.enqueue("probe", "g", payload={"fails": True})
    OutboxEntry.objects.update(attempts=outbox.MAX_ATTEMPTS)
    outbox.run_due()
    assert OutboxEntry.objects.get(key="g").state == State.FAILED


def test_a_claim_of_a_dead_worker_lapses(db, done):
    outbox.enqueue("probe", "h")
    outbox._claim(10)  # a worker that dies here
    assert outbox.run_due() == 0
    OutboxEntry.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    outbox.run_due()
    assert done == [("h", None)]


def test_a_worker_that_was_overtaken_leaves_nothing(wilgendal, done):
    """Its lease lapsed while it worked: the other's work counts, its own is rolled back."""
    outbox.enqueue("probe", "i")
    (slow,) = outbox._claim(10)
    OutboxEntry.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    outbox.run_due()
    outbox._run(slow)
    assert OutboxEntry.objects.get(key="i").state == State.DONE
    with pytest.raises(outbox.LostClaim):
        outbox.finish(slow)


def test_a_mail_that_may_have_been_sent_is_uncertain_and_not_sent_again(db):
    outbox.enqueue("mail", "j")
    (entry,) = outbox._claim(10)
    outbox.advance(entry, State.SENDING)
    OutboxEntry.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    outbox.run_due()
    assert OutboxEntry.objects.get(key="j").state == State.UNCERTAIN


@pytest.mark.parametrize("status", ["suspended", "ended", "creating"])
def test_work_of_a_group_that_is_not_active_is_given_up_never_done_in_public(wilgendal, done, status):
    outbox.enqueue("probe", "k", group=wilgendal.row)
    Group.objects.filter(pk=wilgendal.row.pk).update(status=status)
    outbox.run_due()
    assert done == []
    assert OutboxEntry.objects.get(key="k").state == State.FAILED


@pytest.mark.parametrize("group_id", ["00000000-0000-0000-0000-000000000000", "9d1b4f2e-5f0a-4c9e-8a3b-0f3b6f0d7c11"])
def test_a_task_without_a_known_group_is_refused(db, group_id):
    ran = []

    class Probe(GroupTask):
        name = "probe.task"

        def run(self, group_id):
            ran.append(group_id)

    with pytest.raises(NoGroup):
        Probe()(group_id)
    assert ran == []
