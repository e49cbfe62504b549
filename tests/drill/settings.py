"""The demo's settings with less patience: a hundred meetings cannot wait two minutes for every worker that dies."""

from __future__ import annotations

from datetime import timedelta

from mdo_platform.project.settings.demo import *  # noqa: F403

MDO_OUTBOX_LEASE = timedelta(seconds=20)
MDO_INVITATION_GRACE = timedelta(seconds=10)
