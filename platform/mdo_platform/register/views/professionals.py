"""Involved professionals (R-10): members of the group and outsiders, the lead, and who may edit when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import people, queries, rules, services
from mdo_platform.register.care_forms import ChangeProfessionalForm, ProfessionalForm
from mdo_tenants.groups.rights import CONSULTANTS_MAY_EDIT

from .small import Small, back, check_may_change, send, show

PLACE = "professionals"
_PART = "register/_professional_form.html"


@require_POST
def add_professional(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    check_may_change(request, patient_id)
    members = people.colleagues()
    form = ProfessionalForm(request.POST, action=request.path, can_grant=can_grant(request.actor), members=members)
    small = _small(form, patient_id, title=_("Voeg een betrokkene toe"))
    if "find" in request.POST:
        form.show_unjudged(_with_known_details(request.POST.dict(), members))
        return show(request, small)
    return send(
        request,
        small,
        lambda data: services.add_professional(
            patient_id, by=request.actor, **data, idempotency_key=form.idempotency_key
        ),
    )


@require_http_methods(["GET", "POST"])
def change_professional(request: GroupRequest, professional_id: UUID) -> HttpResponse:
    one = queries.professional(request.actor, professional_id)
    form = ChangeProfessionalForm.of(one, request.POST or None, action=request.path)
    small = _small(form, one.patient_id, title=_("Wijzig de betrokkene"))
    if request.method == "GET":
        return show(request, small)
    return send(request, small, lambda data: services.change_professional(professional_id, by=request.actor, **data))


@require_POST
def set_lead(request: GroupRequest, professional_id: UUID) -> HttpResponse:
    return back(request, services.set_lead(professional_id, by=request.actor).patient_id, PLACE)


@require_POST
def set_may_edit(request: GroupRequest, professional_id: UUID) -> HttpResponse:
    """`allowed` is 1 to ask the consultant to change this patient, anything else to stop that."""
    allowed = request.POST.get("allowed") == "1"
    saved = services.set_may_edit(professional_id, by=request.actor, allowed=allowed)
    return back(request, saved.patient_id, PLACE)


@require_POST
def end_professional(request: GroupRequest, professional_id: UUID) -> HttpResponse:
    ended = services.end_professional(professional_id, by=request.actor, version=None)
    return back(request, ended.patient_id, PLACE)


@require_POST
def restore_professional(request: GroupRequest, professional_id: UUID) -> HttpResponse:
    return back(request, services.restore_professional(professional_id, by=request.actor).patient_id, PLACE)


def add_form(
    patient_id: UUID, *, actor: Actor, members: Sequence[people.Colleague], without: Sequence[UUID | None]
) -> ProfessionalForm:
    """The empty form on the tab."""
    action = reverse("register:add_professional", args=[patient_id])
    offered = [one for one in members if one.id not in without]
    return ProfessionalForm(action=action, can_grant=can_grant(actor), members=offered)


def can_grant(actor: Actor) -> bool:
    """Whether this actor can let a consultant change a patient in this group as it is now."""
    return CONSULTANTS_MAY_EDIT in actor.switches and rules.can_grant_editing(actor)


def _small(form: Any, patient_id: UUID, *, title: str) -> Small:
    [record] = queries.meeting_records([patient_id]).values()
    context = {"disciplines": people.disciplines(record.target_groups)}
    return Small(form=form, patient_id=patient_id, title=title, part=_PART, place=PLACE, context=context)


def _with_known_details(typed: dict[str, str], members: Sequence[people.Colleague]) -> dict[str, str]:
    """What was typed, with the details of the chosen member where the group knows them; empty again for an outsider."""
    chosen = next((one for one in members if str(one.id) == typed.get("user_id")), None)
    names = ("name", "discipline", "organisation", "email")
    empty = dict.fromkeys(names, "")
    return typed | (people.as_involved(chosen, typed=empty) if chosen else empty)
