"""Health: `/healthz` says that the process answers, `/readyz` that everything it needs does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mdo_foundation.common.models import Heartbeat
from mdo_tenants.provisioning.models import SchemaTemplate
from mdo_tenants.provisioning.template import fingerprint

HEARTBEAT_AGE = timedelta(minutes=2)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part by name, 'ok' or 'down'; 503 when one that requests need is down. The worker may be away a while."""
    parts = {name: _state(check) for name, check in CHECKS.items()}
    needed_is_down = any(parts[name] != "ok" for name in ("database", "migrations"))
    return JsonResponse({"status": "down" if needed_is_down else "ok", **parts}, status=503 if needed_is_down else 200)


def _state(check: Callable[[], bool]) -> str:
    try:
        return "ok" if check() else "down"
    except Exception:  # noqa: BLE001 - whatever is wrong, the answer is that this part is down
        return "down"


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _redis() -> bool:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
    try:
        return bool(client.ping())
    finally:
        client.close()


def _migrations() -> bool:
    """Whether the database knows this release's schema: its template is written last."""
    return SchemaTemplate.objects.filter(fingerprint=fingerprint()).exists()


def _worker() -> bool:
    return Heartbeat.objects.filter(name="worker", seen_at__gt=timezone.now() - HEARTBEAT_AGE).exists()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "redis": _redis,
    "migrations": _migrations,
    "worker": _worker,
}
