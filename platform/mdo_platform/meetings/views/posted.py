"""For the chair: what became of the mails of the group."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import people, presenters, queries, services
from mdo_platform.meetings.queries.posted import SHOWN

PER_PAGE = 50


@require_GET
def posted(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    counts = queries.posted_counts(request.actor)
    labels = {
        "refused": _("Geweigerd"),
        "uncertain": _("Onzeker"),
        "waiting": _("Wacht"),
        "sent": _("Verstuurd"),
    }
    asked = request.GET.get("toon", "")
    show = asked if asked in labels else next((name for name in labels if counts[name]), "sent")
    page = Paginator(range(counts[show]), PER_PAGE).get_page(request.GET.get("page"))
    found = queries.posted(request.actor, show=show, first=(page.number - 1) * PER_PAGE, most=PER_PAGE)
    address = reverse("meetings:posted")
    context = {
        "rows": presenters.posted_rows(found),
        "tabs": [
            {"label": label, "url": f"{address}?toon={name}", "current": name == show, "count": counts[name]}
            for name, label in labels.items()
        ],
        "show": show,
        "page": page,
        "refused": [one for one in people.participants() if one.mail_refused],
    }
    return render(request, "meetings/posted.html", context)


@require_POST
def send_again(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    services.send_again(entry_id, by=request.actor)
    messages.success(request, _("De e-mail gaat zo opnieuw op weg."))
    tab = request.POST.get("toon", "")
    return redirect(f"{reverse('meetings:posted')}?toon={tab}" if tab in SHOWN else "meetings:posted")
