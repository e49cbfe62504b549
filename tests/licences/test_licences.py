"""A questionnaire is open when its licence is, or while a permission of its owner holds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.groups import in_group
from mdo_tenants.licences import queries, services
from mdo_tenants.licences.models import InstrumentPermission, Medium
from tests import instruments
from tests.conftest import make_user
from tests.instruments import CLOSED, WALK

MILA = Actor(user_id=uuid4(), name="Mila Medewerker-Demo")
TODAY = timezone.localdate()
LETTER = {
    "given_by": "Eigenaar-Demo",
    "reference": "Brief 12",
    "granted_on": TODAY - timedelta(days=3),
    "medium": Medium.SCREEN.value,
}


@pytest.fixture(autouse=True)
def _tools(db):
    """At noon of the day that it was at the start: the tests may run past midnight."""
    with instruments.offered(), time_machine.travel(datetime.combine(TODAY, time(12)).astimezone(), tick=False):
        yield


def permit(code=CLOSED.code, **changes):
    return services.record_permission(code, by=MILA, **LETTER | changes)


def is_open(questionnaire):
    return queries.is_open(questionnaire, permitted=queries.permitted_codes())


def test_a_cleared_licence_needs_no_permission():
    assert (is_open(WALK), is_open(CLOSED)) == (True, False)


def test_a_permission_opens_one_questionnaire_in_every_group(wilgendal):
    permit()
    with in_group(wilgendal.row):
        assert is_open(CLOSED)
        assert queries.permitted_codes() == {CLOSED.code}


@pytest.mark.parametrize(
    ("changes", "opens"),
    [
        ({"valid_until": TODAY}, True),
        ({"granted_on": TODAY}, True),
        ({"valid_until": TODAY - timedelta(days=1)}, False),
        ({"medium": Medium.PAPER.value}, False),
        ({"medium": Medium.ALL.value}, True),
    ],
)
def test_a_permission_holds_within_its_days_and_for_its_medium(changes, opens):
    permit(**changes)
    assert is_open(CLOSED) is opens


def test_the_same_letter_twice_is_one_permission():
    assert permit() == permit()
    assert InstrumentPermission.objects.count() == 1


def test_a_withdrawn_permission_closes_it_and_keeps_who_and_when():
    held = permit()
    first = services.withdraw_permission(held.pk, by=MILA)
    again = services.withdraw_permission(held.pk, by=Actor(user_id=uuid4(), name="Een ander-Demo"))
    assert not is_open(CLOSED)
    assert (again.withdrawn_by_name, again.withdrawn_at) == (MILA.name, first.withdrawn_at)
    assert permit() != held
    assert is_open(CLOSED)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"granted_on": TODAY + timedelta(days=1)}, "granted_on"),
        ({"valid_until": TODAY - timedelta(days=4)}, "valid_until"),
    ],
)
def test_dates_that_cannot_be_are_refused(changes, field):
    with pytest.raises(Invalid) as refused:
        permit(**changes)
    assert set(refused.value.fields) == {field}
    assert not InstrumentPermission.objects.exists()


def test_what_no_plugin_declares_as_a_questionnaire_gets_none():
    for code in ("weg", instruments.TOTAL.code):
        with pytest.raises(NotFound):
            permit(code)
    with pytest.raises(NotFound):
        services.withdraw_permission(uuid4(), by=MILA)


@pytest.fixture
def staff(client_of):
    return client_of(make_user("Mila Medewerker-Demo", is_staff_member=True))


RECORD = f"/beheer/licenties/{CLOSED.code}/toestemming/"


def test_staff_see_every_questionnaire_and_record_and_withdraw(staff):
    page = staff.get("/beheer/licenties/").text
    for text in (WALK.title, CLOSED.title, "Voorwaarden-Demo.", "nog geen toestemming", "vrij"):
        assert text in page
    assert "Geheime vraag" not in page
    assert staff.post(RECORD, LETTER | {"valid_until": ""}, follow=True).status_code == 200
    page = staff.get("/beheer/licenties/").text
    assert "Brief 12" in page
    assert "met toestemming" in page
    held = InstrumentPermission.objects.get()
    assert (held.recorded_by_name, held.valid_until) == ("Mila Medewerker-Demo", None)
    staff.post(f"/beheer/licenties/toestemming/{held.pk}/intrekken/")
    assert "Ingetrokken op" in staff.get("/beheer/licenties/").text


def test_a_form_that_does_not_fit_is_shown_again(staff):
    answer = staff.post(RECORD, LETTER | {"granted_on": date(2199, 1, 1), "reference": ""})
    assert answer.status_code == 400
    assert "Kenmerk van de brief" in answer.text
    assert staff.post(RECORD, LETTER | {"granted_on": date(2199, 1, 1)}).status_code == 400
    assert staff.get("/beheer/licenties/weg/toestemming/").status_code == 404


def test_recording_and_withdrawing_ask_for_a_fresh_code(staff, monkeypatch):
    held = permit()
    monkeypatch.setattr("mdo_tenants.accounts.access.has_fresh_code", lambda _request: False)
    withdraw = f"/beheer/licenties/toestemming/{held.pk}/intrekken/"
    for answer in (staff.get(RECORD), staff.post(RECORD, LETTER | {"reference": "B2"}), staff.post(withdraw)):
        assert answer["Location"].startswith("/inloggen/bevestigen/")
    assert is_open(CLOSED)
    assert InstrumentPermission.objects.count() == 1


@pytest.mark.parametrize("role", ["gp", "chair", "group_admin"])
def test_nobody_else_finds_the_pages(wilgendal, make_member, client_of, role):
    member = client_of(make_member(wilgendal, role))
    for path in ("/beheer/licenties/", RECORD):
        assert member.get(path).status_code == 404
        assert Client().get(path)["Location"].startswith("/inloggen/")
    assert member.post(RECORD, LETTER).status_code == 404
    assert not InstrumentPermission.objects.exists()
