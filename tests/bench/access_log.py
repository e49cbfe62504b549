"""The access log: adding a line with its checks, verifying a long chain, and one patient's overview out of it.

`python -m tests.bench.access_log` runs this section alone, on engines of its own.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

LINES = 20_000
APPENDED = 400


def run() -> list[tuple[str, str]]:
    from mdo_foundation.audit.queries import verify_chain
    from mdo_foundation.audit.services import record_access
    from mdo_foundation.common.actor import Actor
    from mdo_foundation.common.groups import in_group
    from mdo_platform.accesslog.periods import Period
    from mdo_platform.accesslog.queries import who_looked
    from mdo_platform.register.details import PatientDetails
    from mdo_platform.register.services import create_patient
    from tests.bench.timing import interleaved
    from tests.conftest import make_group

    group = make_group("benchlog", "Benchlog")
    gp = Actor(user_id=uuid4(), name="Bea Bench-Demo", roles=frozenset({"gp"}), group_id=group.id)
    with in_group(group):
        ids = [
            create_patient(
                PatientDetails(last_name=f"Vogel{number}-Demo", birth_date=date(1942, 3, 14)),
                by=gp,
                target_group="palliatief",
                consent="agreed",
            ).pk
            for number in range(50)
        ]
        calls = {
            "bare": lambda _number: _append(ids[:1]),
            "one": lambda _number: record_access(gp, action="R", what="patient.read", patient_ids=ids[:1]),
            "fifty": lambda _number: record_access(gp, action="R", what="register.overview", patient_ids=ids),
        }
        found = interleaved(calls, times=APPENDED)
        _fill(group.schema_name, ids)
        verified, lines = _timed(lambda: verify_chain().lines)
        looked, looks = _timed(lambda: len(who_looked(gp, ids[0], period=Period())))
    return [
        ("A line by the database's function alone", f"{found['bare']:.0f} µs"),
        ("A line about one patient, with relation and consent looked up", f"{found['one']:.0f} µs"),
        ("A line about a page of 50 patients, the same", f"{found['fifty']:.0f} µs"),
        (f"Verifying {lines} lines", f"{verified * 1000:.0f} ms ({lines / verified:.0f} lines/s)"),
        (f"'Wie heeft gekeken' out of {lines} lines: {looks} rows", f"{looked * 1000:.0f} ms"),
    ]


def _append(ids: list[Any]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_append(%s, 'Bea Bench-Demo', '{gp}', 'session', '', 'R', 'patient.read', %s, 'TTTF', '{}')",
            [uuid4(), ids],
        )


def _fill(schema: str, ids: list[Any]) -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SET search_path = {schema}")
        cursor.execute("SELECT count(*) FROM audit_accesslogentry")
        cursor.execute(
            "SELECT count(audit_append(gen_random_uuid(), 'Bea Bench-Demo', '{gp}', 'session', '', 'R', 'patient.read',"
            " ARRAY[(%s::uuid[])[1 + number %% 50]], 'TTTF', '{}')) FROM generate_series(1, %s) number",
            [ids, LINES - cursor.fetchone()[0]],
        )


def _timed(call: Any) -> tuple[float, int]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def main() -> int:
    import logging
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mdo_platform.project.settings.test")
    import django

    django.setup()
    logging.disable(logging.INFO)
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
