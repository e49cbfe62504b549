"""Sign-ups, and the schemas that they leave outside the transaction of a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import Client

from mdo_foundation.common import outbox
from mdo_tenants.provisioning import services
from mdo_tenants.provisioning.models import SignUp
from mdo_tenants.provisioning.template import drop_schema

FORM = {
    "group_name": "Huisartsengroep Rietveld-Demo",
    "place": "Rietveld",
    "contact_name": "Vera Voorzit-Demo",
    "email": "vera@demo.invalid",
    "network": "",
    "target_groups": ["palliatief"],
    "terms": "on",
    "agreement": "on",
}


def schemas() -> set[str]:
    """The schemas of groups, as everybody sees them."""
    entry = connections.databases["owner"]
    with psycopg.connect(dbname=entry["NAME"], user=entry["USER"], host=entry["HOST"], port=entry["PORT"]) as owner:
        return {row[0] for row in owner.execute(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'g\_%'")}


@pytest.fixture(autouse=True)
def _no_schema_left(django_db_setup: None) -> Iterator[None]:
    """A schema is committed by itself; what a test made goes away with it, after the test's own transaction."""
    before = schemas()
    yield
    for name in schemas() - before:
        drop_schema(name)


@pytest.fixture
def client(db: None) -> Client:
    """By fixture and not by mark: the test's transaction must end before the schemas are dropped."""
    return Client()


@pytest.fixture
def make_sign_up(db: None) -> Callable[..., SignUp]:
    """A request as the form keeps it."""

    def make(**changes: Any) -> SignUp:
        fields = {key: value for key, value in FORM.items() if key not in {"network", "terms", "agreement"}}
        versions = {"terms_version": "2026-01", "agreement_version": "2026-01"}
        return SignUp.objects.create(**{**fields, **versions, **changes})

    return make


@pytest.fixture
def confirmed(make_sign_up: Callable[..., SignUp]) -> SignUp:
    """A request whose mailbox is proved; the worker has not started yet."""
    return services.confirm_sign_up(services.new_confirmation_token(make_sign_up()))


def work() -> None:
    """What the worker does: until nothing is due."""
    while outbox.run_due():
        pass
