"""The request inside a group, as the group's door leaves it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from mdo_foundation.common.actor import Actor


class GroupRequest(HttpRequest):
    """For annotations only: the middleware sets both attributes before any view of a group runs."""

    actor: Actor
    group: Any  # the tenant's row; the cellar knows no groups
