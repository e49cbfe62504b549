"""The guards that every floor above uses."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views import View

from mdo_platform.project import urls_public
from mdo_tenants.accounts.access import (
    SecondFactorMixin,
    StepUpMixin,
    second_factor_required,
    staff_required,
    step_up_required,
)
from tests.accounts.helpers import code_of, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.test_access")]


def page(request) -> HttpResponse:
    return HttpResponse("open")


class ClassPage(SecondFactorMixin, View):
    def get(self, request) -> HttpResponse:
        return HttpResponse("open")


class StepUpPage(StepUpMixin, ClassPage):
    pass


urlpatterns = [
    path("verified/", second_factor_required(page)),
    path("staff/", staff_required(page)),
    path("step-up/", step_up_required(page)),
    path("class/", ClassPage.as_view()),
    path("class-step-up/", StepUpPage.as_view()),
    *urls_public.urlpatterns,
]

GUARDED = ["/verified/", "/staff/", "/step-up/", "/class/", "/class-step-up/"]


@pytest.fixture
def logged_in(client, person, secret, password, time_machine) -> Client:
    time_machine.move_to("2026-11-24T12:00:00Z", tick=False)
    log_in(client, person, password, secret)
    return client


@pytest.mark.parametrize("where", GUARDED)
def test_strangers_are_sent_to_the_log_in_and_come_back(client, where) -> None:
    answer = client.get(f"{where}?a=1&b=2")
    assert answer.headers["Location"] == f"/inloggen/?next={where.replace('/', '%2F')}%3Fa%3D1%26b%3D2"


@pytest.mark.parametrize("where", GUARDED)
def test_a_log_in_without_second_factor_opens_nothing(client, person, where) -> None:
    client.force_login(person)
    assert client.get(where).status_code == 302


@pytest.mark.parametrize("where", ["/verified/", "/step-up/", "/class/", "/class-step-up/"])
def test_both_factors_open_what_is_not_for_staff(logged_in, where) -> None:
    assert logged_in.get(where).content == b"open"


def test_staff_pages_do_not_exist_for_others(logged_in, person) -> None:
    assert logged_in.get("/staff/").status_code == 404
    type(person).objects.filter(pk=person.pk).update(is_staff_member=True)
    assert logged_in.get("/staff/").content == b"open"
    type(person).objects.filter(pk=person.pk).update(is_staff_member=False)
    assert logged_in.get("/staff/").status_code == 404


@pytest.mark.parametrize("where", ["/step-up/", "/class-step-up/"])
def test_step_up_asks_a_fresh_code_after_five_minutes(logged_in, secret, time_machine, where) -> None:
    time_machine.shift(300)
    assert logged_in.get(where).content == b"open"
    time_machine.shift(1)
    asked = logged_in.get(where).headers["Location"]
    assert asked.startswith("/inloggen/bevestigen/?next=")
    back = logged_in.post(asked, {"code": code_of(secret)})
    assert back.headers["Location"] == where
    assert logged_in.get(where).content == b"open"


def test_a_wrong_code_is_no_step_up(logged_in, time_machine) -> None:
    time_machine.shift(301)
    assert logged_in.post("/inloggen/bevestigen/", {"code": "000000"}).status_code == 200
    assert logged_in.get("/step-up/").status_code == 302


def test_a_form_sent_too_late_comes_back_to_its_page(logged_in, time_machine) -> None:
    time_machine.shift(301)
    answer = logged_in.post("/step-up/", headers={"referer": "http://testserver/account/?x=1"})
    assert answer.headers["Location"] == "/inloggen/bevestigen/?next=%2Faccount%2F"
    answer = logged_in.post("/step-up/", headers={"referer": "http://evil.invalid/account/"})
    assert answer.headers["Location"] == "/inloggen/bevestigen/?next=%2F"


def test_requests_in_the_background_get_401_so_that_typed_text_stays(client) -> None:
    saved = client.post("/verified/", headers={"x-autosave": "1"})
    assert saved.status_code == 401
    swapped = client.get("/verified/", headers={"hx-request": "true", "referer": "http://testserver/account/"})
    assert swapped.status_code == 401
    assert swapped.headers["HX-Redirect"] == "/inloggen/?next=%2Faccount%2F"


@pytest.mark.parametrize("where", GUARDED)
def test_nothing_of_a_guarded_page_is_kept_by_a_browser(logged_in, where) -> None:
    assert "no-store" in logged_in.get(where).headers["Cache-Control"]
