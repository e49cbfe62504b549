"""How long a session lasts, and who can end it."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from mdo_platform.project import urls_public
from mdo_tenants.accounts.access import long_idle, second_factor_required
from mdo_tenants.accounts.models import AccountSession
from mdo_tenants.accounts.services.people import disable_person
from tests.accounts.helpers import code_of, give_password, is_logged_in, log_in

pytestmark = pytest.mark.django_db

NOON = "2026-11-24T12:00:00Z"
MINUTE = 60


@long_idle()
@second_factor_required
def meeting_screen(request) -> HttpResponse:
    return HttpResponse("meeting")


urlpatterns = [path("vergaderscherm/", meeting_screen), *urls_public.urlpatterns]


@pytest.fixture
def logged_in(client, person, secret, password, time_machine) -> Client:
    time_machine.move_to(NOON, tick=False)
    log_in(client, person, password, secret)
    return client


@pytest.mark.parametrize(("seconds", "still"), [(20 * MINUTE - 1, True), (20 * MINUTE, True), (20 * MINUTE + 1, False)])
def test_twenty_idle_minutes_end_a_session(logged_in, time_machine, seconds, still) -> None:
    time_machine.shift(seconds)
    assert is_logged_in(logged_in) is still


def test_use_keeps_a_session(logged_in, time_machine) -> None:
    for _ in range(5):
        time_machine.shift(15 * MINUTE)
        assert is_logged_in(logged_in)


@pytest.mark.parametrize(("last", "still"), [(-1, True), (1, False)])
def test_twelve_hours_end_a_session_in_use(logged_in, time_machine, last, still) -> None:
    for _ in range(47):
        time_machine.shift(15 * MINUTE)
        assert is_logged_in(logged_in)
    time_machine.shift(15 * MINUTE + last)
    assert is_logged_in(logged_in) is still


@pytest.mark.urls("tests.accounts.test_sessions")
@pytest.mark.parametrize(("seconds", "still"), [(120 * MINUTE - 1, True), (120 * MINUTE + 1, False)])
def test_a_meeting_screen_may_stand_still_for_two_hours(logged_in, time_machine, seconds, still) -> None:
    assert logged_in.get("/vergaderscherm/").content == b"meeting"
    time_machine.shift(seconds)
    assert (logged_in.get("/vergaderscherm/").status_code == 200) is still


@pytest.mark.urls("tests.accounts.test_sessions")
def test_twelve_hours_hold_for_a_meeting_screen_too(logged_in, time_machine) -> None:
    for _ in range(12):
        assert logged_in.get("/vergaderscherm/").status_code == 200
        time_machine.shift(60 * MINUTE)
    time_machine.shift(1)
    assert logged_in.get("/vergaderscherm/").status_code == 302


def test_a_clock_set_back_gives_no_endless_session(logged_in, time_machine) -> None:
    time_machine.move_to("2026-11-24T11:00:00Z", tick=False)
    assert is_logged_in(logged_in)
    time_machine.move_to("2026-11-25T00:00:01Z", tick=False)
    assert not is_logged_in(logged_in)


def test_an_ended_session_is_gone_from_the_table(logged_in, person, time_machine) -> None:
    assert AccountSession.objects.filter(user_id=person.pk).count() == 1
    time_machine.shift(21 * MINUTE)
    is_logged_in(logged_in)
    assert not AccountSession.objects.filter(user_id=person.pk).exists()


def test_a_disabled_person_gets_no_further_request(logged_in, person) -> None:
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert not is_logged_in(logged_in)
    type(person).objects.filter(pk=person.pk).update(is_active=True)
    assert not is_logged_in(logged_in)  # enabling again does not revive it


def test_disabling_ends_every_session(logged_in, person) -> None:
    disable_person(person.pk)
    person.refresh_from_db()
    assert not person.is_active
    assert not is_logged_in(logged_in)


def test_the_account_page_lists_devices_and_ends_the_others(logged_in, person, secret, password, time_machine) -> None:
    time_machine.shift(30)
    telephone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Safari/604.1"})
    log_in(telephone, person, password, secret)
    page = logged_in.get("/account/")
    assert "Safari · iPhone" in page.content.decode()
    assert len(page.context["sessions"]) == 2
    logged_in.post("/account/apparaten/uitloggen/")
    assert is_logged_in(logged_in)
    assert not is_logged_in(telephone)


def test_a_changed_password_ends_the_other_sessions(logged_in, person, secret, password, time_machine) -> None:
    time_machine.shift(30)
    other = Client()
    log_in(other, person, password, secret)
    answer = logged_in.post("/account/wachtwoord/", {"password": "vier kikkers in de regenton"})
    assert answer.headers["Location"] == "/account/"
    assert is_logged_in(logged_in)
    assert not is_logged_in(other)


def test_a_session_of_a_password_alone_belongs_to_nobody(client, person, secret, password) -> None:
    give_password(client, person, password)
    assert not AccountSession.objects.filter(user_id=person.pk).exists()
    client.post("/inloggen/code/", {"code": code_of(secret)})
    assert AccountSession.objects.filter(user_id=person.pk).count() == 1
