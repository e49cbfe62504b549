"""Invoice numbers: '2027-00001', without gaps within a year (B-04).

The number is taken in the transaction that writes the invoice, under a lock on the year's row: a run that dies gives
its number back by rolling back, and a second run waits. A sequence of PostgreSQL would leave gaps.
"""

from __future__ import annotations

from django.db import connection

from mdo_billing.models import InvoiceCounter


def lock(year: int) -> InvoiceCounter:
    """The year's counter, locked until the end of the transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("An invoice number is only taken together with its invoice.")
    InvoiceCounter.objects.bulk_create([InvoiceCounter(year=year)], ignore_conflicts=True)
    return InvoiceCounter.objects.select_for_update().get(year=year)


def take(counter: InvoiceCounter) -> str:
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{counter.year}-{counter.last:05d}"
