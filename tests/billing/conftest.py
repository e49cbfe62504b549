"""Groups that used the portal, a sender of invoices, and a database whose rows other connections can see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connections

from mdo_tenants.accounts.models import User
from mdo_tenants.groups.models import Group
from tests.billing.support import SELLER, SLUG, add_group


@pytest.fixture(autouse=True)
def _seller(settings: Any) -> None:
    settings.MDO_SELLER = SELLER


@pytest.fixture
def new_year() -> Iterator[time_machine.Traveller]:
    """4 January 2027, just after noon in Amsterdam: 2026 can be invoiced."""
    with time_machine.travel("2027-01-04T11:30:00Z", tick=True) as traveller:
        yield traveller


@pytest.fixture
def make_group(db: None) -> Callable[..., Any]:
    """`make_group("Naam", "palliatief")`: in use for years; the other groups of the tests are left out of billing."""
    Group.objects.update(started_on=date(2099, 1, 1))
    return add_group


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Rows that other connections and processes see; taken away afterwards by the owner, who may truncate."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            with connections["owner"].cursor() as cursor:
                cursor.execute("TRUNCATE billing_invoice, billing_invoicecounter")
                for table in ("grouptargetgroup", "targetgroupuse"):
                    ours = "SELECT id FROM groups_group WHERE slug LIKE %s"
                    cursor.execute(f"DELETE FROM groups_{table} WHERE group_id IN ({ours})", [f"{SLUG}-%"])
                cursor.execute("DELETE FROM groups_group WHERE slug LIKE %s", [f"{SLUG}-%"])
            connections.close_all()


@pytest.fixture
def staff(db: None) -> Any:
    return User.objects.create(email="beheer@demo.invalid", full_name="Bo Beheer-Demo", is_staff_member=True)
