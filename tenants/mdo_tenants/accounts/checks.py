"""Start-up checks: what would make logging in unsafe stops the start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

MAX_RESET_SECONDS = 3600


@register(Tags.security)
def check_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Everybody knows the passwords of demo accounts: only settings that answer to this machine may allow them."""
    if not settings.MDO_DEMO or set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "testserver", "[::1]"}:
        return []
    return [Error("MDO_DEMO is on while ALLOWED_HOSTS names other hosts than this machine.", id="accounts.E001")]


@register(Tags.security)
def check_log_in(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The settings that the log-in relies on."""
    wanted = {
        "AUTHENTICATION_BACKENDS": ["mdo_tenants.accounts.backend.AccountBackend"],
        "SESSION_ENGINE": "mdo_tenants.accounts.sessions",
    }
    errors: list[CheckMessage] = [
        Error(f"{name} must be {value!r}: another one could skip the second factor.", id="accounts.E002")
        for name, value in wanted.items()
        if getattr(settings, name) != value
    ]
    if settings.PASSWORD_RESET_TIMEOUT > MAX_RESET_SECONDS:
        errors.append(Error("PASSWORD_RESET_TIMEOUT must be one hour at most (ASVS 6.4.1).", id="accounts.E003"))
    return errors
