"""Settings of the tests: real engines, quick hashing, nothing from outside this machine."""

from __future__ import annotations

from mdo_platform.project.settings.base import *  # noqa: F403

SECRET_KEY = "test-only-test-only-test-only-test-only-test-only-test"  # noqa: S105
MDO_FIELD_KEYS = "1:dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktMTI="
MDO_ACCEPT_TEST_BSN = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["mdo_foundation.common.hashers.QuickArgon2"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
