"""How the staff pages show money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mdo_billing.explanations import day, euros
from mdo_billing.models import Invoice, Tariff
from mdo_billing.queries import Totals


def totals_row(totals: Totals) -> dict[str, Any]:
    return {
        "count": totals.count, "net": euros(totals.net), "vat": euros(totals.vat), "total": euros(totals.total),
    }  # fmt: skip


def invoice_rows(invoices: Iterable[Invoice]) -> list[dict[str, Any]]:
    return [
        {
            "id": invoice.pk, "number": invoice.number, "group": invoice.group.name,
            "issued_on": day(invoice.issued_on),
            "net": euros(invoice.net), "vat": euros(invoice.vat), "total": euros(invoice.total),
        }
        for invoice in invoices
    ]  # fmt: skip


def year_tabs(years: Iterable[int], current: int, *, newest: int) -> list[dict[str, Any]]:
    """Years with invoices and the newest that can have them, newest first."""
    shown = sorted({*years, current, newest}, reverse=True)
    return [{"url": reverse("billing:year", args=[y]), "label": str(y), "current": y == current} for y in shown]


def tariff_table(tariffs: Iterable[Tariff]) -> list[dict[str, Any]]:
    return [{"kind": t.get_kind_display(), "starts_on": day(t.starts_on), "amount": euros(t.amount)} for t in tariffs]


def run_question(year: int, expected: Totals) -> str:
    """What a run is about to do, before somebody confirms it."""
    text = ngettext(
        "Je maakt 1 factuur over %(year)s, van %(net)s zonder btw.",
        "Je maakt %(count)s facturen over %(year)s, samen %(net)s zonder btw.",
        expected.count,
    )
    return text % {"count": expected.count, "year": year, "net": euros(expected.net)}


def run_started(year: int) -> str:
    return _("De facturen over %(year)s worden gemaakt. Ververs deze pagina om ze te zien.") % {"year": year}
