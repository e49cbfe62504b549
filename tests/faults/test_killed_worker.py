"""A worker that is killed at any step: the report and the mails are there after the next one, once (F1-F3)."""

from __future__ import annotations

import signal

import pytest

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings.models import MeetingReport
from tests.faults.conftest import lapse_claims, run_worker_until_it_dies

DIE = "import os, signal\ndef die(*a, **k): os.kill(os.getpid(), signal.SIGKILL)\n"
STEPS = {
    "between claiming and working": "outbox._run = die",
    "before the report is built": "report.build_content = die",
    "between building and the PDF": "report_content.render = die",
    "after the report, before the mails": "tasks.queue_report_mails = die",
    "after the mails, before done": "outbox.finish = die",
}
SMTP = "from django.conf import settings\nsettings.EMAIL_BACKEND='django.core.mail.backends.smtp.EmailBackend'\n"
IMPORTS = "from mdo_foundation.common import outbox\nfrom mdo_platform.meetings import report, report_content, tasks\n"


@pytest.fixture
def closed(meeting, client_of):
    client = client_of(meeting.place.members["chair"])
    assert client.post(meeting.url("sluiten/")).status_code == 302
    return meeting


@pytest.mark.parametrize("step", STEPS)
def test_a_report_is_made_once_whatever_is_killed(closed, mail_server, step):
    assert run_worker_until_it_dies(IMPORTS + DIE + STEPS[step]) == -signal.SIGKILL
    with in_group(closed.place.row):
        assert MeetingReport.objects.count() == 0
    assert mail_server == []
    lapse_claims()
    while outbox.run_due():
        pass
    with in_group(closed.place.row):
        assert MeetingReport.objects.count() == 1
    assert [mail["To"] for mail in mail_server] == [closed.place.members["chair"].email]
    while outbox.run_due():
        pass
    assert len(mail_server) == 1


def test_a_mail_whose_worker_died_before_the_mail_server_had_it_is_sent_once(closed, mail_server, settings):
    outbox.run_due()
    assert OutboxEntry.objects.get(kind="mail", group_id=closed.place.row.pk).state == "pending"
    kill = IMPORTS + DIE + "from mdo_foundation.common import mail\nmail.build_message = die"
    assert run_worker_until_it_dies(SMTP + kill, port=settings.EMAIL_PORT) == -signal.SIGKILL
    lapse_claims()
    outbox.run_due()
    assert len(mail_server) == 1


def test_a_mail_whose_worker_died_after_the_mail_server_had_it_is_not_sent_again(closed, mail_server, settings):
    """The one doubt that SMTP leaves: it is shown as uncertain."""
    outbox.run_due()
    kill = IMPORTS + DIE + "outbox.finish = die"
    assert run_worker_until_it_dies(SMTP + kill, port=settings.EMAIL_PORT) == -signal.SIGKILL
    assert len(mail_server) == 1
    lapse_claims()
    while outbox.run_due():
        pass
    assert len(mail_server) == 1
    assert OutboxEntry.objects.get(kind="mail", group_id=closed.place.row.pk).state == "uncertain"
