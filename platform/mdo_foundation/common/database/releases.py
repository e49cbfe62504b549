"""What a group's schema of this release is: its migrations, in order; their number is the schema's version."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader


@cache
def tenant_migrations() -> tuple[tuple[str, str], ...]:
    """The migrations of a group's schema in the order in which they run."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = {app.label for app in apps.get_app_configs() if app.name in settings.TENANT_APPS}
    plan: list[tuple[str, str]] = []
    for leaf in sorted(key for key in loader.graph.leaf_nodes() if key[0] in labels):
        plan += [key for key in loader.graph.forwards_plan(leaf) if key[0] in labels and key not in plan]
    return tuple(plan)


def schema_version() -> int:
    """The version that this release's code needs; a group that is behind it waits for its migration."""
    return len(tenant_migrations())
