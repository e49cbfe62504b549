"""`make bench`: figures as ratios within one run, on engines of their own. Writes docs/developer/benchmarks.md.

`python -m tests.bench "Advice"` measures that part alone, and leaves the others as they were written.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
import tempfile
from collections.abc import Callable
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
from tests.bench import (
    access_log,
    advice,
    importing,
    meetings_at_once,
    new_group,
    plugins,
    register_page,
    reminders,
    tenant_entry,
)
from tests.conftest import point_settings_at

PAGE = Path(__file__).parents[2] / "docs" / "developer" / "benchmarks.md"


def main(wanted: list[str]) -> int:
    engines = Engines(Path(tempfile.mkdtemp()) / "engines", durable=False)
    with engines:
        point_settings_at(engines)
        migrate_all(IN_GROUP_GRANTS)
        with connections["owner"].cursor() as cursor:
            cursor.execute("CREATE DATABASE stock")
        parts = {
            "Entering a group": lambda: tenant_entry.run(engines.postgres_dsn("mdo_owner", "stock")),
            "A new group": new_group.run,
            "Importing 5,000 patients": importing.run,
            "A hundred meetings at once": meetings_at_once.run,
            "The access log": access_log.run,
            "Reminders that are due": reminders.run,
            "Advice": advice.run,
            "Plugins at start": plugins.run,
            "The register page": lambda: register_page.run(engines.postgres_dsn("mdo_owner", "mdo")),
        }
        sections = _written()
        for title in wanted or parts:
            sections[title] = _section(title, parts[title])
            sys.stdout.write(sections[title])
            # After each: what is measured is kept when a later one fails.
            PAGE.write_text("\n".join([_head(), *(sections[one] for one in parts if one in sections)]))
        connections.close_all()
    engines.remove()
    return 0


def _head() -> str:
    return (
        "# Benchmarks\n\n"
        f"Made by `make bench`: {os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL and"
        " Redis from their wheels, one process. Compare ratios, not milliseconds of different machines.\n"
    )


def _section(title: str, run: Callable[[], list[tuple[str, str]]]) -> str:
    others, rows = os.getloadavg()[0], run()
    head = [
        f"## {title}",
        "",
        f"Measured on {timezone.localdate().isoformat()}, with a load of {others:.1f} by other programs when it began.",
        "",
        "| what | figure |",
        "| --- | --- |",
    ]
    return "\n".join([*head, *(f"| {what} | {figure} |" for what, figure in rows)]) + "\n"


def _written() -> dict[str, str]:
    """The parts of the page as it is, by title."""
    parts = PAGE.read_text().split("\n## ")[1:]
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
