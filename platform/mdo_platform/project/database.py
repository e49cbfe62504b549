"""From a database URL to Django's DATABASES entry."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(url: str, *, owner: bool = False) -> dict[str, Any]:
    """Entry for `url` (`postgresql://user:password@host:port/name?host=/socket/dir`) on the portal's own backend.

    `owner` marks the connection of the migration role: it never takes a group's role.
    Server-side binding so that statements cannot be stacked; the age is bounded because a backend keeps about
    1.4 MB of catalogue for every group that it has visited.
    """
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    port = options.pop("port", None) or parts.port or ""
    return {
        "ENGINE": "mdo_foundation.common.database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        "CONN_MAX_AGE": 0 if owner else 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "server_side_binding": True, "application_name": "mdo-owner" if owner else "mdo"},
    }
