"""Logging in takes both factors, and tells a stranger nothing."""

from __future__ import annotations

import unicodedata

import pytest
from django.conf import settings
from django.contrib.auth import hashers
from django.test import Client

from mdo_foundation.common.errors import Invalid
from mdo_tenants.accounts.services.login import check_credentials
from tests.accounts.helpers import ACCOUNT, CODE, LOG_IN, code_of, give_password, is_logged_in, log_in

pytestmark = pytest.mark.django_db

OPEN_REDIRECTS = [
    "//evil.invalid",
    "///evil.invalid",
    "////evil.invalid/x",
    "/\\evil.invalid",
    "\\\\evil.invalid",
    "\\/evil.invalid",
    "https://evil.invalid",
    "https:evil.invalid",
    "http:///evil.invalid",
    "HTTPS://evil.invalid/account/",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://evil.invalid",
    "/\tevil.invalid",
    "/\n/evil.invalid",
    "/\x00/evil.invalid",
    "\t//evil.invalid",
    " //evil.invalid",
    "/ /evil.invalid",
    "account/",
    "evil.invalid",
    "?next=//evil.invalid",
    "",
]


def test_both_factors_log_in(client, person, secret, password) -> None:
    after_password = give_password(client, person, password)
    assert after_password.headers["Location"] == CODE
    assert not is_logged_in(client)
    client.post(CODE, {"code": code_of(secret)})
    assert is_logged_in(client)


def test_the_password_alone_opens_nothing(client, person, secret, password) -> None:
    give_password(client, person, password)
    answer = client.get(ACCOUNT)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(LOG_IN)
    assert "_auth_user_id" not in client.session


def test_e_mail_addresses_are_not_case_sensitive(client, person, secret, password) -> None:
    answer = client.post(LOG_IN, {"email": f" {person.email.upper()} ", "password": password})
    assert answer.headers["Location"] == CODE


def test_the_code_page_needs_the_password_first(client) -> None:
    assert client.get(CODE).headers["Location"] == LOG_IN
    assert client.post(CODE, {"code": "123456"}).headers["Location"] == LOG_IN


def test_a_changed_password_ends_a_log_in_in_progress(client, person, secret, password) -> None:
    give_password(client, person, password)
    person.set_password("een heel ander stel woorden hier")
    person.save()
    client.post(CODE, {"code": code_of(secret)})
    assert not is_logged_in(client)


def test_waiting_ten_minutes_ends_a_log_in_in_progress(client, person, secret, password, time_machine) -> None:
    time_machine.move_to("2026-11-24T12:00:00Z", tick=False)
    give_password(client, person, password)
    time_machine.shift(601)
    assert client.post(CODE, {"code": code_of(secret)}).headers["Location"] == LOG_IN


def test_the_session_gets_a_new_key_at_both_steps(client, person, secret, password) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32  # a key that an attacker has planted
    give_password(client, person, password)
    after_password = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(CODE, {"code": code_of(secret)})
    after_code = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert len({"a" * 32, after_password, after_code}) == 3
    thief = Client()
    for old in ("a" * 32, after_password):
        thief.cookies[settings.SESSION_COOKIE_NAME] = old
        assert not is_logged_in(thief)


def test_another_person_gets_nothing_of_the_session_before(client, person, secret, password) -> None:
    log_in(client, person, password, secret)
    session = client.session
    session["left_behind"] = "x"
    session.save()
    client.post("/uitloggen/")
    log_in(client, person, password, secret)
    assert "left_behind" not in client.session


def test_unknown_wrong_and_disabled_answer_the_same(client, person, secret, password) -> None:
    def answer(email: str, typed: str):
        response = Client().post(LOG_IN, {"email": email, "password": typed})
        return response.status_code, response.content.decode().replace(email, "X").split("<form", 1)[1].split("csrf")[0]

    wrong = answer(person.email, "verkeerd wachtwoord hier")
    unknown = answer("niemand@demo.invalid", password)
    person.is_active = False
    person.save()
    disabled = answer(person.email, password)
    assert wrong == unknown == disabled
    assert wrong[0] == 200


def test_each_refusal_costs_one_hash(person, password, monkeypatch) -> None:
    hasher, counted = hashers.get_hasher(), []
    for name in ("encode", "verify"):
        original = getattr(type(hasher), name)
        monkeypatch.setattr(
            type(hasher), name, lambda self, *a, _o=original, _n=name, **k: counted.append(_n) or _o(self, *a, **k)
        )
    costs = []
    for email, typed in (("niemand@demo.invalid", password), (person.email, "verkeerd wachtwoord hier")):
        counted.clear()
        with pytest.raises(Invalid):
            check_credentials(email, password=typed, address="192.0.2.1")
        costs.append(len(counted))
    assert costs == [1, 1]


