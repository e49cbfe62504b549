"""Invitations and reminders over real SMTP: a server that refuses one of thirty, workers that die, two at once."""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connections
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import services
from mdo_platform.meetings.models import Invitee, Meeting
from tests.conftest import Place, make_user
from tests.faults.conftest import lapse_claims, run_worker_until_it_dies
from tests.faults.test_killed_worker import DIE
from tests.faults.test_killed_worker import SMTP as SMTP_BACKEND


class Server:
    """A mail server with an opinion per address: `says[address]` answers RCPT TO. Each mail takes `pause` seconds."""

    def __init__(self) -> None:
        self.says: dict[str, str] = {}
        self.pause = 0.0
        self.accepted: list[Any] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.says:
            return self.says[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.pause)
        self.accepted.append(message_from_bytes(envelope.content, policy=SMTP))
        return "250 OK"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    found = Server()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield found
    controller.stop()


@pytest.fixture
def planned(drill: Place) -> Meeting:
    return _plan(drill)


def _plan(place: Place) -> Meeting:
    from mdo_tenants.groups.queries import actor_from, membership

    chair = actor_from(membership(group_id=place.row.pk, user_id=place.members["chair"].pk), address="127.0.0.1")
    with in_group(place.row):
        starts = timezone.now() + timedelta(weeks=3)
        return services.plan_meeting(by=chair, starts_at=starts, target_groups=["palliatief"])


def join(place: Place, number: int) -> None:
    from mdo_tenants.groups.models import Membership

    for one in range(number):
        user = make_user(f"Lid {one} Oefening-Demo")
        Membership.objects.create(group=place.row, user=user, roles=["gp"])
        place.members[f"gp{one}"] = user


def make_due(place: Place, kind: str) -> None:
    """As if the clock had come to what is of this kind; whatever else waits, of other tests too, is taken away."""
    OutboxEntry.objects.exclude(kind=kind, group_id=place.row.pk).delete()
    OutboxEntry.objects.filter(key__contains=":second:").delete()
    mine = OutboxEntry.objects.filter(group_id=place.row.pk, state="pending")
    mine.update(due_at=timezone.now() - timedelta(seconds=1))


def run_dry() -> None:
    while outbox.run_due():
        pass


def states(place: Place, kind: str) -> list[str]:
    return sorted(OutboxEntry.objects.filter(group_id=place.row.pk, kind=kind).values_list("state", flat=True))


def test_of_thirty_one_is_refused_and_marked_one_comes_later_and_the_rest_go_once(
    drill: Place, planned: Meeting, server: Server
) -> None:
    from mdo_tenants.accounts.models import User

    join(drill, 28)
    bad, busy = drill.members["gp"], drill.members["gp1"]
    server.says = {bad.email: "550 no such box", busy.email: "421 later"}
    OutboxEntry.objects.filter(group_id=drill.row.pk, kind="meetings.tell").update(due_at=timezone.now())
    run_dry()
    assert len(server.accepted) == 28
    assert states(drill, "meetings.invitation") == ["done"] * 28 + ["failed", "pending"]
    assert list(User.objects.exclude(mail_refused_for="").values_list("email", flat=True)) == [bad.email]
    server.says = {}
    OutboxEntry.objects.filter(group_id=drill.row.pk, kind="meetings.invitation", state="pending").update(
        due_at=timezone.now()
    )
    run_dry()
    failed = OutboxEntry.objects.get(group_id=drill.row.pk, state="failed")
    with in_group(drill.row):
        from mdo_tenants.groups.queries import actor_from, membership

        chair = membership(group_id=drill.row.pk, user_id=drill.members["chair"].pk)
        services.send_again(failed.pk, by=actor_from(chair))
    run_dry()
    receivers = [mail["To"] for mail in server.accepted]
    assert sorted(receivers) == sorted(user.email for user in drill.members.values())
    assert not User.objects.exclude(mail_refused_for="").exists()
    uids = {_line(mail, "UID:") for mail in server.accepted}
    assert uids == {f"UID:{planned.pk}.{drill.row.pk}@mdo-portal"}


def _line(mail: Any, start: str) -> str:
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    text = part.get_payload(decode=True).decode().replace("\r\n", "\n").replace("\n ", "")
    return next(line for line in text.splitlines() if line.startswith(start))


STEPS = {
    "before the members are compared": "tasks.bring_up_to_date = die",
    "after the invitations, before done": "outbox.finish = die",
}


@pytest.mark.parametrize("step", STEPS)
def test_invitations_are_queued_once_whatever_is_killed(
    drill: Place, planned: Meeting, server: Server, step: str
) -> None:
    make_due(drill, "meetings.tell")
    imports = "from mdo_foundation.common import outbox\nfrom mdo_platform.meetings.invitations import tasks\n"
    assert run_worker_until_it_dies(imports + DIE + STEPS[step]) == -signal.SIGKILL
    with in_group(drill.row):
        assert not Invitee.objects.exists()
    lapse_claims()
    run_dry()
    assert len(server.accepted) == 2
    run_dry()
    assert len(server.accepted) == 2


