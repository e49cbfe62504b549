"""Mail goes out at most once, and a fault of the mail server is no fault of the portal (F3, F19)."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.mail import LATER, build_message, queue_mail
from mdo_foundation.common.models import OutboxEntry

FAULTS = {
    "away": (None, ConnectionRefusedError(111, "refused"), "pending"),
    "later": (smtplib.SMTPRecipientsRefused({"a@demo.invalid": (421, b"busy")}), None, "pending"),
    "refused": (smtplib.SMTPRecipientsRefused({"a@demo.invalid": (550, b"no such box")}), None, "failed"),
    "data refused": (smtplib.SMTPDataError(554, b"no"), None, "failed"),
    "line lost": (smtplib.SMTPServerDisconnected("gone"), None, "uncertain"),
    "time-out": (TimeoutError(), None, "uncertain"),
}
_fault: dict[str, Exception | None] = {}


class FaultyServer(BaseEmailBackend):
    """A mail server that answers with the fault of the test."""

    def open(self) -> None:
        if _fault["on_open"]:
            raise _fault["on_open"]

    def send_messages(self, messages) -> None:
        if _fault["on_send"]:
            raise _fault["on_send"]


@pytest.fixture(autouse=True)
def _nothing_waits(db):
    """Tests with programs of their own commit; what they left is not what is asked about here."""
    OutboxEntry.objects.all().delete()


@pytest.fixture
def queued(db):
    context = {
        "group": "Wilgendal",
        "day": "dinsdag 24 november",
        "url": "https://x.invalid/",
        "name": "Ans ’t Hart-Demo",
    }
    queue_mail(template="meetings/report_ready", key="probe", to="a@demo.invalid", context=context)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_becomes_of_a_mail(queued, settings, fault):
    _fault["on_send"], _fault["on_open"], expected = FAULTS[fault]
    settings.EMAIL_BACKEND = "tests.common.test_mail.FaultyServer"
    outbox.run_due()
    assert OutboxEntry.objects.get().state == expected


@pytest.mark.parametrize("fault", ["away", "later"])
def test_a_mail_is_tried_for_a_day_and_then_given_up(queued, settings, fault):
    _fault["on_send"], _fault["on_open"], _state = FAULTS[fault]
    settings.EMAIL_BACKEND = "tests.common.test_mail.FaultyServer"
    for attempts, state in ((outbox.MAX_POSTPONED - 2, "pending"), (outbox.MAX_POSTPONED - 1, "failed")):
        OutboxEntry.objects.update(attempts=attempts, due_at=timezone.now())
        outbox.run_due()
        assert OutboxEntry.objects.get().state == state
    assert timedelta(days=1) <= outbox.MAX_POSTPONED * LATER


def test_a_server_that_is_away_for_a_moment_is_asked_again_at_once(queued, settings):
    _fault["on_send"], _fault["on_open"], _state = FAULTS["away"]
    settings.EMAIL_BACKEND = "tests.common.test_mail.FaultyServer"
    outbox.run_due()
    assert OutboxEntry.objects.get().due_at < timezone.now() + timedelta(seconds=15)


def test_a_worker_that_dies_in_the_long_absence_of_the_server_costs_no_mail(queued):
    """Tries at the server are no deaths of workers."""
    past = timezone.now() - timedelta(seconds=1)
    OutboxEntry.objects.update(state="claimed", claimed_until=past, attempts=outbox.MAX_ATTEMPTS + 5)
    outbox.run_due()
    assert OutboxEntry.objects.get().state == "done"


def test_a_mail_is_plain_text_with_an_id_of_its_own(queued):
    outbox.run_due()
    (message,) = django_mail.outbox
    assert "Dag Ans ’t Hart-Demo" in message.body
    assert "&#" not in message.subject + message.body
    assert message.extra_headers["Message-ID"] == f"<{OutboxEntry.objects.get().pk}@mdo-portal>"
    assert build_message(OutboxEntry.objects.get()).extra_headers == message.extra_headers


def test_what_was_done_long_ago_is_removed_and_what_failed_stays(queued):
    outbox.run_due()
    OutboxEntry.objects.create(kind="probe", key="x", state="failed", created_at=timezone.now() - timedelta(days=400))
    assert outbox.delete_done() == 0
    OutboxEntry.objects.filter(state="done").update(done_at=timezone.now() - timedelta(days=91))
    assert outbox.delete_done() == 1
    assert OutboxEntry.objects.get().state == "failed"
