"""The due list of reminders: one tick of the scheduler among 60,000 planned meetings of 10,000 groups.

`python -m tests.bench.reminders` runs this section alone, on engines of its own. The rows are those that planning
writes. The groups of rows that are not due have no schema: a tick must not look at them. Due are meetings of one
real group with twelve members, 50 and then 500.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

GROUPS, MEETINGS, FEW, DUE = 10_000, 60_000, 50, 500
TICKS = 201


def run() -> list[tuple[str, str]]:
    from mdo_foundation.common.models import OutboxEntry
    from tests.conftest import make_group, make_user

    OutboxEntry.objects.all().delete()  # what other measurements left to do
    group = make_group("benchremind", "Benchremind")
    _members(group, make_user)
    small = _ticks()
    _fill()
    large = _ticks()
    few, many = _handled(group, FEW), _handled(group, DUE)
    mails = OutboxEntry.objects.filter(group_id=group.pk, kind="mail").count()
    return [
        ("A tick with an empty outbox", f"{small * 1000:.1f} ms"),
        (f"A tick with nothing due, {2 * MEETINGS} rows of {MEETINGS} meetings waiting", f"{large * 1000:.1f} ms"),
        (
            f"{DUE} reminders due among them, {mails // (FEW + DUE)} mails queued for each",
            f"{many:.1f} s ({many / DUE * 1000:.1f} ms a meeting)",
        ),
        (f"{FEW} reminders due", f"{few:.2f} s ({few / FEW * 1000:.1f} ms a meeting)"),
        (f"A meeting, {DUE} due / {FEW} due", f"{many / DUE / (few / FEW):.2f} ×"),
    ]


def _handled(group: Any, number: int) -> float:
    """Seconds until `number` meetings that are due have their reminder."""
    from django.utils import timezone

    from mdo_foundation.common import outbox
    from mdo_foundation.common.models import OutboxEntry

    _meetings(group, number)
    waiting = OutboxEntry.objects.filter(group_id=group.pk, kind="meetings.remind", state="pending")
    waiting.update(due_at=timezone.now() - timedelta(days=1))  # before the mails that are queued meanwhile
    start = time.perf_counter()
    while waiting.exists():
        outbox.run_due()
    return time.perf_counter() - start


def _ticks() -> float:
    from mdo_foundation.common import outbox

    times = []
    for _tick in range(TICKS):
        start = time.perf_counter()
        assert outbox.run_due() == 0
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _fill() -> None:
    """Two rows for each meeting, of groups of which six meetings are planned, over the next year."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE benchgroup AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, %s) n", [GROUPS]
        )
        cursor.execute(
            "INSERT INTO common_outboxentry"
            " (id, kind, key, group_id, payload, state, attempts, error, due_at, created_at)"
            " SELECT gen_random_uuid(), 'meetings.remind', 'g_' || n || ':' || gen_random_uuid() || ':' || kind,"
            " (SELECT id FROM benchgroup WHERE benchgroup.n = 1 + meeting.n %% %s), '{}', 'pending', 0, '',"
            " now() + interval '1 hour' + (meeting.n %% 365) * interval '1 day', now()"
            " FROM generate_series(1, %s) AS meeting(n), (VALUES ('first'), ('second')) AS kinds(kind)",
            [GROUPS, MEETINGS],
        )
        cursor.execute("ANALYZE common_outboxentry")


def _members(group: Any, make_user: Any) -> None:
    """Twelve people, two of them GPs with patients."""
    from datetime import date

    from mdo_foundation.common.actor import Actor
    from mdo_foundation.common.groups import in_group
    from mdo_platform.register.details import PatientDetails
    from mdo_platform.register.services import create_patient
    from mdo_tenants.groups.models import Membership

    for number in range(12):
        user = make_user(f"Lid {number} Bench-Demo")
        Membership.objects.create(group=group, user=user, roles=["gp" if number < 2 else "consultant"])
        if number < 2:
            gp = Actor(user_id=user.pk, name=user.full_name, roles=frozenset({"gp"}), group_id=group.pk)
            with in_group(group):
                for patient in range(10):
                    details = PatientDetails(last_name=f"Vogel{patient}-Demo", birth_date=date(1942, 3, 14))
                    create_patient(details, by=gp, target_group="palliatief", consent="agreed")


def _meetings(group: Any, number: int) -> None:
    from django.utils import timezone

    from mdo_foundation.common import outbox
    from mdo_foundation.common.groups import in_group
    from mdo_platform.meetings.models import Meeting
    from mdo_platform.meetings.reminders import due

    now = timezone.now()
    with in_group(group):
        made = [
            Meeting(target_groups=["palliatief"], starts_at=now + timedelta(days=30, minutes=n), chair_id=uuid4())
            for n in range(number)
        ]
        Meeting.objects.bulk_create(made)
        works = [work for one in made for work in due.reminders(one, now=now) if work.payload["reminder"] == due.FIRST]
        outbox.enqueue_all(works, group=group)


def main() -> int:
    import logging
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mdo_platform.project.settings.test")
    import django

    django.setup()
    logging.disable(logging.ERROR)
    from django.db import connections

    from mdo_platform.project.embedded import Engines
    from mdo_platform.project.schemas import IN_GROUP_GRANTS
    from mdo_tenants.provisioning.migrating import migrate_all
    from tests.conftest import point_settings_at

    engines = Engines(Path(tempfile.mkdtemp()) / "engines", durable=False)
    with engines:
        point_settings_at(engines)
        migrate_all(IN_GROUP_GRANTS)
        for name, value in run():
            sys.stdout.write(f"{name}: {value}\n")
        connections.close_all()
    engines.remove()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
