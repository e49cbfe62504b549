"""The calendar feed: its page for the member, and the address that calendar programs read without a session."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from mdo_foundation.common.database.releases import schema_version
from mdo_foundation.common.errors import NotAllowed, NotFound, TooMany, Unavailable
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.limits import Limit, network_of, seconds_left, take
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.ui.templatetags.portal import public_url
from mdo_platform.meetings import rules
from mdo_platform.meetings.invitations import feed as feeds
from mdo_tenants.accounts.digests import digest_of
from mdo_tenants.groups.feeds import make_feed, member_of_feed, open_feed, revoke_feed
from mdo_tenants.groups.queries import actor_from

# A program looks every hour or so; a household or an office has several, a guesser many more.
PER_FEED = Limit(name="calendar-feed", maximum=60, per=timedelta(hours=1))
PER_ADDRESS = Limit(name="calendar-feed-address", maximum=600, per=timedelta(hours=1))
_LONGEST = 100


def address_of(raw: str) -> str:
    """Where a program reads the feed; whoever has it reads along, so it is shown once and kept nowhere."""
    return f"{settings.MDO_BASE_URL}{public_url('calendar_feed', raw)}"


@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    rules.check_can_read_meetings(request.actor)
    found = open_feed(request.group, user_id=request.actor.user_id)
    return render(request, "meetings/feed.html", {"feed": found})


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """The answer to the form shows the address: it is nowhere else, so there is nothing to redirect to."""
    request = cast("GroupRequest", request)
    rules.check_can_read_meetings(request.actor)
    address = address_of(make_feed(request.group, user_id=request.actor.user_id))
    found = open_feed(request.group, user_id=request.actor.user_id)
    return render(request, "meetings/feed.html", {"feed": found, "address": address})


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    rules.check_can_read_meetings(request.actor)
    revoke_feed(request.group, user_id=request.actor.user_id)
    messages.success(request, _("Het adres werkt niet meer. Haal de agenda ook uit je telefoon."))
    return redirect("meetings:feed")


@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """Known and of a present member of an active group, else 404, whichever of these it is."""
    for limit, subject in (
        (PER_ADDRESS, network_of(request.META.get("REMOTE_ADDR", ""))),
        (PER_FEED, digest_of(token[:_LONGEST])),
    ):
        if not take(limit, subject=subject):
            raise TooMany(_("Deze agenda wordt te vaak opgehaald."), retry_after=seconds_left(limit))
    member = member_of_feed(token) if len(token) <= _LONGEST else None
    if member is None:
        raise NotFound
    if member.group.schema_version < schema_version():
        raise Unavailable(_("We werken deze groep bij. Probeer het over een paar minuten opnieuw."))
    try:
        with in_group(member.group):
            content = feeds.feed(actor_from(member))
    except NotAllowed:
        raise NotFound from None
    tag = quote_etag(hashlib.sha256(content).hexdigest())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"ETag": tag})
    answer.headers["Cache-Control"] = "private, no-cache"
    return cast("HttpResponse", get_conditional_response(request, etag=tag, response=answer))
