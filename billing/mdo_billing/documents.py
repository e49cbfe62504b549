"""The invoice as PDF. Drawn once, when it is issued, and kept: the file of an invoice never changes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mdo_billing.explanations import day, euros
from mdo_billing.models import Invoice
from mdo_foundation.common.pdf import render_pdf

TEMPLATE = "mdo_billing/invoice"


def invoice_pdf(invoice: Invoice) -> bytes:
    return render_pdf(TEMPLATE, invoice_data(invoice), title=f"Factuur {invoice.number}")


def invoice_data(invoice: Invoice) -> dict[str, Any]:
    """What the template prints, amounts and dates already in Dutch."""
    lines = [{**line, "amount": euros(Decimal(line["amount"]))} for line in invoice.lines]
    return {
        "number": invoice.number,
        "year": invoice.year,
        "issued_on": day(invoice.issued_on),
        "date": [invoice.issued_on.year, invoice.issued_on.month, invoice.issued_on.day],
        "seller": invoice.seller,
        "customer": invoice.customer,
        "lines": lines,
        "remarks": invoice.remarks,
        "net": euros(invoice.net),
        "vat": euros(invoice.vat),
        "total": euros(invoice.total),
    }