def test_a_worker_that_died_while_sending_leaves_one_uncertain_and_sends_it_to_nobody_twice(
    drill: Place, planned: Meeting, server: Server, settings: Any
) -> None:
    make_due(drill, "meetings.tell")
    outbox.run_due(limit=1)
    kill = "from mdo_foundation.common import outbox\n" + DIE + "outbox.finish = die\n"
    assert run_worker_until_it_dies(SMTP_BACKEND + kill, port=settings.EMAIL_PORT) == -signal.SIGKILL
    assert len(server.accepted) == 1
    lapse_claims()
    run_dry()
    assert len(server.accepted) == 2
    assert states(drill, "meetings.invitation") == ["done", "uncertain"]


def test_a_reminder_whose_worker_died_reaches_everybody_once(drill: Place, planned: Meeting, server: Server) -> None:
    make_due(drill, "meetings.remind")
    imports = "from mdo_foundation.common import outbox\nfrom mdo_platform.meetings.reminders import tasks\n"
    assert run_worker_until_it_dies(imports + DIE + "outbox.finish = die") == -signal.SIGKILL
    with in_group(drill.row):
        assert Meeting.objects.get().reminded_at is None
    lapse_claims()
    run_dry()
    assert sorted(mail["To"] for mail in server.accepted) == sorted(user.email for user in drill.members.values())


def test_two_schedulers_and_two_workers_remind_once(drill: Place, planned: Meeting, server: Server) -> None:
    make_due(drill, "meetings.remind")

    def work() -> None:
        run_dry()
        connections.close_all()

    workers = [Thread(target=work) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(server.accepted) == 2


def test_a_mail_server_that_is_away_is_tried_again(drill: Place, planned: Meeting, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_due(drill, "meetings.tell")
    run_dry()
    assert states(drill, "meetings.invitation") == ["pending", "pending"]
    errors = OutboxEntry.objects.filter(group_id=drill.row.pk, kind="meetings.invitation").values_list(
        "error", flat=True
    )
    assert set(errors) == {"ConnectionRefusedError"}


def test_a_mail_server_that_says_nothing_holds_up_no_page_and_costs_no_mail(
    drill: Place, planned: Meeting, server: Server, client_of: Any, settings: Any
) -> None:
    """It takes every call and hangs: all mails together for longer than the lease, so claims must not lapse."""
    join(drill, 8)
    client, speaking = client_of(drill.members["chair"]), settings.EMAIL_PORT
    make_due(drill, "meetings.tell")
    for _turn in range(2):  # the second sends one mail, so that from then on all is quick but the server
        outbox.run_due(limit=1)
    assert len(server.accepted) == 1
    settings.MDO_OUTBOX_LEASE, settings.EMAIL_TIMEOUT = timedelta(seconds=3), 0.4
    invitations = OutboxEntry.objects.filter(group_id=drill.row.pk, kind="meetings.invitation").exclude(state="done")
    with socket.create_server(("127.0.0.1", 0), backlog=50) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        workers = [Thread(target=work_until, args=(lambda: not invitations.filter(error=""),)) for _one in range(2)]
        for worker in workers:
            worker.start()
        _plan_by_page(client, drill)
        for worker in workers:
            worker.join()
    tried = invitations.values_list("state", "attempts", "error")
    assert list(tried) == [("pending", 1, "SMTPServerDisconnected")] * 9
    settings.EMAIL_PORT = speaking
    invitations.update(due_at=timezone.now())
    run_dry()
    assert len(server.accepted) == len({mail["To"] for mail in server.accepted}) == 10


def work_until(is_done: Callable[[], bool]) -> None:
    while not is_done():
        outbox.run_due()
        time.sleep(0.02)
    connections.close_all()


def _plan_by_page(client: Any, place: Place) -> None:
    """Mail is the worker's business: the page answers at once."""
    day = timezone.localdate() + timedelta(days=30)
    plan = {"day": day.isoformat(), "time": "19:30", "minutes": 60, "target_groups": "palliatief"}
    start = time.perf_counter()
    assert client.post(place.url("vergaderingen/plannen/"), plan).status_code == 302
    assert time.perf_counter() - start < 5


def test_a_mail_server_that_takes_longer_than_the_lease_gets_the_mail_once(
    drill: Place, planned: Meeting, server: Server, settings: Any
) -> None:
    """Another worker calls it uncertain meanwhile, and so it stays: nobody sends it again by itself."""
    make_due(drill, "meetings.tell")
    outbox.run_due(limit=1)
    invitations = OutboxEntry.objects.filter(group_id=drill.row.pk, kind="meetings.invitation")
    invitations.filter(payload__to=drill.members["gp"].email).delete()
    settings.MDO_OUTBOX_LEASE, server.pause = timedelta(seconds=0.3), 1.0
    sending = Thread(target=work_until, args=(lambda: bool(server.accepted),))
    sending.start()
    work_until(lambda: not sending.is_alive())
    run_dry()
    assert [mail["To"] for mail in server.accepted] == [drill.members["chair"].email]
    assert states(drill, "meetings.invitation") == ["uncertain"]
