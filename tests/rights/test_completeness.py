"""Every address of both resolvers has a row with what everybody may do there, and every row an address."""

from __future__ import annotations

import sys

import pytest

from tests.rights.expectations import (
    access_log,
    calendar,
    care,
    exchange,
    group_affairs,
    guests,
    lifecycle,
    meeting_api,
    meeting_pages,
    pathways,
    public_pages,
    questionnaires,
    register_api,
    register_pages,
)
from tests.rights.expectations.rights_table import GROUP, GUESTS, MEETINGS, PATIENTS, PUBLIC
from tests.rights.matrix.people import PEOPLE
from tests.rights.matrix.testing import count
from tests.rights.routes import declared, paths

INSIDE = [
    access_log, calendar, care, exchange, group_affairs, guests, lifecycle, meeting_api, meeting_pages, pathways,
    questionnaires,
    register_api, register_pages,
]  # fmt: skip
URLCONFS = {"mdo_platform.project.urls_group": INSIDE, "mdo_platform.project.urls_public": [public_pages]}
AT_LEAST = 8_000


@pytest.mark.parametrize("urlconf", URLCONFS)
def test_every_address_has_a_row_and_every_row_an_address(urlconf):
    rows = [row.path for module in URLCONFS[urlconf] for row in module.ROWS]
    assert sorted(rows) == sorted(paths(urlconf))


@pytest.mark.parametrize("urlconf", URLCONFS)
def test_every_method_of_an_address_is_asked_for(urlconf):
    known = declared(urlconf)
    asked = {row.path: set(row.methods) for module in URLCONFS[urlconf] for row in module.ROWS}
    assert {path: methods for path, methods in asked.items() if known[path] and methods != known[path]} == {}


def test_there_are_enough_requests(capsys):
    numbers = {module.__name__.rpartition(".")[2]: count(module.ROWS) for module in [*INSIDE, public_pages]}
    with capsys.disabled():
        sys.stdout.write(f"\nThe rights matrix: {sum(numbers.values())} requests {numbers}\n")
    assert sum(numbers.values()) >= AT_LEAST


def test_everybody_is_in_the_tables():
    assert set(PATIENTS) == set(MEETINGS) == set(GUESTS) == set(GROUP)
    assert set(PATIENTS) | set(PUBLIC) == set(PEOPLE)
