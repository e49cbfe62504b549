"""Prints microseconds per request of the stock set-up: `python -m tests.bench.stock`."""

from __future__ import annotations

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.stock.settings"

import django

django.setup()

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import RequestFactory

from tests.bench.stock.models import Client, Domain
from tests.bench.timing import microseconds

GROUPS = 20


def main() -> None:
    with connection.schema_editor() as editor:
        existing = connection.introspection.table_names()
        if "stock_client" not in existing:
            editor.create_model(Client)
            editor.create_model(Domain)
    for number in range(GROUPS):
        client, _made = Client.objects.get_or_create(schema_name=f"s{number}", defaults={"name": f"s{number}"})
        Domain.objects.get_or_create(domain=f"s{number}", tenant=client)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS s{number}")
    handler = BaseHandler()
    handler.load_middleware()
    factory = RequestFactory()

    def call(number: int) -> None:
        response = handler.get_response(factory.get(f"/groep/s{number % GROUPS}/probe/"))
        assert response.status_code == 200, response.status_code

    print(microseconds(call, times=300))


if __name__ == "__main__":
    main()
