"""The motor: thin Celery tasks around the outbox."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.limits import delete_old_counters
from mdo_foundation.common.models import Heartbeat


@shared_task(name="common.run_outbox", acks_late=True, reject_on_worker_lost=True)
def run_outbox() -> int:
    """Do what is due, until nothing is."""
    beat("worker")
    total = 0
    while handled := outbox.run_due():
        total += handled
    return total


@shared_task(name="common.tidy", acks_late=True)
def tidy() -> None:
    """Every night: sessions that are over, counters of windows that are past, work done long ago."""
    delete_old_counters()
    outbox.delete_done()
    call_command("clearsessions")


def beat(name: str) -> None:
    """Leave a sign of life for /readyz."""
    Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": timezone.now()})
