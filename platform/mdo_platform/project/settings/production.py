"""Settings of a real installation: everything comes from the environment, and what is missing stops the start."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

from mdo_platform.project.settings.base import *  # noqa: F403


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


if os.environ.get("MDO_DEMO"):
    raise ImproperlyConfigured("MDO_DEMO is set: demo accounts have known passwords, production refuses to start.")

SECRET_KEY = _required("SECRET_KEY")
# Earlier keys, while sessions and links that were signed with them live: "old,older".
SECRET_KEY_FALLBACKS = list(filter(None, os.environ.get("SECRET_KEY_FALLBACKS", "").split(",")))
MDO_FIELD_KEYS = _required("MDO_FIELD_KEYS")
_required("DATABASE_URL")
_required("REDIS_URL")
_HOST = _required("MDO_HOST")
ALLOWED_HOSTS = [_HOST]
MDO_BASE_URL = f"https://{_HOST}"
CSRF_TRUSTED_ORIGINS = [MDO_BASE_URL]

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Only true behind a proxy that overwrites this header, as the chart's ingress does.
if os.environ.get("MDO_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE = ["mdo_foundation.common.middleware.BehindProxy", *MIDDLEWARE]  # noqa: F405
