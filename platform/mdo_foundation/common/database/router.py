"""Public tables in public, group tables in groups, for the web's connection and the owner's."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django_tenants.routers import TenantSyncRouter

from mdo_foundation.common.database.base import PUBLIC
from mdo_foundation.common.database.connections import group_connection


class Router(TenantSyncRouter):  # type: ignore[misc]
    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        name = apps.get_app_config(app_label).name
        is_public = group_connection(db).schema_name == PUBLIC
        return None if name in (settings.SHARED_APPS if is_public else settings.TENANT_APPS) else False
