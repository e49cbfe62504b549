"""Which passwords are accepted, and how a forgotten one is replaced."""

from __future__ import annotations

import re
import time

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from mdo_foundation.common import outbox
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.accounts.rules import password_problem
from mdo_tenants.accounts.services import passwords
from tests.accounts.conftest import new_person
from tests.accounts.helpers import ACCOUNT, CODE, give_password, in_parallel, is_logged_in, log_in

ABOUT = ("Sanne Vermeulen-Demo", "s.vermeulen@wilgenmeer.invalid")
NEW = "vier kikkers in de regenton"

STRONG = [
    "ajax feyenoord tulp kaas",
    "vier kikkers in de regenton",
    "Tafelpoot!paars#zwemt",
    "ünïcødé is ook gewoon goed",
    "密码可以是任何语言的一句话吗",
    "qT7$kLm2@xPw",
    "a" + "bcfhktmz" * 8 + "q w e r t y u i o p a s",
    "zonder hoofdletters of cijfers",
]
WEAK = [
    "kort",
    "elf-tekens1",
    "wachtwoord12",
    "Welkom2026!!",
    "aaaaaaaaaaaaaaaa",
    "123456789012",
    "qwertyuiop12",
    "huisarts2026",
    "Zomer2026!Zomer",
    "SanneVermeulen1",
    "vermeulen-2026",
    "wilgenmeer2026",
    "password1234",
    "palliatief123",
    "   korte   ",
    "x" * 129,
]


@pytest.mark.parametrize("password", STRONG)
def test_long_unguessable_passwords_are_accepted(password) -> None:
    assert password_problem(password, about=ABOUT) is None


@pytest.mark.parametrize("password", WEAK)
def test_short_guessable_and_personal_passwords_are_refused(password) -> None:
    assert password_problem(password, about=ABOUT)


def test_no_password_keeps_the_server_busy() -> None:
    before = time.process_time()
    for start in range(5):
        password_problem(("4@8({[<369!1|0$5+7%2z" * 9)[start * 7 :][:128], about=ABOUT)
    assert time.process_time() - before < 10


def test_up_to_128_characters_count_all_of_them(person) -> None:
    long = ("paard nietje batterij correct " * 5)[:128]
    person.set_password(long)
    assert person.check_password(long)
    assert not person.check_password(long[:-1])


def ask_reset(client: Client, email: str):
    return client.post("/wachtwoord-vergeten/", {"email": email})


def mailed_link() -> str:
    """The path in the newest mail, after the worker has run."""
    outbox.run_due()
    found = re.search(rf"{re.escape(settings.MDO_BASE_URL)}(/\S+)", mail.outbox[-1].body)
    assert found
    return found.group(1)


@pytest.mark.django_db
def test_asking_answers_the_same_and_leaves_the_same_for_known_and_unknown(person) -> None:
    known, unknown = ask_reset(Client(), person.email), ask_reset(Client(), "niemand@demo.invalid")
    main = [answer.content.split(b"<main", 1)[1].split(b"</main>")[0] for answer in (known, unknown)]
    assert known.status_code == unknown.status_code == 200
    assert main[0] == main[1]
    assert OutboxEntry.objects.filter(kind=passwords.RESET_MAIL).count() == 2
    outbox.run_due()
    assert [message.to for message in mail.outbox] == [[person.email]]


@pytest.mark.django_db
def test_no_table_holds_the_link(client, person) -> None:
    ask_reset(client, person.email)
    link = mailed_link()
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert not any(token in str(entry.payload) for entry in OutboxEntry.objects.all())


@pytest.mark.django_db
def test_the_host_header_does_not_reach_the_link(person) -> None:
    Client(HTTP_HOST="localhost").post("/wachtwoord-vergeten/", {"email": person.email})
    outbox.run_due()
    assert settings.MDO_BASE_URL in mail.outbox[-1].body
    assert "localhost" not in mail.outbox[-1].body


@pytest.mark.django_db
def test_a_reset_does_not_skip_the_second_factor(client, person, secret, password) -> None:
    ask_reset(client, person.email)
    answer = client.post(mailed_link(), {"password": NEW})
    assert answer.headers["Location"] == "/inloggen/"
    assert client.get(ACCOUNT).status_code == 302
    assert give_password(client, person, password).status_code == 200
    assert give_password(client, person, NEW).headers["Location"] == CODE
    assert not is_logged_in(client)


@pytest.mark.django_db
def test_a_reset_ends_all_sessions_and_is_told(client, person, secret, password) -> None:
    log_in(client, person, password, secret)
    other = Client()
    ask_reset(other, person.email)
    link = mailed_link()
    other.post(link, {"password": NEW})
    assert not is_logged_in(client)
    outbox.run_due()
    assert "gewijzigd" in mail.outbox[-1].subject
    assert NEW not in mail.outbox[-1].body


@pytest.mark.django_db
def test_a_link_works_once_and_for_an_hour(client, person, time_machine) -> None:
    time_machine.move_to("2026-11-24T12:00:00Z", tick=False)
    ask_reset(client, person.email)
    link = mailed_link()
    time_machine.shift(3600)
    assert client.get(link).status_code == 200
    time_machine.shift(1)
    assert client.get(link).status_code == 404
    time_machine.shift(-10)
    assert client.post(link, {"password": NEW}).status_code == 302
    assert client.post(link, {"password": "nog een ander wachtwoord kikker"}).status_code == 404


@pytest.mark.django_db
def test_a_weak_password_does_not_use_the_link_up(client, person) -> None:
    ask_reset(client, person.email)
    link = mailed_link()
    assert client.post(link, {"password": "welkom2026!!"}).status_code == 200
    assert client.post(link, {"password": NEW}).status_code == 302


@pytest.mark.django_db
def test_a_link_of_another_or_a_disabled_person_is_refused(client, person) -> None:
    ask_reset(client, person.email)
    link = mailed_link()
    other = new_person("Otto Otter-Demo")
    assert client.get(link.replace(str(person.pk), str(other.pk))).status_code == 404
    person.is_active = False
    person.save()
    assert client.get(link).status_code == 404


@pytest.mark.django_db
def test_asking_is_limited_per_address_and_account(person) -> None:
    statuses = [ask_reset(Client(), person.email).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    unknown = [ask_reset(Client(), "niemand@demo.invalid").status_code for _ in range(4)]
    assert unknown == statuses


def test_one_link_in_parallel_changes_the_password_once(committed_person) -> None:
    token = passwords.reset_tokens.make_token(committed_person)
    answers = in_parallel(
        lambda number: passwords.reset_password(committed_person.pk, token=token, password=f"{NEW} nummer {number}"),
        range(8),
        threads=8,
    )
    assert sum(isinstance(answer, NotFound) for answer in answers) == 7
    winner = next(number for number, answer in enumerate(answers) if not isinstance(answer, Exception))
    committed_person.refresh_from_db()
    assert committed_person.check_password(f"{NEW} nummer {winner}")


@pytest.mark.django_db
def test_a_new_password_from_the_account_page_asks_a_fresh_code(client, person, secret, password, time_machine) -> None:
    time_machine.move_to("2026-11-24T12:00:00Z", tick=False)
    log_in(client, person, password, secret)
    time_machine.shift(301)
    answer = client.post("/account/wachtwoord/", {"password": NEW})
    assert answer.headers["Location"].startswith("/inloggen/bevestigen/")
    person.refresh_from_db()
    assert person.check_password(password)
