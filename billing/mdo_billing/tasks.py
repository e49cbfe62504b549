"""What the worker does for billing."""

from __future__ import annotations

from uuid import UUID

from mdo_billing.runs import issue_invoices
from mdo_billing.services import RUN
from mdo_foundation.common import outbox
from mdo_foundation.common.models import OutboxEntry


class RunIncompleteError(RuntimeError):
    """Some groups failed; the outbox tries again, which adds only what is missing."""


@outbox.handler(RUN, transactional=False)  # each group has its own transaction: a long run keeps what it did
def run_invoices(entry: OutboxEntry) -> None:
    result = issue_invoices(entry.payload["year"], by=UUID(entry.payload["by"]))
    if result.failed:
        raise RunIncompleteError(f"{len(result.failed)} of year {result.year}")
    outbox.finish(entry)
