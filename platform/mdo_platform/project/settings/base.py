"""Settings that hold everywhere; `demo`, `test` and `production` add what differs."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from mdo_platform.project.database import database
from mdo_platform.project.schemas import SHARED_APPS as _SHARED
from mdo_platform.project.schemas import TABLELESS_APPS
from mdo_platform.project.schemas import TENANT_APPS as _TENANT

REPOSITORY = Path(__file__).resolve().parents[4]
BUILD_DIR = Path(os.environ.get("MDO_BUILD_DIR", REPOSITORY / ".cache" / "build"))

DEBUG = False
MDO_DEMO = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
# Keys of encrypted columns by version, newest first: "2:base64key,1:base64key" (32 bytes each).
MDO_FIELD_KEYS = os.environ.get("MDO_FIELD_KEYS", "")
# Numbers of the test range (999…) belong to nobody: only where no real patients are.
MDO_ACCEPT_TEST_BSN = False
MDO_DISABLED_PLUGINS: tuple[str, ...] = tuple(filter(None, os.environ.get("MDO_DISABLED_PLUGINS", "").split(",")))
MDO_BASE_URL = os.environ.get("MDO_BASE_URL", "http://127.0.0.1:8000")
# Who sends the invoices; printed on each of them. Something missing: no invoice is made.
MDO_SELLER = {
    name: os.environ.get(f"MDO_SELLER_{name.upper()}", "")
    for name in ("name", "address", "postcode", "city", "kvk", "vat_id", "iban", "email")
}
# Where the daily anchors of the access log are kept: outside the database and out of its owner's reach.
MDO_AUDIT_ANCHOR_DIR = os.environ.get("MDO_AUDIT_ANCHOR_DIR", "")
MDO_GROUP_RESOLVER = "mdo_tenants.groups.queries.active_group"
ALLOWED_HOSTS: list[str] = ["127.0.0.1", "localhost"]

# django-tenants insists that TENANT_APPS is part of INSTALLED_APPS and SHARED_APPS a list of its own.
SHARED_APPS = (*_SHARED, *TABLELESS_APPS)
TENANT_APPS = _TENANT
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
TENANT_MODEL = "groups.Group"
TENANT_DOMAIN_MODEL = "groups.Group"  # groups are found by path: there is no table of domains
PUBLIC_SCHEMA_NAME = "public"
TENANT_LIMIT_SET_CALLS = True
DATABASE_ROUTERS = ["mdo_foundation.common.database.router.Router"]
TENANT_SYNC_ROUTER = DATABASE_ROUTERS[0]
DATABASES: dict[str, dict[str, Any]] = {
    "default": database(os.environ.get("DATABASE_URL", "postgresql:///mdo")),
    "owner": database(os.environ.get("OWNER_DATABASE_URL", "postgresql:///mdo"), owner=True),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the address is unique without regard to case, by a constraint
AUTHENTICATION_BACKENDS = ["mdo_tenants.accounts.backend.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "/inloggen/"
SESSION_ENGINE = "mdo_tenants.accounts.sessions"  # in the database: Redis may vanish without logging anybody out
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "mdo_foundation.ui.views.csrf_failure"
PASSWORD_RESET_TIMEOUT = 3600

ROOT_URLCONF = "mdo_platform.project.urls_public"
GROUP_URLCONF = "mdo_platform.project.urls_group"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mdo_foundation.common.middleware.RequestContext",
    "mdo_foundation.common.middleware.ApiLanguage",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mdo_tenants.accounts.middleware.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mdo_foundation.common.middleware.PortalErrors",
    "mdo_tenants.groups.middleware.GroupMiddleware",
    "mdo_foundation.audit.middleware.AccessLines",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
WSGI_APPLICATION = "mdo_platform.project.wsgi.application"
APPEND_SLASH = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# What somebody sends in is never on a disk: too large for memory is too large.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.static",
                "django.templatetags.i18n",
                "django_htmx.templatetags.django_htmx",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mdo_platform.project.context.portal",
            ],
        },
    }
]
COTTON_DIR = "cotton"
FORM_RENDERER = "mdo_foundation.ui.forms.PortalRenderer"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [REPOSITORY / "platform" / "mdo_platform" / "project" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "collected"
STATICFILES_DIRS = [BUILD_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no file of a group is ever stored on disk
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "mdo_foundation.common.caching.make_key",
    }
}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
# How long a worker holds what it took up, until another may take it over.
MDO_OUTBOX_LEASE = timedelta(minutes=2)
# Two changes of a meeting within it are one mail: planning and then at once correcting the place is common.
MDO_INVITATION_GRACE = timedelta(minutes=1)

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("MDO_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = int(os.environ.get("MDO_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("MDO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MDO_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("MDO_SMTP_TLS", "") == "1"
EMAIL_TIMEOUT = 20
# Who invites to meetings, and where calendar programs reply; mail to it is piped to `mdo mail receive`.
MDO_REPLY_ADDRESS = os.environ.get("MDO_REPLY_ADDRESS", "")
DEFAULT_FROM_EMAIL = os.environ.get("MDO_SMTP_FROM", "MDO-Portal <noreply@demo.invalid>")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["mdo_foundation.common.rest.ActorAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["mdo_foundation.common.rest.StrictJSON"],
    "DEFAULT_SCHEMA_CLASS": "mdo_platform.project.openapi.RoomSchema",
    "DEFAULT_PAGINATION_CLASS": "mdo_foundation.common.rest.Pages",
    "EXCEPTION_HANDLER": "mdo_foundation.common.rest.problem_json",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "MDO-Portal",
    "DESCRIPTION": "Register and meetings of one GP group: what its pages do, with the same rights and log.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVERS": [{"url": "/groep/{group}/api/v1", "variables": {"group": {"default": "wilgenmeer"}}}],
    "TAGS": [
        {"name": "register", "description": "Patients and everything that is recorded of them."},
        {"name": "meetings", "description": "Meetings, agenda, advice, agreements, signals, report."},
        {"name": "group", "description": "Who you are, members, choices, home care, news, your own tokens."},
    ],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "mdo_platform.project.openapi.document_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "AgendaItemReason": "mdo_platform.meetings.models.ItemReason",
        "AgendaItemState": "mdo_platform.meetings.models.ItemState",
        "AnswerState": "mdo_platform.register.models.AnswerState",
        "AttachmentKind": "mdo_platform.meetings.models.AttachmentKind",
        "ConsentGivenBy": "mdo_platform.register.models.ConsentGivenBy",
        "ConsentStatus": "mdo_platform.register.models.ConsentStatus",
        "MeetingState": "mdo_platform.meetings.models.MeetingState",
        "ReviewState": "mdo_platform.accesslog.api.serializers.REVIEW_STATES",
        "Role": "mdo_tenants.groups.rights.Role",
        "SignalKind": "mdo_platform.meetings.models.SignalKind",
        "StepConsent": "mdo_platform.pathways.models.StepConsent",
        "StepState": "mdo_platform.pathways.presenters.StepState",
    },
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "mdo_foundation.common.logs.JsonFormatter",
            "fmt": "{asctime}{levelname}{name}{message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.db.backends": {"level": "WARNING"}, "celery": {"level": "WARNING"}},
}
