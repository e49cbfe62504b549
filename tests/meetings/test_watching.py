"""A device that watches an open meeting: it hears what changed, costs little, and stops with the rights of its user."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import AgendaItem, ItemState, Meeting
from mdo_platform.register import services as register
from mdo_platform.register.models import Enrolment, Patient
from mdo_tenants.accounts.models import AccountSession
from mdo_tenants.groups.models import Membership
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


class Device:
    """The secretary's, beside the chair who types."""

    def __init__(self, table: Table) -> None:
        self.table = table
        with table.desk.open():
            self.secretary = table.desk.acting("secretary")
            self.item = table.open("Kanarie-Demo")[0]
            Meeting.objects.filter(pk=table.meeting_id).update(secretary_id=self.secretary.user_id)
        self.browser: Client = table.browser(self.secretary)
        self.seen = {"seen": self.look().json()["revision"], "item": str(self.item.pk), "version": 1}

    def look(self, **asked: Any) -> Any:
        return self.browser.get(self.table.url("zaal/stand/"), asked)

    def type(self, text: str, *, version: int = 1) -> None:
        with self.table.desk.open():
            services.save_advice(
                self.table.meeting_id, by=self.table.chair, item_id=self.item.pk, version=version, text=text
            )

    def reads(self) -> int:
        with self.table.desk.open():
            lines = AccessLogEntry.objects.filter(what="meeting.advice", action="R", actor_id=self.secretary.user_id)
            return lines.filter(patient_ids=[self.item.patient_id]).count()


@pytest.fixture
def device(table: Table) -> Device:
    return Device(table)


def test_the_text_of_another_comes_once_and_the_read_is_logged(device: Device) -> None:
    assert device.look(**device.seen).status_code == 204
    device.type("Bel de zoon")
    answer = device.look(**device.seen)
    assert answer.json() == {"advice": {"text": "Bel de zoon", "version": 2}}
    assert device.reads() == 1
    assert device.look(**device.seen | {"version": 2}).status_code == 204
    assert device.reads() == 1


def test_who_has_text_of_the_own_in_the_field_gets_none(device: Device) -> None:
    device.type("Bel de zoon")
    assert device.look(seen=device.seen["seen"]).status_code == 204
    assert device.look(**device.seen | {"item": "x"}).status_code == 204
    assert device.look(**device.seen | {"version": "x"}).status_code == 204


def test_other_changes_give_marks_without_text(device: Device) -> None:
    before = device.look().json()
    with device.table.desk.open():
        services.save_agreement(
            device.table.meeting_id, by=device.table.chair, idempotency_key=device.item.pk, what="Bel de zoon"
        )
    after = device.look(**device.seen)
    assert b"Bel" not in after.content
    assert after.json()["revision"] > before["revision"]
    assert "advice" not in after.json()


def test_nothing_new_costs_who_is_it_and_one_statement(device: Device) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert device.look(**device.seen).status_code == 204
    assert len(asked) == 4  # session, person, membership, meeting


@pytest.mark.parametrize(
    ("lost", "status"),
    [("membership", 404), ("appointment", 403), ("account", 302), ("session", 302)],
)
def test_who_lost_the_right_hears_nothing_more_at_once(device: Device, lost: str, status: int) -> None:
    """Neither 'nothing changed' nor a text."""
    user = device.table.user(device.secretary)
    if lost == "membership":
        Membership.objects.filter(user=user).update(ended_at=timezone.now())
    elif lost == "appointment":
        with device.table.desk.open():
            Meeting.objects.update(secretary_id=None)
    elif lost == "account":
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    else:
        AccountSession.objects.filter(user_id=user.pk).delete()
    device.type("Bel de zoon")
    answer = device.look(**device.seen)
    assert (answer.status_code, b"zoon" in answer.content) == (status, False)
    assert device.reads() == 0


@pytest.mark.parametrize("why", ["objects", "closed", "elsewhere"])
def test_no_text_of_who_objects_nor_after_the_meeting_nor_of_another_one(device: Device, why: str) -> None:
    device.type("Bel de zoon")
    with device.table.desk.open():
        if why == "objects":
            register.set_consent(device.item.patient_id, by=device.table.desk.acting("gp"), status="objects")
        elif why == "closed":
            services.close_meeting(device.table.meeting_id, by=device.table.chair)
        else:
            device.table.open()
            Meeting.objects.update(secretary_id=device.secretary.user_id)
    answer = device.look(**device.seen)
    assert (answer.status_code in (200, 204), b"zoon" in answer.content) == (True, False)
    assert device.reads() == 0


def test_one_item_is_on_the_agenda_when_the_list_has_it(table: Table) -> None:
    with table.desk.open():
        (item,) = table.open("Kanarie-Demo")
        meeting, over = table.meeting(), {"ended_on": timezone.localdate(), "end_reason": "other"}
        found = []
        for consent, ended, state in product(("agreed", "objects"), ({}, over), (ItemState.CURRENT, ItemState.WAITING)):
            Patient.objects.update(consent=consent)
            Enrolment.objects.update(**ended)
            AgendaItem.objects.update(state=state)
            found.append(queries.item_on_agenda(meeting, item.pk))
            assert found[-1] == queries.items_of(meeting).filter(pk=item.pk).first()
        assert found == [item, item, item, *[None] * 5]
