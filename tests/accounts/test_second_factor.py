"""Codes: strict digits, one use, a window of a minute, and no more guesses than the limit however parallel."""

from __future__ import annotations

import pytest
from django.test import Client

from mdo_foundation.common.crypto import DecryptionError, decrypt
from mdo_foundation.common.errors import Invalid, TooMany
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.accounts.models import RecoveryCode, TotpDevice
from mdo_tenants.accounts.services import recovery, second_factor
from tests.accounts.helpers import CODE, code_of, give_app, give_password, in_parallel, is_logged_in, log_in

NOON = "2026-11-24T12:00:05Z"


def full_width(code: str) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in code)


def arabic(code: str) -> str:
    return "".join(chr(ord(digit) - ord("0") + 0x0660) for digit in code)


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [0, -1])
def test_a_code_counts_in_its_half_minute_and_the_next(person, secret, steps, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    second_factor.check_code(person, code=code_of(secret, steps=steps))


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [-2, 1, 2, 100])
def test_older_and_later_codes_are_refused(person, secret, steps, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    with pytest.raises(Invalid):
        second_factor.check_code(person, code=code_of(secret, steps=steps))


@pytest.mark.django_db
def test_a_code_works_once(person, secret, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    second_factor.check_code(person, code=code_of(secret))
    for steps in (0, -1):  # nor does one from before it
        with pytest.raises(Invalid):
            second_factor.check_code(person, code=code_of(secret, steps=steps))


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", [full_width, arabic, lambda code: code[:5], lambda code: code + "0", lambda _: ""])
def test_only_six_ascii_digits_are_a_code(person, secret, spelling) -> None:
    with pytest.raises(Invalid):
        second_factor.check_code(person, code=spelling(code_of(secret)))


@pytest.mark.django_db
def test_another_spelling_does_not_reopen_a_used_code(person, secret, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    code = code_of(secret)
    second_factor.check_code(person, code=f"{code[:3]} {code[3:]}")
    for again in (code, full_width(code), f" {code}", f"0{code}", arabic(code)):
        with pytest.raises(Invalid):
            second_factor.check_code(person, code=again)


def test_one_code_in_twenty_browsers_at_once_logs_in_once(committed_person, password) -> None:
    secret = give_app(committed_person)
    browsers = [Client() for _ in range(20)]
    for browser in browsers:
        assert give_password(browser, committed_person, password).headers["Location"] == CODE
    code = code_of(secret)
    in_parallel(lambda browser: browser.post(CODE, {"code": code}), browsers)
    assert sum(is_logged_in(browser) for browser in browsers) == 1


def test_two_hundred_parallel_guesses_are_not_checked_more_often_than_ten_times(committed_person, monkeypatch) -> None:
    give_app(committed_person)
    checked = []
    monkeypatch.setattr(second_factor, "matching_step", lambda secret, *, code: checked.append(code))
    answers = in_parallel(
        lambda number: second_factor.check_code(committed_person, code=f"{number:06}"), range(200), threads=12
    )
    assert len(checked) == 10
    assert sum(isinstance(answer, TooMany) for answer in answers) == 190


@pytest.mark.django_db
def test_a_day_has_ninety_six_guesses(person, secret, time_machine) -> None:
    time_machine.move_to("2026-11-24T00:00:01Z", tick=False)
    checked = 0
    for _quarter in range(12):
        for _ in range(10):
            try:
                second_factor.check_code(person, code="000000")
            except TooMany:
                continue
            except Invalid:
                checked += 1
        time_machine.shift(15 * 60)
    assert checked == 96


@pytest.mark.django_db
def test_the_page_says_when_to_come_back(client, person, secret, password) -> None:
    give_password(client, person, password)
    for _ in range(10):
        assert client.post(CODE, {"code": "000000"}).status_code == 200
    limited = client.post(CODE, {"code": "000000"})
    assert limited.status_code == 429
    assert 0 < int(limited.headers["Retry-After"]) <= 900


@pytest.mark.django_db
def test_the_secret_is_stored_encrypted_and_bound_to_its_person(person, secret) -> None:
    stored = bytes(TotpDevice.objects.get(pk=person.pk).secret)
    assert secret.encode() not in stored
    with pytest.raises(DecryptionError):
        decrypt(stored, context=second_factor.secret_context(type(person)().pk))


@pytest.mark.django_db
def test_the_first_log_in_sets_up_the_app(client, person, password) -> None:
    assert give_password(client, person, password).headers["Location"] == "/inloggen/instellen/"
    page = client.get("/inloggen/instellen/")
    assert "<svg" in page.content.decode()
    assert "style=" not in page.content.decode().split("<main", 1)[1]
    secret = page.context["secret"].replace(" ", "")
    assert client.get("/inloggen/instellen/").context["secret"].replace(" ", "") == secret
    assert not TotpDevice.objects.exists()
    wrong = client.post("/inloggen/instellen/", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post("/inloggen/instellen/", {"code": code_of(secret)}).status_code == 302
    codes = client.get("/account/beveiliging/herstelcodes/").context["codes"]
    assert len(set(codes)) == 10
    assert client.post("/account/beveiliging/herstelcodes/").headers["Location"] == "/groepen/"
    assert client.get("/account/beveiliging/herstelcodes/").headers["Location"] == "/account/"


@pytest.mark.django_db
def test_the_confirming_code_cannot_log_in_again(client, person, password) -> None:
    give_password(client, person, password)
    secret = client.get("/inloggen/instellen/").context["secret"].replace(" ", "")
    code = code_of(secret)
    client.post("/inloggen/instellen/", {"code": code})
    other = Client()
    give_password(other, person, password)
    other.post(CODE, {"code": code})
    assert not is_logged_in(other)


@pytest.mark.django_db
def test_who_has_an_app_cannot_set_up_another_without_a_code(client, person, secret, password) -> None:
    give_password(client, person, password)
    assert client.get("/inloggen/instellen/").headers["Location"] == CODE
    assert client.post("/inloggen/instellen/", {"code": "123456"}).headers["Location"] == CODE


@pytest.mark.django_db
def test_the_secret_in_the_session_is_not_readable(client, person, password) -> None:
    give_password(client, person, password)
    secret = client.get("/inloggen/instellen/").context["secret"].replace(" ", "")
    assert secret not in str(dict(client.session))


@pytest.mark.django_db
def test_a_recovery_code_logs_in_once_and_is_told(client, person, secret, password) -> None:
    code = recovery.make_recovery_codes(person)[3]
    give_password(client, person, password)
    client.post(f"{CODE}?herstelcode", {"code": f" {code.lower().replace('-', ' ')} "})
    assert is_logged_in(client)
    told = OutboxEntry.objects.get(kind="mail")
    assert told.payload["template"] == "accounts/recovery_code_used"
    assert code not in str(told.payload)
    again = Client()
    give_password(again, person, password)
    again.post(f"{CODE}?herstelcode", {"code": code})
    assert not is_logged_in(again)


@pytest.mark.django_db
def test_recovery_codes_are_hashed_and_long_enough(person) -> None:
    codes = recovery.make_recovery_codes(person)
    rows = RecoveryCode.objects.filter(user=person)
    assert rows.count() == len(codes) == 10
    for row in rows:
        assert row.digest.startswith("argon2")
        assert not any(code.replace("-", "")[2:] in row.digest for code in codes)
    assert len(codes[0].replace("-", "")) * 5 == 60


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "2345", "AAAA-AAAA-AAAA", "ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ", "000000", "ßßßß-ßßßß-ßßßß"])
def test_what_is_no_recovery_code_is_refused(person, typed) -> None:
    recovery.make_recovery_codes(person)
    with pytest.raises(Invalid):
        second_factor.check_recovery_code(person, code=typed)


def test_one_recovery_code_in_parallel_works_once(committed_person) -> None:
    code = recovery.make_recovery_codes(committed_person)[0]
    answers = in_parallel(lambda _: recovery.use_up_recovery_code(committed_person, code=code), range(8), threads=8)
    assert sorted(answers) == [False] * 7 + [True]


@pytest.mark.django_db
def test_new_recovery_codes_ask_a_code_and_replace_the_old(client, person, secret, password, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    old = recovery.make_recovery_codes(person)[0]
    log_in(client, person, password, secret)
    time_machine.shift(301)
    answer = client.post("/account/beveiliging/herstelcodes/nieuw/")
    assert answer.headers["Location"].startswith("/inloggen/bevestigen/")
    assert RecoveryCode.objects.filter(user=person).count() == 10
    client.post("/inloggen/bevestigen/", {"code": code_of(secret)})
    client.post("/account/beveiliging/herstelcodes/nieuw/")
    new = client.get("/account/beveiliging/herstelcodes/").context["codes"]
    assert not recovery.use_up_recovery_code(person, code=old)
    assert recovery.use_up_recovery_code(person, code=new[0])
    told = OutboxEntry.objects.filter(kind="mail", payload__template="accounts/recovery_codes_new").get()
    assert told.payload["to"] == person.email


@pytest.mark.django_db
def test_a_new_telephone_ends_the_old_one_and_other_sessions(client, person, secret, password, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    other = Client()
    log_in(other, person, password, secret)
    time_machine.shift(30)
    log_in(client, person, password, secret)
    new = client.get("/account/beveiliging/app/").context["secret"].replace(" ", "")
    assert client.post("/account/beveiliging/app/", {"code": code_of(new)}).headers["Location"] == "/account/"
    assert is_logged_in(client)
    assert not is_logged_in(other)
    time_machine.shift(60)
    with pytest.raises(Invalid):
        second_factor.check_code(person, code=code_of(secret))
    second_factor.check_code(person, code=code_of(new))
    assert OutboxEntry.objects.filter(kind="mail", payload__template="accounts/app_replaced").exists()
