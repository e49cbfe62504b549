"""`make bench`: figures as ratios within one run, on engines of their own. Writes docs/developer/benchmarks.md."""

from __future__ import annotations

import logging
import os
import platform
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mdo_platform.project.settings.test")

import django

django.setup()
logging.disable(logging.INFO)

from django.db import connections
from django.utils import timezone

from mdo_platform.project.embedded import Engines
from mdo_platform.project.schemas import IN_GROUP_GRANTS
from mdo_tenants.provisioning.migrating import migrate_all
from tests.bench import access_log, importing, new_group, register_page, reminders, tenant_entry
from tests.conftest import point_settings_at

PAGE = Path(__file__).parents[2] / "docs" / "developer" / "benchmarks.md"


def main() -> int:
    engines = Engines(Path(tempfile.mkdtemp()) / "engines", durable=False)
    with engines:
        point_settings_at(engines)
        migrate_all(IN_GROUP_GRANTS)
        with connections["owner"].cursor() as cursor:
            cursor.execute("CREATE DATABASE stock")
        sections = {
            "Entering a group": tenant_entry.run(engines.postgres_dsn("mdo_owner", "stock")),
            "A new group": new_group.run(),
            "Importing 5,000 patients": importing.run(),
            "The access log": access_log.run(),
            "Reminders that are due": reminders.run(),
            "The register page": register_page.run(engines.postgres_dsn("mdo_owner", "mdo")),
        }
        connections.close_all()
    engines.remove()
    text = _page(sections)
    PAGE.write_text(text)
    sys.stdout.write(text)
    return 0


def _page(sections: dict[str, list[tuple[str, str]]]) -> str:
    when = timezone.localdate().isoformat()
    lines = [
        "# Benchmarks",
        "",
        f"Made by `make bench` on {when}: {os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL and"
        " Redis from their wheels, one process. Compare ratios, not milliseconds of different machines.",
    ]
    for title, rows in sections.items():
        lines += [
            "",
            f"## {title}",
            "",
            "| what | figure |",
            "| --- | --- |",
            *(f"| {what} | {figure} |" for what, figure in rows),
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
