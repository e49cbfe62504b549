"""Addresses of a group's pages for where there is no request, such as mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from mdo_foundation.common.groups import GroupLike

PREFIX = "/groep/"


def group_url(group: GroupLike, name: str, *args: Any) -> str:
    """The whole address of one of a group's pages; who follows it logs in first."""
    path = reverse(name, urlconf=settings.GROUP_URLCONF, args=args)
    return f"{settings.MDO_BASE_URL}{PREFIX}{group.slug}{path}"
