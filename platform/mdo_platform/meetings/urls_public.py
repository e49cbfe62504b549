"""What is read outside a group, without a session: the secret address is the key."""

from __future__ import annotations

from django.urls import path

from mdo_platform.meetings.views import feed

urlpatterns = [path("agenda/<str:token>.ics", feed.read, name="calendar_feed")]
