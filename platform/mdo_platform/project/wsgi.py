"""The web's entry point. WSGI on purpose: a connection, and so a group, belongs to a thread."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mdo_platform.project.settings.production")

application = get_wsgi_application()