def test_after_ten_wrong_passwords_the_account_waits_known_or_not(person, secret, password) -> None:
    bodies = []
    for email in (person.email, "niemand@demo.invalid"):
        guesser = Client()
        for _ in range(10):
            assert guesser.post(LOG_IN, {"email": email, "password": "verkeerd wachtwoord"}).status_code == 200
        limited = guesser.post(LOG_IN, {"email": email, "password": password})
        assert limited.status_code == 429
        assert 0 < int(limited.headers["Retry-After"]) <= 3600
        bodies.append(limited.content.decode().split("<form", 1)[1].split("csrf")[0])
    assert bodies[0] == bodies[1]


def test_a_locked_account_keeps_its_open_session(client, person, secret, password) -> None:
    log_in(client, person, password, secret)
    guesser = Client()
    for _ in range(11):
        guesser.post(LOG_IN, {"email": person.email, "password": "verkeerd wachtwoord"})
    assert is_logged_in(client)


def test_one_address_may_guess_fifty_times_whoever_it_claims_to_be(person, secret, password) -> None:
    guesser = Client(REMOTE_ADDR="192.0.2.7")
    statuses = []
    for number in range(51):
        address = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{number}", "HTTP_X_REAL_IP": f"198.51.100.{number}"}
        guess = {"email": f"gok{number}@demo.invalid", "password": "verkeerd wachtwoord"}
        answer = guesser.post(LOG_IN, guess, **address)
        statuses.append(answer.status_code)
    assert statuses == [200] * 50 + [429]
    assert give_password(Client(REMOTE_ADDR="192.0.2.8"), person, password).status_code == 302


def test_a_right_password_is_no_guess(person, secret, password) -> None:
    for _ in range(12):
        assert give_password(Client(), person, password).headers["Location"] == CODE


def test_a_path_of_this_site_is_gone_to_after_the_log_in(client, person, secret, password) -> None:
    answer = log_in(client, person, password, secret, next="/account/beveiliging/?x=1")
    assert answer.headers["Location"] == "/account/beveiliging/?x=1"


@pytest.mark.parametrize("target", OPEN_REDIRECTS)
def test_no_log_in_leads_to_another_host(client, person, secret, password, target) -> None:
    answer = log_in(client, person, password, secret, next=target)
    assert answer.headers["Location"] == "/groepen/"
    assert client.get(LOG_IN, {"next": target}).headers["Location"] == "/groepen/"
    again = client.post("/inloggen/bevestigen/", {"code": code_of(secret, steps=0), "next": target})
    assert "evil" not in again.headers.get("Location", "")


def test_logging_out_ends_the_session_on_the_server(client, person, secret, password) -> None:
    log_in(client, person, password, secret)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = client.post("/uitloggen/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert not is_logged_in(thief)


def test_logging_out_takes_a_post(client, person, secret, password) -> None:
    log_in(client, person, password, secret)
    assert client.get("/uitloggen/").status_code == 405
    assert is_logged_in(client)


@pytest.mark.parametrize("path", [LOG_IN, "/uitloggen/", "/wachtwoord-vergeten/"])
def test_forms_of_other_sites_are_refused(path) -> None:
    assert Client(enforce_csrf_checks=True).post(path, {"email": "a@demo.invalid"}).status_code == 403


def test_demo_accounts_do_not_exist_outside_the_demo(client, person, secret, password) -> None:
    person.is_demo = True
    person.save()
    assert give_password(client, person, password).status_code == 200


@pytest.mark.parametrize("typed", ["", "x" * 129, "nul\x00nul", "\ud800"])
def test_odd_passwords_are_refused_without_a_fault(client, person, typed) -> None:
    answer = client.post(LOG_IN, {"email": person.email, "password": typed.encode("utf-8", "replace").decode()})
    assert answer.status_code == 200


def test_the_same_password_from_another_keyboard_fits(client, person, secret) -> None:
    person.set_password("reünie in de caféstoel zes")  # composed
    person.save()
    typed = unicodedata.normalize("NFD", "reünie in de caféstoel zes")
    assert give_password(client, person, typed).headers["Location"] == CODE
