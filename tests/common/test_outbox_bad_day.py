"""Work that kills its worker, slow mail, and what is kept of an error."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mdo_foundation.common import mail, outbox
from mdo_foundation.common.actor import system_actor
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.groups.choices import resume_group, suspend_group

State = OutboxEntry.State


@pytest.fixture(autouse=True)
def _nothing_else_waits(db):
    """What tests with real commits left behind is due too."""
    OutboxEntry.objects.all().delete()


def test_work_that_kills_its_worker_is_given_up(db):
    """It is claimed again each time the lease lapses, and never comes to the place where attempts are counted."""
    past = timezone.now() - timedelta(minutes=5)
    OutboxEntry.objects.create(
        kind="probe", key="k", state=State.CLAIMED, claimed_until=past, attempts=outbox.MAX_ATTEMPTS
    )
    outbox.run_due()
    entry = OutboxEntry.objects.get()
    assert (entry.state, entry.error) == (State.FAILED, "its worker died every time")
    assert entry.attempts == outbox.MAX_ATTEMPTS


def test_mail_that_is_being_sent_is_not_called_uncertain_by_another_worker(db, monkeypatch):
    """An entry that waited long in its batch starts its sending with a lease of its own."""
    mail.queue_mail(template="accounts/password_changed", key="k", to="a@demo.invalid", context={"name": "A"})

    def slow(connection, messages):
        outbox.run_due()  # another worker looks around meanwhile
        assert OutboxEntry.objects.get().state == State.SENDING
        return len(messages)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", slow)
    (entry,) = outbox._claim(1)
    OutboxEntry.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    outbox._run(entry)
    assert OutboxEntry.objects.get().state == State.DONE


def test_one_line_break_in_a_name_is_no_header(db):
    mail.queue_mail(
        template="accounts/password_changed", key="k", to="a@demo.invalid",
        context={"name": "A\r\nBcc: x@evil.invalid", "group": "A\r\nBcc: x@evil.invalid"},
    )  # fmt: skip
    message = mail.build_message(OutboxEntry.objects.get()).message()
    assert "Bcc" not in message


def test_work_of_a_suspended_group_is_done_once_it_is_resumed(wilgendal, make_member):
    """A report that was asked for just before the suspension still comes."""
    done = []
    outbox.handler("probe")(lambda entry: done.append(entry.key))
    staff = system_actor(wilgendal.row.pk)
    try:
        outbox.enqueue("probe", "k", group=wilgendal.row)
        suspend_group(wilgendal.row.pk, by=staff)
        outbox.run_due()
        assert done == []
        resume_group(wilgendal.row.pk, by=staff)
        outbox.run_due()
        outbox.run_due()
        assert done == ["k"]
    finally:
        outbox._handlers.pop("probe")
        outbox._transactional.discard("probe")
