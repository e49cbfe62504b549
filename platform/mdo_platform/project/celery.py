"""Celery: the motor of the outbox. JSON only; a task that a dying worker held is delivered again."""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mdo_platform.project.settings.production")

app = Celery("mdo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    result_backend=None,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"socket_timeout": 2, "socket_connect_timeout": 2},
    timezone="Europe/Amsterdam",
    # One entry for all groups: its cost follows what is due. The message expires, so a stopped worker finds no pile.
    beat_schedule={
        "outbox": {"task": "common.run_outbox", "schedule": 10.0, "options": {"expires": 10}},
        "tidy": {"task": "common.tidy", "schedule": crontab(hour=3, minute=30)},
    },
)
app.autodiscover_tasks()
