"""Tests that really stop, kill and restart: committed data, in a group of their own that is erased afterwards."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from email import message_from_bytes
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from django.db import connections
from django.utils import timezone

from mdo_foundation.common.groups import in_group
from tests.conftest import Place, make_group, make_user

_numbers = itertools.count(1)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Database access without a surrounding transaction."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()


@pytest.fixture
def drill(committed: None) -> Iterator[Place]:
    """A fresh group with a chair and a GP; everything of it is gone after the test."""
    from mdo_foundation.common.models import OutboxEntry
    from mdo_tenants.accounts.models import AccountSession, User
    from mdo_tenants.groups.models import GroupTargetGroup, Membership, TargetGroupUse
    from mdo_tenants.provisioning.template import drop_schema

    number = next(_numbers)
    place = Place(make_group(f"oefening{number}", f"Oefening {number}"))
    for role in ("chair", "gp"):
        user = make_user(f"{role.title()} Oefening-Demo")
        Membership.objects.create(group=place.row, user=user, roles=[role])
        place.members[role] = user
    yield place
    connections["default"].close()
    users = [user.pk for user in place.members.values()]
    OutboxEntry.objects.filter(group_id=place.row.pk).delete()
    for model in (Membership, GroupTargetGroup, TargetGroupUse):
        model.objects.filter(group=place.row).delete()
    AccountSession.objects.filter(user_id__in=users).delete()
    User.objects.filter(pk__in=users).delete()
    place.row.delete()
    drop_schema(place.row.schema_name)


@dataclass
class OpenMeeting:
    """A meeting that is going on, with one patient on the screen."""

    place: Place
    meeting_id: UUID
    item_id: UUID
    patient_id: UUID

    def url(self, path: str = "") -> str:
        return self.place.url(f"vergaderingen/{self.meeting_id}/{path}")


@pytest.fixture
def meeting(drill: Place) -> OpenMeeting:
    from mdo_platform.meetings import services
    from mdo_platform.register.details import PatientDetails
    from mdo_platform.register.services import create_patient
    from mdo_tenants.groups.queries import actor_from, membership

    chair = actor_from(membership(group_id=drill.row.pk, user_id=drill.members["chair"].pk), address="127.0.0.1")
    with in_group(drill.row):
        details = PatientDetails(initials="A.", last_name="Appelvink-Demo", birth_date=date(1942, 3, 14), sex="female")
        patient = create_patient(details, by=chair, target_group="palliatief", consent="agreed")
        planned = services.plan_meeting(
            by=chair, starts_at=timezone.now() + timedelta(minutes=5), target_groups=["palliatief"]
        )
        item = services.add_item(planned.pk, by=chair, patient_id=patient.pk)
        services.open_meeting(planned.pk, by=chair)
        services.tick_attendance(planned.pk, by=chair, user_id=chair.user_id, present=True)
        services.next_item(planned.pk, by=chair, leaving=None)
    return OpenMeeting(drill, planned.pk, item.pk, patient.pk)


@pytest.fixture
def mail_server(settings: Any) -> Iterator[list[Any]]:
    """A real SMTP server; the messages that it accepted."""
    accepted: list[Any] = []

    class Handler:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            accepted.append(message_from_bytes(envelope.content))
            return "250 OK"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield accepted
    controller.stop()


def run_worker_until_it_dies(program: str, *, port: int = 0) -> int:
    """Run the outbox once in a process of its own in which `program` was executed first; its exit status."""
    code = f"import django; django.setup()\n{program}\nfrom mdo_foundation.common import outbox\noutbox.run_due()"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mdo_platform.project.settings.test",
        "MDO_SMTP_PORT": str(port or 1),
    }
    return subprocess.run([sys.executable, "-W", "ignore", "-c", code], env=environment, check=False).returncode


def lapse_claims() -> None:
    """As if the lease of the dead worker had run out."""
    from mdo_foundation.common.models import OutboxEntry

    OutboxEntry.objects.filter(claimed_until__isnull=False).update(claimed_until=timezone.now() - timedelta(seconds=1))
