"""The stock admin's list, one request per line on the standard input: `python -m tests.bench.stock.changelist`.

Answers each line with the milliseconds; the first answer is 'ready'.
"""

from __future__ import annotations

import os
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.stock.admin_settings"

import django

django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client

ADDRESS = "/admin/register/patient/"


def main() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS stock_admin")
        cursor.execute("SET search_path = stock_admin")  # the group's own history of migrations stays out of it
    call_command("migrate", verbosity=0)
    connection.close()
    user, _made = User.objects.get_or_create(username="meting", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    answer = client.get(ADDRESS)
    assert answer.content.count(b"action-checkbox") == 51, answer.status_code
    say("ready")
    for _line in sys.stdin:
        start = time.perf_counter()
        client.get(ADDRESS)
        say(f"{(time.perf_counter() - start) * 1000:.3f}")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
