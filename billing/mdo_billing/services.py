"""Changes that staff make by hand: tariffs, and asking for a run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_billing import numbering, queries, rules
from mdo_billing.models import Tariff
from mdo_billing.seller import seller
from mdo_foundation.common import outbox
from mdo_foundation.common.errors import Invalid

RUN = "billing.run"


@transaction.atomic
def add_tariff(*, kind: str, starts_on: date, amount: Decimal, by: UUID) -> Tariff:
    """Raises Invalid when the date is in or before a year with invoices, or not after the newest row of this kind."""
    numbering.lock(timezone.localdate().year)  # a run that is busy is waited for
    newest = Tariff.objects.filter(kind=kind).order_by("-starts_on").first()
    rules.check_new_tariff(
        starts_on, newest=newest.starts_on if newest else None, last_issued_year=queries.last_issued_year()
    )
    if amount < 0:
        raise Invalid(_("Een tarief is niet negatief."), fields={"amount": [_("Vul een bedrag van 0 of meer in.")]})
    return Tariff.objects.create(kind=kind, starts_on=starts_on, amount=amount, added_by_id=by)


@transaction.atomic
def start_run(year: int, *, by: UUID, idempotency_key: UUID) -> None:
    """Let the worker issue the invoices of `year`. The same key asks once; another run adds only what is missing."""
    rules.check_year_is_over(year, today=timezone.localdate())
    seller()
    outbox.enqueue(RUN, f"{year}:{idempotency_key}", payload={"year": year, "by": str(by)})
