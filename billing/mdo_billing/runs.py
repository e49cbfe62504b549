"""Issuing the invoices of a year: each group gets exactly one, whatever is killed, repeated or started twice (B-05).

One transaction per group: lock the counter, look whether there is an invoice, take the number, make the PDF, write the
row. Whoever dies before the commit leaves nothing behind, not even a number; whoever comes later finds the invoice.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from mdo_billing import documents, numbering, queries, rules
from mdo_billing.models import Invoice
from mdo_billing.pricing import Line
from mdo_billing.seller import Seller, seller
from mdo_tenants.groups.models import Group

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """What one run did: numbers issued; groups that another run was first with, that owe nothing, and that failed."""

    year: int
    issued: tuple[str, ...]
    already: int
    nothing_due: int
    failed: tuple[UUID, ...]


def issue_invoices(year: int, *, by: UUID) -> RunResult:
    """Issue what is missing for `year`. Not atomic as a whole on purpose: what was issued before a failure stays."""
    rules.check_year_is_over(year, today=timezone.localdate())
    sender = seller()
    issued: list[str] = []
    failed: list[UUID] = []
    already = nothing_due = 0
    for group in queries.groups_without_invoice(year):
        try:
            number = issue_invoice(group, year=year, sender=sender, by=by)
        except Exception:
            log.exception("No invoice of %s for group %s", year, group.pk)  # the others still get theirs
            failed.append(group.pk)
            continue
        if number:
            issued.append(number)
        elif Invoice.objects.filter(group=group, year=year).exists():
            already += 1
        else:
            nothing_due += 1
    return RunResult(year=year, issued=tuple(issued), already=already, nothing_due=nothing_due, failed=tuple(failed))


def issue_invoice(group: Group, *, year: int, sender: Seller, by: UUID) -> str | None:
    """The number of the new invoice; None when the group has one already, or owes nothing."""
    try:
        with transaction.atomic():
            return _issue(group, year=year, sender=sender, by=by)
    except IntegrityError:
        # At the turn of the year two runs can hold the counters of two years: the unique (group, year) decides.
        if Invoice.objects.filter(group=group, year=year).exists():
            return None
        raise


def _issue(group: Group, *, year: int, sender: Seller, by: UUID) -> str | None:
    today = timezone.localdate()
    counter = numbering.lock(today.year)
    if Invoice.objects.filter(group=group, year=year).exists():
        return None
    ((_group, quote),) = queries.quotes(year, [group])
    if not quote.lines:
        return None
    invoice = Invoice(
        number=numbering.take(counter), group=group, year=year, seller=asdict(sender), customer=_customer(group),
        lines=[_line(line) for line in quote.lines], remarks=list(quote.remarks), net=quote.net, vat=quote.vat,
        total=quote.total, issued_on=today, issued_by_id=by,
    )  # fmt: skip
    invoice.pdf = documents.invoice_pdf(invoice)
    invoice.save(force_insert=True)
    return invoice.number


def _customer(group: Group) -> dict[str, str]:
    return {"name": group.name, "place": group.place, "contact": group.contact_name, "email": group.contact_email}


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind.value, "description": line.description, "explanation": line.explanation,
        "tariff": str(line.tariff), "months": list(line.months), "amount": str(line.amount),
    }  # fmt: skip
