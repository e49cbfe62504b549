"""What every page's frame needs: the menu, the group, the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import lines_of_this_request
from mdo_foundation.common.actor import Actor
from mdo_foundation.ui.templatetags.portal import public_url
from mdo_platform.accesslog.rules import can_read_log
from mdo_platform.meetings.queries import open_agreements_of
from mdo_tenants.accounts.access import is_verified
from mdo_tenants.groups.rights import GUEST, Right, has_right


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    label: str
    url: str
    current: bool
    count: Callable[[], int] | None = None  # asked by the template: pages without a menu never ask


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context of the base templates. Inside a group `menu` holds what this actor may open."""
    actor: Actor | None = getattr(request, "actor", None)
    frame: dict[str, Any] = {"is_demo": settings.MDO_DEMO, "menu": [], "help_url": public_url("site:contact")}
    if actor is not None and actor.has_role(GUEST):  # sees the guests' pages and no door to any other
        frame |= {"group": request.group, "home_url": public_url("groups:choose")}  # type: ignore[attr-defined]
    elif actor is not None and getattr(request, "group", None) is not None:
        frame |= {"menu": _menu(request, actor), "group": request.group, "actor": actor}  # type: ignore[attr-defined]
        frame["home_url"] = reverse("home:home")
        frame |= {"print_url": reverse("accesslog:print"), "access_lines": ",".join(map(str, lines_of_this_request()))}
        frame["account_links"] = [_link(request, _("API-sleutels"), "groups:tokens", "/api-sleutels/")]
        if can_read_log(actor):
            frame["account_links"].append(_link(request, _("Inzagelog en controle"), "accesslog:log", "/inzage/"))
    # A request that was refused before its session was read has no person.
    if hasattr(request, "user") and is_verified(request) and request.user.is_staff_member:  # type: ignore[union-attr]
        frame["account_links"] = [*frame.get("account_links", []), *_staff_links()]
    return frame


def _link(request: HttpRequest, label: str, name: str, start: str, count: Callable[[], int] | None = None) -> MenuItem:
    return MenuItem(label=label, url=reverse(name), current=request.path_info.startswith(start), count=count)


def _staff_links() -> list[MenuItem]:
    links = [(_("Beheer van het platform"), "staff:groups"), (_("Facturen"), "billing:latest")]
    return [MenuItem(label=label, url=public_url(name), current=False) for label, name in links]


def _menu(request: HttpRequest, actor: Actor) -> list[MenuItem]:
    sees_patients = has_right(actor, Right.SEE_ALL_PATIENTS, Right.SEE_OWN_PATIENTS)
    reads = has_right(actor, Right.READ_REPORTS)
    entries = [
        (_("Register"), "register:overview", "/register/", sees_patients),
        (_("Vergaderingen"), "meetings:list", "/vergaderingen/", reads),
        (_("Afspraken"), "meetings:agreements", "/afspraken/", reads),
        (_("Aandachtspunten"), "meetings:signals", "/aandachtspunten/", reads),
        (_("Rapportages"), "reports:dashboard", "/rapportages/", sees_patients),
        (_("Nieuws"), "home:news", "/nieuws/", True),
        (_("Beheer"), "groups:members", "/beheer/", has_right(actor, Right.ADMINISTER)),
    ]
    counts = {"meetings:agreements": partial(open_agreements_of, actor)}
    shown = [(label, name, start) for label, name, start, is_shown in entries if is_shown]
    return [_link(request, label, name, start, counts.get(name)) for label, name, start in shown]
