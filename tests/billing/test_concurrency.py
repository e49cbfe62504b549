"""F23 at a real database: many at once, and killed without a warning."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import connections, transaction

from mdo_billing import documents, numbering
from mdo_billing.models import Invoice, InvoiceCounter
from mdo_billing.runs import issue_invoice, issue_invoices
from mdo_billing.seller import seller
from tests.billing.support import BY, SELLER, add_group, assert_gapless

YEAR = 2025  # over, whatever the clock says; the tests' own groups started later
GROUPS = 24


@pytest.fixture
def groups(committed: None) -> None:
    for number in range(GROUPS):
        add_group(f"Groep {number:02d}", "palliatief", start=date(2020, 1, 1), year=YEAR)


def in_threads(work: Callable[[int], Any], count: int) -> list[Any]:
    def run(index: int) -> Any:
        try:
            return work(index)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def numbers() -> list[str]:
    return list(Invoice.objects.values_list("number", flat=True))


def assert_one_each() -> None:
    assert_gapless(numbers())
    assert len(set(Invoice.objects.values_list("group", flat=True))) == len(numbers()) == GROUPS
    assert InvoiceCounter.objects.get().last == GROUPS


@pytest.mark.usefixtures("committed")
def test_eight_takers_of_whom_some_fail_leave_no_gap() -> None:
    def take_some(seed: int) -> list[str]:
        dice, taken = random.Random(seed), []
        for _ in range(15):
            with suppress(ZeroDivisionError), transaction.atomic():
                number = numbering.take(numbering.lock(2031))
                if dice.random() < 0.4:
                    raise ZeroDivisionError
                transaction.on_commit(lambda number=number: taken.append(number))
        return taken

    taken = [number for per_thread in in_threads(take_some, 8) for number in per_thread]

    assert 0 < len(taken) < 120
    assert_gapless(taken, year=2031)


@pytest.mark.usefixtures("committed")
def test_a_number_is_only_taken_in_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        numbering.lock(2031)


@pytest.mark.usefixtures("groups")
def test_four_runs_at_once_issue_each_invoice_once() -> None:
    results = in_threads(lambda _: issue_invoices(YEAR, by=BY), 4)

    assert_one_each()
    assert sum(len(result.issued) for result in results) == GROUPS
    assert all(result.failed == () for result in results)
    assert all(len(result.issued) + result.already <= GROUPS for result in results)


@pytest.mark.usefixtures("committed")
def test_two_runs_at_the_turn_of_the_year_issue_one_invoice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each holds the counter of another year, so only the database can say who was first."""
    group = add_group("Een", "palliatief", year=YEAR)
    years, both_looked = iter((2031, 2032)), threading.Barrier(2)
    lock, draw = numbering.lock, documents.invoice_pdf

    def draw_together(invoice: Invoice) -> bytes:
        both_looked.wait(timeout=20)
        return draw(invoice)

    monkeypatch.setattr(numbering, "lock", lambda _year: lock(next(years)))
    monkeypatch.setattr(documents, "invoice_pdf", draw_together)
    issued = in_threads(lambda _: issue_invoice(group, year=YEAR, sender=seller(), by=BY), 2)

    assert [number for number in issued if number] == numbers()
    assert len(numbers()) == 1
    assert list(InvoiceCounter.objects.values_list("last", flat=True)) == [1]


PROGRAM = f"""
import django; django.setup()
from uuid import UUID
from mdo_billing.runs import issue_invoices
print("started", flush=True)
issue_invoices({YEAR}, by=UUID({str(BY)!r}))
"""


def start_run() -> subprocess.Popen[str]:
    seller = {f"MDO_SELLER_{name.upper()}": value for name, value in SELLER.items()}
    environment = {**os.environ, **seller, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-c", PROGRAM], env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.usefixtures("groups")
def test_runs_that_are_killed_again_and_again_end_with_one_invoice_each() -> None:
    dice = random.Random(2025)
    for kill_at in (2, 7, 13):
        run = start_run()
        assert run.stdout is not None
        assert run.stdout.readline() == "started\n"
        wait_until(lambda count=kill_at: len(numbers()) >= count)
        time.sleep(dice.uniform(0, 0.02))  # an invoice takes about that long: the kill hits any step
        run.send_signal(signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
        run.stdout.close()
        assert_gapless(numbers())
    assert len(numbers()) < GROUPS, "the kills came too late to prove anything"
    issue_invoices(YEAR, by=BY)

    assert_one_each()


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.003)
