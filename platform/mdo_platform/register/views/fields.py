"""Saving one field at a time: details, answers, prognosis, urgency, question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.register import definitions, queries, services
from mdo_platform.register.columns import label_of
from mdo_platform.register.details import DETAIL_FIELDS
from mdo_platform.register.forms import typed_detail
from mdo_platform.register.models import AnswerState, Enrolment, Patient
from mdo_platform.register.presenters import page
from mdo_platform.register.presenters.labels import DIMENSIONS
from mdo_platform.register.presenters.record import dimensions, raw, readable
from mdo_plugin_api import Field, FieldKind

from .saving import Attempt, Saved, answer

# A choice and a reason why there is none share one list: the reasons start with this sign.
STATE_SIGN = "!"
_MERGEABLE = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.CHOICES)


@require_POST
def save_answer(request: GroupRequest, patient_id: UUID, field: str) -> HttpResponse:
    """Save one sub-field (R-08)."""
    declared = get_registry().field(field)
    if declared is None:
        raise NotFound
    value, state = _typed_answer(request, declared)

    def save(version: int | None) -> Saved:
        saved = services.save_answer(
            patient_id, by=request.actor, field=field, value=value, state=state, version=version
        )
        signed = render_to_string("register/_signed.html", {"answer": saved, "code": field, "patient_id": patient_id})
        at = saved.updated_at if saved else timezone.now()
        fragments = {f"signed-{field}": signed} | _filled(patient_id, declared)
        return Saved(version=saved.version if saved else 0, at=at, fragments=fragments)

    attempt = Attempt(
        label=declared.label,
        mine="\n".join(value) if isinstance(value, list) else value,
        save=save,
        theirs=lambda current: _stored_answer(declared, current),
        back=_page_of(patient_id, declared),
        mergeable=declared.kind in _MERGEABLE,
    )
    return answer(request, attempt)


@require_POST
def save_detail(request: GroupRequest, patient_id: UUID, name: str) -> HttpResponse:
    """Save one of the details (R-01); `gp` is the choice of a member with the name beside it."""
    if name not in (*DETAIL_FIELDS, "gp"):
        raise NotFound
    shown = "gp_name" if name == "gp" else name

    def save(version: int | None) -> Saved:
        changes = typed_detail(name, request.POST)
        saved = services.update_patient(patient_id, by=request.actor, version=version, changes=changes)
        return Saved(version=saved.version, at=saved.updated_at, fragments=_banner(patient_id))

    attempt = Attempt(
        label=label_of(Patient, shown),
        mine=request.POST.get("value", ""),
        save=save,
        theirs=lambda current: (str(current.get(shown, "")), str(current.get(shown, ""))),
        back=reverse("register:patient", args=[patient_id]),
    )
    return answer(request, attempt)


@require_POST
def save_enrolment(request: GroupRequest, enrolment_id: UUID, part: str) -> HttpResponse:
    """Save prognosis, urgency or the question of an enrolment (R-05 … R-07)."""
    enrolment = queries.enrolment(request.actor, enrolment_id)
    labels = {"prognosis": _("Prognose"), "urgency": _("Urgentie"), "question": _("Vraag aan het MDO")}
    if part not in labels:
        raise NotFound
    typed = request.POST.get("value", "")

    def save(version: int | None) -> Saved:
        saved = _SAVES[part](request, enrolment_id, typed, version)
        fragments = _banner(saved.patient_id) | _signed_part(saved, part)
        return Saved(version=saved.version, at=saved.updated_at, fragments=fragments)

    attempt = Attempt(
        label=labels[part],
        mine=typed,
        save=save,
        theirs=lambda current: _stored_part(enrolment, part, current[part]),
        back=reverse("register:question", args=[enrolment.patient_id]),
        mergeable=part == "question",
    )
    return answer(request, attempt)


def _prognosis(request: GroupRequest, enrolment_id: UUID, typed: str, version: int | None) -> Enrolment:
    return services.set_prognosis(enrolment_id, by=request.actor, level=typed, version=version)


def _urgency(request: GroupRequest, enrolment_id: UUID, typed: str, version: int | None) -> Enrolment:
    return services.set_urgency(enrolment_id, by=request.actor, level=typed, version=version)


def _question(request: GroupRequest, enrolment_id: UUID, typed: str, version: int | None) -> Enrolment:
    return services.set_question(enrolment_id, by=request.actor, question=typed, version=version)


_SAVES = {"prognosis": _prognosis, "urgency": _urgency, "question": _question}


def _typed_answer(request: GroupRequest, declared: Field) -> tuple[Any, str]:
    """The value as typed, and the state: a reason why there is no answer counts only when nothing is filled in."""
    state = request.POST.get("state", "")
    value: Any = request.POST.get("value", "")
    if declared.kind is FieldKind.CHOICES:
        value = [code for code in request.POST.getlist("value") if code]
    elif value.startswith(STATE_SIGN) and declared.kind in (FieldKind.CHOICE, FieldKind.YES_NO):
        value, state = "", value.removeprefix(STATE_SIGN)
    return (value, AnswerState.FILLED) if value or not state else (value, state)


def _stored_answer(declared: Field, current: Mapping[str, Any]) -> tuple[str, str]:
    state = current["state"]
    words = readable(declared, current["value"], state=state) if state else ""
    if state not in ("", AnswerState.FILLED):
        return f"{STATE_SIGN}{state}" if declared.kind in (FieldKind.CHOICE, FieldKind.YES_NO) else "", words
    return raw(declared, current["value"]), words


def _stored_part(enrolment: Enrolment, part: str, value: str) -> tuple[str, str]:
    if part == "question":
        return value, value
    scale: definitions.ScaleName = "prognosis" if part == "prognosis" else "urgency"
    return value, definitions.level(enrolment.target_group, scale, value).label


def _signed_part(enrolment: Enrolment, part: str) -> dict[str, str]:
    on = enrolment.question_at if part == "question" else getattr(enrolment, f"{part}_on")
    by = getattr(enrolment, f"{part}_by_name")
    context = {"enrolment": enrolment, "part": part, "on": on, "by": by}
    return {f"signed-{part}-{enrolment.pk}": render_to_string("register/_signed_part.html", context)}


def _banner(patient_id: UUID) -> dict[str, str]:
    """The facts in the banner as they are now; the change that was just saved is the logged access."""
    record = queries.meeting_records([patient_id])[patient_id]
    context = page.banner(record)
    return {
        "banner-facts": render_to_string("register/_facts.html", context),
        "not-urgent-channel": render_to_string("register/_urgent.html", context),
    }


def _filled(patient_id: UUID, declared: Field) -> dict[str, str]:
    """How much of the field's dimension is filled in now."""
    views = dimensions(queries.meeting_records([patient_id])[patient_id])
    return {
        f"filled-{one.label.slug}": render_to_string("register/_filled.html", {"one": one})
        for one in views
        if one.label.dimension is declared.dimension
    }


def _page_of(patient_id: UUID, declared: Field) -> str:
    slug = next((one.slug for one in DIMENSIONS if one.dimension is declared.dimension), "")
    if not slug:
        return reverse("register:question", args=[patient_id])
    return reverse("register:dimension", args=[patient_id, slug])
