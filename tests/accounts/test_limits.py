"""Counters: atomic, per subject and window, unreadable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from mdo_foundation.common import limits
from mdo_foundation.common.models import RateCounter
from tests.accounts.helpers import in_parallel

THREE = limits.Limit(name="test-three", maximum=3, per=timedelta(hours=1))


@pytest.mark.django_db
def test_each_subject_and_name_has_its_own_window(time_machine) -> None:
    time_machine.move_to("2026-11-24T12:59:59Z", tick=False)
    assert [limits.take(THREE, subject="a") for _ in range(4)] == [True, True, True, False]
    assert limits.seconds_left(THREE) == 1
    assert limits.take(THREE, subject="b")
    assert limits.take(limits.Limit(name="other", maximum=3, per=THREE.per), subject="a")
    time_machine.shift(1)
    assert limits.take(THREE, subject="a")


@pytest.mark.django_db
def test_what_was_no_guess_is_given_back() -> None:
    for _ in range(5):
        assert limits.take(THREE, subject="a")
        limits.give_back(THREE, subject="a")
    limits.give_back(THREE, subject="a")  # never below nothing
    assert [limits.take(THREE, subject="a") for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_no_subject_can_be_read_from_the_table() -> None:
    limits.take(THREE, subject="nora@demo.invalid")
    row = RateCounter.objects.get()
    assert len(row.key) == 64
    assert "nora" not in row.key


@pytest.mark.django_db
def test_old_counters_are_deleted(time_machine) -> None:
    time_machine.move_to("2026-11-20T12:00:00Z", tick=False)
    limits.take(THREE, subject="a")
    time_machine.move_to("2026-11-24T12:00:00Z", tick=False)
    limits.take(THREE, subject="a")
    assert limits.delete_old_counters() == 1
    assert RateCounter.objects.count() == 1


def test_parallel_attempts_never_pass_the_limit(committed_person) -> None:
    answers = in_parallel(lambda _: limits.take(THREE, subject="parallel"), range(60), threads=12)
    assert answers.count(True) == 3


def test_an_attempt_inside_a_transaction_is_a_fault_of_ours(committed_person) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        limits.take(THREE, subject="a")


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::1", "20010db800010002/64"),
        ("2001:db8:1:2:ffff::9", "20010db800010002/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_an_ipv6_subscriber_is_one_subject(address, subject) -> None:
    assert limits.network_of(address) == subject
