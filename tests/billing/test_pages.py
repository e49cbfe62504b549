"""The staff pages of billing: who may see them, and what they do."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from mdo_billing.models import Invoice, Tariff
from mdo_billing.runs import issue_invoices
from mdo_foundation.common import outbox
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.accounts.models import User
from tests.billing.support import BY

pytestmark = pytest.mark.usefixtures("new_year")
HOME = "/beheer/facturen/"
PAGES = [HOME, HOME + "2026/", HOME + "2026/maken/", HOME + "tarieven/", f"{HOME}factuur/{uuid.UUID(int=1)}/pdf/"]


@pytest.fixture
def staff_client(staff: User, client_of: Callable[..., Client]) -> Client:
    return client_of(staff)


@pytest.mark.parametrize("page", PAGES)
def test_visitors_are_sent_to_the_log_in(db: None, page: str) -> None:
    response = Client().get(page)

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/inloggen/")


@pytest.mark.parametrize("page", PAGES)
def test_for_others_than_staff_the_pages_do_not_exist(db: None, client_of: Callable[..., Client], page: str) -> None:
    user = User.objects.create(email="huisarts@demo.invalid", full_name="Hanna Huisarts-Demo")

    assert client_of(user).get(page).status_code == 404


@pytest.mark.parametrize("page", ["2026/maken/", "tarieven/"])
def test_others_than_staff_change_nothing(db: None, client_of: Callable[..., Client], page: str) -> None:
    user = User.objects.create(email="huisarts@demo.invalid", full_name="Hanna Huisarts-Demo")
    data = {"idempotency_key": uuid.uuid4(), "kind": "base", "starts_on": "2029-01-01", "amount": "1"}

    assert client_of(user).post(HOME + page, data).status_code == 404
    assert not OutboxEntry.objects.filter(kind="billing.run").exists()
    assert Tariff.objects.count() == 3


@pytest.mark.parametrize("page", ["2026/maken/", "tarieven/"])
def test_money_asks_for_a_fresh_code(staff_client: Client, new_year: time_machine.Traveller, page: str) -> None:
    new_year.shift(6 * 60)
    response = staff_client.get(HOME + page)

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/inloggen/bevestigen/")


def test_the_year_shows_what_is_to_be_made(staff_client: Client, make_group: Callable[..., Any]) -> None:
    make_group("Een", "palliatief")
    make_group("Twee", "palliatief", "kwetsbare_ouderen")
    page = staff_client.get(HOME, follow=True)

    assert page.redirect_chain == [(HOME + "2026/", 302)]
    assert "2 groepen hebben nog geen factuur, samen €\u00a0193,33 zonder btw." in page.content.decode()
    assert "Nog geen facturen" in page.content.decode()


def test_the_year_lists_invoices_with_their_totals(staff_client: Client, make_group: Callable[..., Any]) -> None:
    make_group("Een", "palliatief")
    make_group("Twee", "palliatief", "kwetsbare_ouderen")
    issue_invoices(2026, by=BY)
    html = staff_client.get(HOME + "2026/").content.decode().replace("\u00a0", " ")

    for part in ("2027-00001", "2027-00002", "Een", "Twee", "4 januari 2027", "2 facturen", "€ 193,33", "€ 233,93"):
        assert part in html  # 85.00 + 108.33; 102.85 + 131.08
    assert "nog geen factuur" not in html


def test_the_list_costs_the_same_for_many(
    staff_client: Client, make_group: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    staff_client.get(HOME + "2026/")
    for count in (1, 10):
        for number in range(count):
            make_group(f"Groep {number}", "palliatief")
        issue_invoices(2026, by=BY)
        with django_assert_max_num_queries(14):
            assert staff_client.get(HOME + "2026/").status_code == 200


@pytest.mark.parametrize("year", ["2016", "2027"])
def test_a_year_that_is_not_over_has_no_page(staff_client: Client, year: str) -> None:
    assert staff_client.get(f"{HOME}{year}/").status_code == 400


def test_a_run_is_asked_confirmed_and_done_by_the_worker(staff_client: Client, make_group: Callable[..., Any]) -> None:
    make_group("Een", "palliatief")
    question = staff_client.get(HOME + "2026/maken/").content.decode()
    assert "Je maakt 1 factuur over 2026, van €\u00a085,00 zonder btw." in question
    assert not Invoice.objects.exists()

    response = staff_client.post(HOME + "2026/maken/", {"idempotency_key": uuid.uuid4()})
    assert (response.status_code, response["Location"]) == (302, HOME + "2026/")
    assert not Invoice.objects.exists()
    outbox.run_due()

    assert Invoice.objects.get().issued_by_id == User.objects.get(email="beheer@demo.invalid").pk
    assert "Er is niets te factureren over 2026." in staff_client.get(HOME + "2026/maken/").content.decode()


def test_a_double_click_asks_once_and_two_people_issue_once(
    staff_client: Client, make_group: Callable[..., Any]
) -> None:
    make_group("Een", "palliatief")
    key = uuid.uuid4()
    for idempotency_key in (key, key, uuid.uuid4()):
        staff_client.post(HOME + "2026/maken/", {"idempotency_key": idempotency_key})

    assert OutboxEntry.objects.filter(kind="billing.run").count() == 2
    outbox.run_due()
    assert Invoice.objects.count() == 1
    assert set(OutboxEntry.objects.filter(kind="billing.run").values_list("state", flat=True)) == {"done"}


def test_a_run_with_a_failure_is_tried_again(
    staff_client: Client,
    make_group: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    new_year: time_machine.Traveller,
) -> None:
    make_group("Een", "palliatief")
    staff_client.post(HOME + "2026/maken/", {"idempotency_key": uuid.uuid4()})
    with monkeypatch.context() as patch:
        patch.setattr("mdo_billing.documents.invoice_pdf", lambda _invoice: 1 / 0)
        outbox.run_due()
    assert OutboxEntry.objects.get(kind="billing.run").state == "pending"
    new_year.shift(60)
    outbox.run_due()

    assert Invoice.objects.get().number == "2027-00001"


def test_a_run_without_a_key_is_refused(staff_client: Client, make_group: Callable[..., Any]) -> None:
    make_group("Een", "palliatief")
    staff_client.post(HOME + "2026/maken/", {})

    assert not OutboxEntry.objects.filter(kind="billing.run").exists()


def test_the_pdf_can_be_downloaded(staff_client: Client, make_group: Callable[..., Any]) -> None:
    make_group("Een", "palliatief")
    issue_invoices(2026, by=BY)
    response = staff_client.get(f"{HOME}factuur/{Invoice.objects.get().pk}/pdf/")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="factuur-2027-00001.pdf"'
    assert response.content.startswith(b"%PDF-")


def test_an_unknown_invoice_does_not_exist(staff_client: Client) -> None:
    assert staff_client.get(f"{HOME}factuur/{uuid.uuid4()}/pdf/").status_code == 404


def test_a_later_tariff_is_added(staff_client: Client, staff: User) -> None:
    data = {"kind": "base", "starts_on": "2028-01-01", "amount": "92,50"}
    response = staff_client.post(HOME + "tarieven/", data, follow=True)

    added = Tariff.objects.get(starts_on=date(2028, 1, 1))
    assert (added.kind, added.amount, added.added_by_id) == ("base", Decimal("92.50"), staff.pk)
    assert "€\u00a092,50" in response.content.decode()


@pytest.mark.parametrize(
    ("starts_on", "amount", "complaint"),
    [
        ("2026-12-31", "90", "Over 2026 zijn al facturen gemaakt. Kies een datum vanaf 1 januari 2027."),
        ("2020-01-01", "90", "Over 2026 zijn al facturen gemaakt."),
        ("2027-05-01", "-1", "amount"),
        ("", "90", "starts_on"),
    ],
)
def test_a_tariff_in_an_invoiced_year_is_refused(
    staff_client: Client, make_group: Callable[..., Any], starts_on: str, amount: str, complaint: str
) -> None:
    make_group("Een", "palliatief")
    issue_invoices(2026, by=BY)
    response = staff_client.post(HOME + "tarieven/", {"kind": "base", "starts_on": starts_on, "amount": amount})

    assert response.status_code == 400
    assert complaint in response.content.decode()
    assert Tariff.objects.count() == 3


def test_a_tariff_before_a_later_one_of_its_kind_is_refused(staff_client: Client) -> None:
    response = staff_client.post(HOME + "tarieven/", {"kind": "surcharge", "starts_on": "2026-06-15", "amount": "50"})

    assert response.status_code == 400
    assert "Er is al een tarief dat later ingaat. Kies een datum na 15-06-2026." in response.content.decode()
