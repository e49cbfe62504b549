"""Many at the same moment in one meeting, and many workers on one report: once is once (F14, F15, F18)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.errors import Conflict, PortalError
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import services
from mdo_platform.meetings.models import AgendaItem, Agreement, Meeting, MeetingReport
from mdo_tenants.accounts.models import Invitation
from mdo_tenants.groups.models import GuestPass, Membership
from mdo_tenants.groups.queries import actor_from, membership

MANY = 8


@pytest.fixture
def chair(meeting: Any) -> Any:
    return actor_of(meeting, "chair")


def actor_of(meeting: Any, name: str) -> Any:
    found = membership(group_id=meeting.place.row.pk, user_id=meeting.place.members[name].pk)
    assert found is not None
    return actor_from(found)


def at_once(meeting: Any, act: Callable[[], Any]) -> Counter[str]:
    """The act by many at the same moment; how often it was done, and how often refused with which status."""
    start = Barrier(MANY)

    def one(_number: int) -> str:
        try:
            with in_group(meeting.place.row):
                start.wait()
                act()
        except PortalError as refused:
            return str(refused.status)
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(MANY) as people:
        return Counter(people.map(one, range(MANY)))


def test_only_one_closes_and_one_report_is_asked_for(meeting, chair):
    found = at_once(meeting, lambda: services.close_meeting(meeting.meeting_id, by=chair))
    assert found == {"done": 1, "409": MANY - 1}
    assert OutboxEntry.objects.filter(kind="meeting_report", group_id=meeting.place.row.pk).count() == 1


def test_no_note_is_lost_while_another_device_takes_over(meeting, chair):
    """One types on, the other takes over, all at once; then only who leads closes."""
    Membership.objects.filter(user=meeting.place.members["gp"]).update(roles=["chair"])
    other = actor_of(meeting, "gp")
    turns = iter([True, False] * (MANY // 2))  # one list for all threads

    def act() -> None:
        if next(turns):
            services.save_agreement(meeting.meeting_id, by=chair, idempotency_key=uuid4(), what="Bellen")
        else:
            services.take_over(meeting.meeting_id, by=other)

    assert at_once(meeting, act) == {"done": MANY}
    with in_group(meeting.place.row):
        assert Agreement.objects.count() == MANY // 2
        with pytest.raises(Conflict):
            services.close_meeting(meeting.meeting_id, by=chair)
        services.close_meeting(meeting.meeting_id, by=other)


def test_only_one_opens(meeting, chair):
    with in_group(meeting.place.row):
        Meeting.objects.update(state="planned", opened_at=None)
    assert at_once(meeting, lambda: services.open_meeting(meeting.meeting_id, by=chair)) == {"done": 1, "409": MANY - 1}


def test_next_by_many_moves_once(meeting, chair):
    found = at_once(meeting, lambda: services.next_item(meeting.meeting_id, by=chair, leaving=meeting.item_id))
    assert found == {"done": MANY}
    with in_group(meeting.place.row):
        assert list(AgendaItem.objects.values_list("state", flat=True)) == ["discussed"]


def test_a_plan_that_is_sent_by_many_is_planned_and_told_once(meeting, chair):
    starts = [timezone.now() + timedelta(weeks=number) for number in (3, 9, 15)]
    plan = {"by": chair, "target_groups": ["palliatief"], "idempotency_key": uuid4()}
    assert at_once(meeting, lambda: services.plan_meeting(starts_at=starts[0], **plan)) == {"done": MANY}
    assert at_once(meeting, lambda: services.plan_year(starts=starts[1:], **plan)) == {"done": MANY}
    with in_group(meeting.place.row):
        ids = [str(pk) for pk in Meeting.objects.filter(state="planned").values_list("pk", flat=True)]
    told = OutboxEntry.objects.filter(kind="meetings.tell", payload__meeting__in=ids)
    assert (len(ids), told.count()) == (3, 3)


def test_one_row_that_is_sent_by_many_is_one_agreement(meeting, chair):
    row = {"idempotency_key": uuid4(), "what": "Bellen"}
    found = at_once(meeting, lambda: services.save_agreement(meeting.meeting_id, by=chair, **row))
    assert found == {"done": MANY}
    with in_group(meeting.place.row):
        assert Agreement.objects.count() == 1


def test_a_guest_who_is_invited_by_many_is_one_guest(meeting, chair):
    guest = {"name": "Gerda Gans-Demo", "email": "gerda@demo.invalid", "discipline": "Geriater"}
    found = at_once(meeting, lambda: services.invite_guest(meeting.meeting_id, by=chair, **guest))
    passes = GuestPass.objects.filter(group=meeting.place.row)
    counted = found, passes.count(), Invitation.objects.filter(guest_pass_id__in=passes.values("pk")).count()
    Invitation.objects.filter(group_id=meeting.place.row.pk).delete()
    passes.delete()
    assert counted == ({"done": MANY}, 1, 1)


def test_four_workers_on_one_report_make_one_and_mail_once(meeting, chair, mail_server, settings):
    with in_group(meeting.place.row):
        services.close_meeting(meeting.meeting_id, by=chair)
    code = (
        "import django; django.setup()\nfrom mdo_foundation.common import outbox\nfor _ in range(5): outbox.run_due()"
    )
    workers = [_worker(code, port=settings.EMAIL_PORT) for _number in range(4)]
    assert [worker.wait() for worker in workers] == [0] * 4
    while outbox.run_due():
        pass
    with in_group(meeting.place.row):
        assert MeetingReport.objects.count() == 1
    assert len(mail_server) == 1


def _worker(code: str, *, port: int) -> subprocess.Popen[bytes]:
    smtp = "from django.conf import settings\nsettings.EMAIL_BACKEND='django.core.mail.backends.smtp.EmailBackend'\n"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mdo_platform.project.settings.test",
        "MDO_SMTP_PORT": str(port),
    }
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", smtp + code], env=environment)
