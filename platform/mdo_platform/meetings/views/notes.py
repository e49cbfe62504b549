"""What is typed in meeting mode: saved while typing, one field at a time."""

from __future__ import annotations

from typing import Literal, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.ui import autosave
from mdo_platform.meetings import forms, services
from mdo_platform.meetings.models import Advice, Agreement, Signal
from mdo_platform.meetings.views._base import checked, required_id
from mdo_platform.meetings.views.room import _action
from mdo_tenants.accounts.access import long_idle


@long_idle()
@require_POST
def advice(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    try:
        data = checked(forms.AdviceForm(request.POST))
        stored = services.save_advice(
            meeting_id, by=request.actor, item_id=item_id, version=data["version"], text=data["text"]
        )
    except (Conflict, Invalid) as error:
        return _refused(request, error, label=_("Advies"), field="text")
    return _saved(request, meeting_id, stored)


@long_idle()
@require_POST
def agreement(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    try:
        data = checked(forms.AgreementForm(request.POST))
        stored = services.save_agreement(
            meeting_id,
            by=request.actor,
            idempotency_key=data["idempotency_key"],
            item_id=data["item"],
            what=data["what"],
            who=data["who"],
            due_on=data["due_on"],
            version=data["version"] or 0,
        )
    except (Conflict, Invalid) as error:
        return _refused(request, error, label=_("Afspraak"), field="what")
    return _saved(request, meeting_id, stored)


@long_idle()
@require_POST
def signal(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    try:
        data = checked(forms.SignalForm(request.POST))
        stored = services.save_signal(
            meeting_id,
            by=request.actor,
            idempotency_key=data["idempotency_key"],
            item_id=data["item"],
            kind=data["kind"],
            category=data["category"],
            text=data["text"],
            version=data["version"] or 0,
        )
    except (Conflict, Invalid) as error:
        return _refused(request, error, label=_("Aandachtspunt"), field="text")
    return _saved(request, meeting_id, stored)


@_action
def attach(request: GroupRequest, meeting_id: UUID, item_id: UUID) -> None:
    kind: Literal["interventions", "tools"] = "tools" if request.POST.get("kind") == "tools" else "interventions"
    services.attach(
        meeting_id,
        by=request.actor,
        item_id=item_id,
        kind=kind,
        code=request.POST.get("code", ""),
        attached=request.POST.get("attached") == "1",
    )


@_action
def remove_agreement(request: GroupRequest, meeting_id: UUID) -> None:
    services.remove_agreement(meeting_id, by=request.actor, agreement_id=required_id(request, "agreement"))


def _saved(request: GroupRequest, meeting_id: UUID, stored: Advice | Agreement | Signal | None) -> HttpResponse:
    if not autosave.is_autosave(request):
        return redirect("meetings:room", meeting_id)
    if stored is None:
        return autosave.saved(version=0, at=timezone.now())
    return autosave.saved(version=stored.version, at=stored.updated_at)


def _refused(request: GroupRequest, error: Conflict | Invalid, *, label: str, field: str) -> HttpResponse:
    """At the field: what is wrong, or both texts. Without JavaScript the page with the error."""
    if not autosave.is_autosave(request):
        raise error
    if isinstance(error, Invalid):
        return autosave.refused(error.fields or {field: [str(error.message)]})
    if field not in error.current:
        return autosave.refused({field: [str(error.message)]})
    current = error.current
    at = current["updated_at"]
    return autosave.conflict(
        request,
        label=label,
        mine=request.POST.get(field, ""),
        theirs=current[field],
        version=current["version"],
        by=current.get("written_by_name") or _("iemand anders"),
        at=parse_datetime(at) or timezone.now() if isinstance(at, str) else at,
    )
