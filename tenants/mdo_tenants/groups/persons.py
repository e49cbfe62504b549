"""A logged-in person outside any group: no roles, so no right in a group follows from it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from mdo_foundation.common.actor import Actor
from mdo_tenants.accounts.models import User


def person(request: HttpRequest) -> Actor:
    """Who asks for a page outside the groups; the view's guard has made sure that somebody is logged in."""
    user = cast("User", request.user)
    return Actor(user_id=user.pk, name=user.full_name, address=request.META.get("REMOTE_ADDR", ""))
