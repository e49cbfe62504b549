"""B-05 and F23: each group gets exactly one invoice a year, numbers have no gaps, and what is issued never changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction

from mdo_billing import documents, numbering, queries, runs
from mdo_billing.models import Invoice, InvoiceCounter, IssuedError, Tariff
from mdo_billing.runs import issue_invoices
from mdo_foundation.common.errors import Invalid, Unavailable
from mdo_tenants.groups.models import Group, GroupTargetGroup
from tests.billing.support import BY, SELLER, assert_gapless

pytestmark = pytest.mark.usefixtures("new_year")


def numbers() -> list[str]:
    return list(Invoice.objects.values_list("number", flat=True))


def test_the_tariffs_of_b01_are_there(db: None) -> None:
    rows = [(t.kind, t.starts_on, t.amount) for t in Tariff.objects.order_by("starts_on")]

    assert rows == [
        ("base", date(2017, 1, 1), Decimal("70.00")),
        ("base", date(2026, 1, 1), Decimal("85.00")),
        ("surcharge", date(2026, 6, 15), Decimal("40.00")),
    ]


def test_each_group_gets_one_invoice_of_what_it_used(make_group: Callable[..., Any]) -> None:
    one = make_group("Een", "palliatief")
    two = make_group("Twee", "palliatief", "kwetsbare_ouderen")
    result = issue_invoices(2026, by=BY)

    invoices = {invoice.group_id: invoice for invoice in Invoice.objects.all()}
    assert (result.already, result.nothing_due, result.failed) == (0, 0, ())
    assert sorted(result.issued) == numbers()
    assert_gapless(numbers(), year=2027)
    assert invoices[one.pk].total == Decimal("102.85")
    assert (invoices[two.pk].net, invoices[two.pk].vat, invoices[two.pk].total) == (
        Decimal("108.33"), Decimal("22.75"), Decimal("131.08"),
    )  # fmt: skip
    assert [line["amount"] for line in invoices[two.pk].lines] == ["85.00", "23.33"]
    assert invoices[two.pk].issued_by_id == BY
    assert invoices[two.pk].seller == SELLER
    assert invoices[two.pk].customer == {
        "name": "Twee", "place": "Voorbeelddorp", "contact": "A. Bakker-Demo", "email": "groep@demo.invalid",
    }  # fmt: skip
    assert queries.totals(2026).total == sum(invoice.total for invoice in invoices.values())


def test_a_target_group_without_an_enrolment_in_the_year_does_not_count(make_group: Callable[..., Any]) -> None:
    group = make_group("Een", "palliatief")
    GroupTargetGroup.objects.create(group=group, code="kwetsbare_ouderen", enabled_on=date(2020, 1, 1))
    issue_invoices(2026, by=BY)

    invoice = Invoice.objects.get()
    assert invoice.net == Decimal("85.00")
    assert "ouderen stond aan, maar telt niet mee: in 2026 was er geen aanmelding." in " ".join(invoice.remarks)


def test_running_again_adds_nothing(make_group: Callable[..., Any]) -> None:
    make_group("Een", "palliatief")
    make_group("Twee", "palliatief")
    issue_invoices(2026, by=BY)
    again = issue_invoices(2026, by=BY)

    assert (again.issued, again.failed) == ((), ())
    assert_gapless(numbers(), year=2027)
    assert len(numbers()) == 2


def test_a_group_that_came_later_only_adds_its_own(make_group: Callable[..., Any]) -> None:
    make_group("Een", "palliatief")
    issue_invoices(2026, by=BY)
    make_group("Twee", "palliatief")

    assert issue_invoices(2026, by=BY).issued == ("2027-00002",)


def test_a_group_that_owes_nothing_takes_no_number(make_group: Callable[..., Any]) -> None:
    make_group("Net te laat", "palliatief", start=date(2026, 12, 16))
    make_group("Weg", "palliatief", end=date(2025, 12, 31))
    make_group("Twee", "palliatief")
    result = issue_invoices(2026, by=BY)

    assert (result.issued, result.nothing_due) == (("2027-00001",), 1)


def test_a_group_in_the_making_is_left_out_and_a_suspended_one_pays(make_group: Callable[..., Any]) -> None:
    for status in (Group.Status.CREATING, Group.Status.SUSPENDED):
        group = make_group(status.value, "palliatief")
        Group.objects.filter(pk=group.pk).update(status=status)
    issue_invoices(2026, by=BY)

    assert Invoice.objects.get().group.name == "suspended"


@pytest.mark.parametrize("year", [2016, 2027, 2028])
def test_only_years_that_are_over_and_have_a_tariff(db: None, year: int) -> None:
    with pytest.raises(Invalid):
        issue_invoices(year, by=BY)


def test_the_year_ends_at_midnight_in_amsterdam(
    make_group: Callable[..., Any], new_year: time_machine.Traveller
) -> None:
    make_group("Een", "palliatief")
    new_year.move_to("2026-12-31T22:59:59Z")
    with pytest.raises(Invalid):
        issue_invoices(2026, by=BY)
    new_year.move_to("2026-12-31T23:00:01Z")

    assert issue_invoices(2026, by=BY).issued == ("2027-00001",)
    assert Invoice.objects.get().issued_on == date(2027, 1, 1)


def test_a_run_over_new_year_numbers_in_both_years(
    make_group: Callable[..., Any], new_year: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ABCD":
        make_group(name, "palliatief", year=2025)
    new_year.move_to("2026-12-31T22:59:00Z")
    issue_one = runs.issue_invoice

    def issue_until_midnight(group: Group, **options: Any) -> str | None:
        if group.name == "C":
            new_year.move_to("2026-12-31T23:00:01Z")
        return issue_one(group, **options)

    monkeypatch.setattr(runs, "issue_invoice", issue_until_midnight)
    issue_invoices(2025, by=BY)

    assert numbers() == ["2026-00001", "2026-00002", "2027-00001", "2027-00002"]


STEPS = [(numbering, "lock"), (queries, "quotes"), (numbering, "take"), (documents, "invoice_pdf"), (Invoice, "save")]


@pytest.mark.parametrize(("owner", "name"), STEPS, ids=[name for _, name in STEPS])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_failure_at_any_step_leaves_no_gap_and_stops_nobody_else(
    make_group: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, when: str
) -> None:
    for group in "ABC":
        make_group(group, "palliatief")
    real, calls = getattr(owner, name), []

    def failing(*args: Any, **options: Any) -> Any:
        calls.append(name)
        if len(calls) == 2 and when == "before":
            raise RuntimeError("killed")
        result = real(*args, **options)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing)
        first = issue_invoices(2026, by=BY)
    second = issue_invoices(2026, by=BY)

    assert [len(first.issued), len(first.failed), len(second.issued)] == [2, 1, 1]
    assert_gapless(numbers(), year=2027)
    assert InvoiceCounter.objects.get().last == 3


def test_a_group_before_the_first_tariff_fails_alone(make_group: Callable[..., Any]) -> None:
    Tariff.objects.filter(starts_on__year=2017).delete()
    make_group("Een", "palliatief", year=2025)

    assert len(issue_invoices(2025, by=BY).failed) == 1


def test_without_a_complete_sender_nothing_is_issued(make_group: Callable[..., Any], settings: Any) -> None:
    make_group("Een", "palliatief")
    settings.MDO_SELLER = {**SELLER, "vat_id": ""}

    with pytest.raises(Unavailable):
        issue_invoices(2026, by=BY)
    assert not Invoice.objects.exists()


def test_an_issued_invoice_stays_as_it_was(make_group: Callable[..., Any]) -> None:
    group = make_group("Een", "palliatief")
    issue_invoices(2026, by=BY)
    before = Invoice.objects.values().get()
    Group.objects.filter(pk=group.pk).update(name="Anders")
    Tariff.objects.update(amount=1)
    GroupTargetGroup.objects.all().delete()
    issue_invoices(2026, by=BY)

    assert Invoice.objects.values().get() == before
    assert before["customer"]["name"] == "Een"


def test_code_cannot_change_an_issued_invoice(make_group: Callable[..., Any]) -> None:
    make_group("Een", "palliatief")
    issue_invoices(2026, by=BY)
    invoice = Invoice.objects.get()
    invoice.total = Decimal(0)

    with pytest.raises(IssuedError):
        invoice.save()
    with pytest.raises(IssuedError):
        invoice.delete()


CHANGES = [lambda rows: rows.update(total=0, net=0, vat=0), lambda rows: rows._raw_delete("default")]


@pytest.mark.parametrize("change", CHANGES, ids=["update", "delete"])
def test_the_database_refuses_to_change_an_issued_invoice(
    make_group: Callable[..., Any], change: Callable[[Any], Any]
) -> None:
    make_group("Een", "palliatief")
    issue_invoices(2026, by=BY)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        change(Invoice.objects.all())


def test_the_number_of_queries_does_not_grow_with_the_groups(
    make_group: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    for count in (1, 5):
        for number in range(count):
            make_group(f"Groep {number}", "palliatief", "kwetsbare_ouderen")
        with django_assert_num_queries(4):
            queries.expected(2026)
