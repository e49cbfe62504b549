"""The door of every group: `/groep/<slug>/…`.

One middleware finds the group, checks session or token, second factor and membership at every request, enters the
group's schema and role, and moves the prefix from the path to the script prefix, so that one static urlconf serves all
groups and `reverse()` needs no group. Who is no member but a guest at a meeting gets to the guests' pages and no
further: for every other path a guest is a stranger.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.database.releases import schema_version
from mdo_foundation.common.errors import NotLoggedIn, PortalError, Unavailable
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.responses import error_response
from mdo_tenants.accounts.access import is_verified, redirect_to_login
from mdo_tenants.accounts.models import ApiToken
from mdo_tenants.accounts.services.tokens import authenticate_token
from mdo_tenants.groups import guests, queries
from mdo_tenants.groups.links import PREFIX
from mdo_tenants.groups.models import Group

NO_GROUP = UUID(int=0)
_KEPT_SECONDS = 30.0  # which id a slug has; status, roles and switches are read at every request
_KEPT_MOST = 20_000

GetResponse = Callable[[HttpRequest], HttpResponse]


class GroupMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._ids: dict[str, tuple[float, UUID]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        slug, _slash, rest = request.path_info[len(PREFIX) :].partition("/")
        try:
            group = self._group(request, slug, rest)
        except PortalError as error:
            return error_response(request, error)
        if group is None:
            return redirect_to_login(request)
        return self._inside(request, group, slug, "/" + rest)

    def _group(self, request: HttpRequest, slug: str, rest: str) -> Group | None:
        """The group that who is at the door may enter; None sends to the log-in. Sets `request.actor` and `.group`."""
        group_id, is_api = self._group_id(slug), rest.startswith("api/")
        token = _token(request, group_id) if is_api and "Authorization" in request.headers else None
        if token is None and not is_verified(request):
            if is_api:
                raise NotLoggedIn(_("Log eerst in."))
            return None
        user_id: UUID = token.user_id if token else request.user.pk  # type: ignore[assignment]
        as_guest = token is None and rest.startswith(guests.PATHS)
        group, actor = _who(group_id, user_id, as_guest=as_guest, address=request.META.get("REMOTE_ADDR", ""))
        if group.schema_version < schema_version():
            raise Unavailable(_("We werken deze groep bij. Probeer het over een paar minuten opnieuw."))
        if token is not None:
            actor = replace(actor, via="token", scopes=frozenset(token.scopes))
        request.actor = actor  # type: ignore[attr-defined]
        request.group = group  # type: ignore[attr-defined]
        return group

    def _inside(self, request: HttpRequest, group: Group, slug: str, path: str) -> HttpResponse:
        prefix = get_script_prefix()
        request.path_info = path
        request.urlconf = settings.GROUP_URLCONF  # type: ignore[attr-defined]
        set_script_prefix(f"{prefix.rstrip('/')}{PREFIX}{slug}/")
        try:
            with in_group(group):
                return self.get_response(request)
        finally:
            set_script_prefix(prefix)

    def _group_id(self, slug: str) -> UUID:
        """Which group a slug is, kept for half a minute. An unknown one is not kept and answers like a foreign one."""
        now = time.monotonic()
        kept = self._ids.get(slug)
        if kept and kept[0] > now:
            return kept[1]
        group = queries.group_by_slug(slug)
        if group is None:
            return NO_GROUP
        if len(self._ids) >= _KEPT_MOST:
            self._ids.clear()
        self._ids[slug] = (now + _KEPT_SECONDS, group.id)
        return group.id


def _who(group_id: UUID, user_id: UUID, *, as_guest: bool, address: str) -> tuple[Group, Actor]:
    """A member of this moment; on the guests' pages else who has a pass. Raises what all others are told."""
    found = queries.membership(group_id=group_id, user_id=user_id)
    if found is not None:
        return found.group, queries.actor_from(found, address=address)
    guest = guests.guest_at_door(group_id=group_id, user_id=user_id, address=address) if as_guest else None
    if guest is None:
        raise queries.why_refused(group_id=group_id, user_id=user_id)
    return guest


def _token(request: HttpRequest, group_id: UUID) -> ApiToken:
    scheme, _space, raw = request.headers["Authorization"].partition(" ")
    found = authenticate_token(raw.strip(), group_id=group_id) if scheme == "Bearer" else None
    if found is None:
        raise NotLoggedIn(_("Dit token is niet geldig voor deze groep."))
    return found
