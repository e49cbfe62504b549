"""Taking a change back: the last own one of a page, or an earlier value from the timeline."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import uuid_or_none
from mdo_platform.register import queries, services
from mdo_platform.register.presenters.places import place_of


@require_POST
def put_back(request: GroupRequest, change_id: UUID) -> HttpResponse:
    """Save the value before this change again (R-15), and go to the field, or back to the timeline."""
    change = queries.change(request.actor, change_id)
    try:
        services.put_back(change_id, by=request.actor, seen=uuid_or_none(request.POST.get("seen", "")))
    except (Conflict, Invalid) as error:
        messages.warning(request, _("Niet teruggezet. %(why)s") % {"why": error.message})
    else:
        messages.success(request, _("Teruggezet. In de tijdlijn staat ook wat er even stond."))
    if request.POST.get("to") == "timeline":
        return redirect(reverse("register:timeline", args=[change.patient_id]))
    return redirect(place_of(change))
