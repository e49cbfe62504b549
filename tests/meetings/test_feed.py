"""The calendar feed of a member: a secret address, and nothing behind it that is not that member's (I-05)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
import vobject
from django.test import Client
from django.utils import timezone

from mdo_foundation.common.limits import Limit
from mdo_platform.meetings import services
from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.views import feed as feed_views
from mdo_tenants.groups.models import CalendarFeed, Group, Membership
from tests.meetings.calendar_tools import clock
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(table: Table) -> str:
    """Of a GP, as shown once."""
    browser = table.browser(table.desk.acting("gp"))
    made = browser.post(table.desk.place.url("agenda-koppelen/maak/"))
    return urlsplit(made.context["address"]).path


def summaries(answer: Any) -> list[tuple[str, str]]:
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return [(str(event["summary"]), str(event["status"])) for event in events]


def test_it_holds_the_meetings_from_three_months_back_and_no_patient(
    table: Table, address: str, client: Client
) -> None:
    with table.desk.open():
        table.patient("Kanariegeel-Demo", question="Hoe regelen we nachtzorg?")
        table.plan(starts_at=timezone.now() + timedelta(weeks=3))
        off = table.plan(starts_at=timezone.now() + timedelta(weeks=9))
        services.cancel_meeting(off.pk, by=table.chair, version=1, reason="Kanariegeel-Demo")
        for days in (80, 100):
            Meeting.objects.create(
                target_groups=["palliatief"],
                starts_at=timezone.now() - timedelta(days=days),
                state="reported",
                chair_id=table.chair.user_id,
            )
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert summaries(answer) == [("MDO Wilgendal", "CONFIRMED")] * 2 + [("MDO Wilgendal", "CANCELLED")]
    text = answer.content.decode()
    assert "METHOD" not in text
    assert "Kanariegeel" not in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    assert "ATTENDEE" not in text
    assert vobject.readOne(text).x_wr_calname.value == "MDO Wilgendal"


def test_it_is_only_sent_again_when_something_changed(table: Table, address: str, client: Client) -> None:
    with table.desk.open():
        meeting = table.plan(starts_at=timezone.now() + timedelta(weeks=3))
    with clock(timedelta(minutes=1)):
        tag = client.get(address)["ETag"]
    with clock(timedelta(minutes=5)):
        same = client.get(address, headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    with table.desk.open():
        services.change_meeting(meeting.pk, by=table.chair, version=1, place="Zaal 3")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_only_the_hash_is_kept_and_a_new_address_ends_the_old_one(table: Table, address: str, client: Client) -> None:
    raw = address.removeprefix("/agenda/").removesuffix(".ics")
    assert len(raw) >= 43  # 256 bits
    assert raw not in str(CalendarFeed.objects.values_list())
    browser = table.browser(table.desk.acting("gp"))
    made = browser.post(table.desk.place.url("agenda-koppelen/maak/"))
    assert client.get(address).status_code == 404
    assert client.get(urlsplit(made.context["address"]).path).status_code == 200
    page = browser.get(table.desk.place.url("agenda-koppelen/")).content.decode()
    assert "Je hebt een adres" in page
    assert "/agenda/" not in page


@pytest.mark.parametrize("end", ["revoke", "leave", "suspend", "disable", "administer"])
def test_from_the_next_request_there_is_nothing(table: Table, address: str, client: Client, end: str) -> None:
    assert client.get(address).status_code == 200
    gp = table.desk.acting("gp")
    if end == "revoke":
        table.browser(gp).post(table.desk.place.url("agenda-koppelen/trek-in/"))
    elif end == "leave":
        Membership.objects.filter(user_id=gp.user_id).update(ended_at=timezone.now())
    elif end == "suspend":
        Group.objects.filter(pk=table.desk.place.row.pk).update(status="suspended")
    elif end == "disable":
        user = table.user(gp)
        user.is_active = False
        user.save()
    else:
        Membership.objects.filter(user_id=gp.user_id).update(roles=["group_admin"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 43, "0" * 5000, "%00", "..%2f..%2f"])
def test_a_guess_gives_nothing(client: Client, token: str) -> None:
    assert client.get(f"/agenda/{token}.ics").status_code in (400, 404)


def test_who_asks_too_often_waits(table: Table, address: str, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(feed_views, "PER_FEED", Limit(name="calendar-feed", maximum=2, per=timedelta(hours=1)))
    assert [client.get(address).status_code for _time in range(3)] == [200, 200, 429]
    monkeypatch.setattr(
        feed_views, "PER_ADDRESS", Limit(name="calendar-feed-address", maximum=1, per=timedelta(hours=1))
    )
    assert client.get("/agenda/geraden.ics").status_code == 429


def test_it_needs_no_session_and_makes_none(address: str, client: Client) -> None:
    answer = client.get(address)
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "private, no-cache"
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_two_groups_of_one_person_are_two_feeds(
    table: Table, address: str, zandplaat: Any, client: Client, client_of: Any
) -> None:
    user = table.user(table.desk.acting("gp"))
    Membership.objects.create(group=zandplaat.row, user=user, roles=["gp"])
    made = client_of(user).post(zandplaat.url("agenda-koppelen/maak/"))
    with table.desk.open():
        table.plan(starts_at=timezone.now() + timedelta(weeks=3))
    assert summaries(client.get(urlsplit(made.context["address"]).path)) == []
    assert len(summaries(client.get(address))) == 1
