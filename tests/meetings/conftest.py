"""A chair, a group and a meeting with patients on its agenda. All names are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import services
from mdo_platform.meetings.models import AgendaItem, Meeting
from mdo_platform.register import services as register
from mdo_platform.register.models import Enrolment
from tests.register.conftest import Desk, desk, key, organisations, other_desk

__all__ = ["desk", "key", "organisations", "other_desk"]


@dataclass
class Table:
    """The meeting of a group; `at(...)` makes it, services and pages change it."""

    desk: Desk
    client_of: Callable[..., Client]
    meeting_id: UUID = field(default=UUID(int=0))

    @property
    def chair(self) -> Actor:
        return self.desk.acting("chair", name="Vera Voorzitter-Demo")

    def user(self, actor: Actor) -> Any:
        return next(user for user in self.desk.place.members.values() if user.pk == actor.user_id)

    def browser(self, actor: Actor) -> Client:
        return self.client_of(self.user(actor))

    def url(self, path: str = "") -> str:
        return self.desk.place.url(f"vergaderingen/{self.meeting_id}/{path}")

    def plan(self, **fields: Any) -> Meeting:
        fields.setdefault("starts_at", timezone.now() + timedelta(hours=1))
        fields.setdefault("target_groups", ["palliatief", "kwetsbare_ouderen"])
        meeting = services.plan_meeting(by=self.chair, **fields)
        self.meeting_id = meeting.pk
        return meeting

    def patient(self, last_name: str, *, question: str = "", **fields: Any) -> Any:
        patient = self.desk.new_patient(last_name=last_name, **fields)
        if question:
            enrolment = Enrolment.objects.get(patient=patient, kind="primary")
            register.set_question(enrolment.pk, by=self.desk.acting("gp"), question=question, version=None)
        return patient

    def agenda(self, *last_names: str, question: str = "Hoe regelen we nachtzorg?") -> list[AgendaItem]:
        """Plan a meeting and put new patients on its agenda."""
        self.plan()
        return [
            services.add_item(self.meeting_id, by=self.chair, patient_id=self.patient(name, question=question).pk)
            for name in last_names
        ]

    def open(self, *last_names: str) -> list[AgendaItem]:
        """An open meeting with these patients; the first is on the screen."""
        items = self.agenda(*last_names)
        services.open_meeting(self.meeting_id, by=self.chair)
        if items:
            services.next_item(self.meeting_id, by=self.chair, leaving=None)
        return items

    def meeting(self) -> Meeting:
        return Meeting.objects.get(pk=self.meeting_id)


@pytest.fixture
def table(desk: Desk, client_of: Callable[..., Client]) -> Table:
    return Table(desk, client_of)


def run_worker() -> None:
    """What the worker does, in this process."""
    while outbox.run_due():
        pass


def queued(kind: str) -> list[OutboxEntry]:
    return list(OutboxEntry.objects.filter(kind=kind).order_by("created_at"))
