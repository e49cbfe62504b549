"""A member's own tokens: shown once, held by nobody else, ended at any moment."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.groups import in_group
from mdo_tenants.accounts.models import ApiToken

PAGE = "api-sleutels/"


@pytest.fixture
def gp(wilgendal, make_member):
    return make_member(wilgendal, "gp")


@pytest.fixture
def browser(gp, client_of):
    return client_of(gp)


def _form(**changes):
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "Kieviet-sleutel", "scopes": ["register:read"], "expires_on": day.isoformat(), **changes}


def _make(browser, place, **changes):
    return browser.post(place.url(f"{PAGE}nieuw/"), _form(**changes))


def test_a_token_is_made_shown_once_and_listed(wilgendal, browser, client):
    shown = _make(browser, wilgendal)
    text = re.search(r"mdo_[0-9a-f]{8}_[\w-]{40,}", shown.text)[0]
    listed = browser.get(wilgendal.url(PAGE)).text
    assert text not in listed
    assert text[:12] in listed
    assert "nog niet" in listed
    answer = client.get(wilgendal.url("api/v1/patients/"), headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 200
    assert "nog niet" not in browser.get(wilgendal.url(PAGE)).text
    with in_group(wilgendal.row):
        assert list(AccessLogEntry.objects.values_list("what", "via")[:1]) == [("token.made", "session")]
        assert text not in str(list(AccessLogEntry.objects.values()))


def test_the_menu_of_the_account_leads_there(wilgendal, browser):
    assert wilgendal.url(PAGE) in browser.get(wilgendal.url()).text


def test_a_form_sent_twice_makes_one(wilgendal, browser):
    answers = [_make(browser, wilgendal) for _time in range(2)]
    assert "Je hebt al een sleutel met deze naam" in answers[1].text
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"scopes": []},
        {"scopes": ["register:everything"]},
        {"expires_on": "2020-01-01"},
        {"expires_on": "2999-01-01"},
        {"expires_on": "9999-12-31"},
        {"expires_on": "morgen"},
    ],
)
def test_input_that_does_not_fit_makes_none(wilgendal, browser, wrong):
    assert _make(browser, wilgendal, **wrong).status_code == 200
    assert not ApiToken.objects.exists()


def test_the_longest_is_a_year(wilgendal, browser):
    _make(browser, wilgendal, expires_on=(timezone.localdate() + timedelta(days=365)).isoformat())
    assert ApiToken.objects.get().expires_at > timezone.now() + timedelta(days=364)


def test_a_code_of_minutes_ago_is_asked_for_first(wilgendal, browser, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    for answer in (browser.get(wilgendal.url(f"{PAGE}nieuw/")), _make(browser, wilgendal)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/inloggen/bevestigen/")
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_by_its_owner_only(wilgendal, browser, make_member, client_of):
    _make(browser, wilgendal)
    token = ApiToken.objects.get()
    address = wilgendal.url(f"{PAGE}{token.pk}/intrekken/")
    other = client_of(make_member(wilgendal, "group_admin"))
    assert other.post(address).status_code == 404
    assert "Kieviet-sleutel" not in other.get(wilgendal.url(PAGE)).text
    assert browser.get(address).status_code == 405
    browser.post(address)
    token.refresh_from_db()
    assert token.revoked_at
    assert "Kieviet-sleutel" not in browser.get(wilgendal.url(PAGE)).text


def test_who_comes_back_has_no_tokens(wilgendal, gp, browser, make_member, client_of):
    from mdo_tenants.groups.models import Membership

    _make(browser, wilgendal)
    member = Membership.objects.get(user=gp)
    client_of(make_member(wilgendal, "group_admin")).post(wilgendal.url(f"beheer/leden/{member.pk}/beeindigen/"))
    assert ApiToken.objects.get().revoked_at


def test_a_database_role_of_a_group_reads_no_token(wilgendal, browser):
    from django.db import ProgrammingError, transaction

    _make(browser, wilgendal)
    with in_group(wilgendal.row), pytest.raises(ProgrammingError), transaction.atomic():
        ApiToken.objects.count()
