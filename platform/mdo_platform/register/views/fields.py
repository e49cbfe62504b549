"""Saving one field at a time: details, answers, prognosis, urgency, question."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.register import queries, services
from mdo_platform.register.columns import label_of
from mdo_platform.register.details import DETAIL_FIELDS
from mdo_platform.register.forms import typed_detail
from mdo_platform.register.models import AnswerState, Enrolment, Patient
from mdo_platform.register.presenters.places import page_of
from mdo_plugin_api import Field, FieldKind

from . import fragments, versions
from .saving import Attempt, Saved, answer, merge_line, merge_lines, merge_texts

_MERGES = {
    FieldKind.TEXT: merge_line,
    FieldKind.LONG_TEXT: merge_texts,
    FieldKind.CHOICES: merge_lines,
}


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
        at = saved.updated_at if saved else timezone.now()
        parts = fragments.after_answer(request, patient_id, declared)
        return Saved(version=saved.version if saved else 0, at=at, fragments=parts)

    attempt = Attempt(
        label=declared.label,
        mine=versions.typed_answer(declared, value=value, state=state),
        save=save,
        theirs=lambda current: versions.stored_answer(declared, current),
        back=page_of(patient_id, declared),
        merge=_MERGES.get(declared.kind),
    )
    return answer(request, attempt)


@require_POST
def save_detail(request: GroupRequest, patient_id: UUID, name: str) -> HttpResponse:
    """Save one of the details (R-01); `gp` is the choice of a member with the name beside it."""
    if name not in (*DETAIL_FIELDS, "gp"):
        raise NotFound

    def save(version: int | None) -> Saved:
        changes = typed_detail(name, request.POST)
        saved = services.update_patient(patient_id, by=request.actor, version=version, changes=changes)
        return Saved(version=saved.version, at=saved.updated_at, fragments=fragments.after_detail(request, patient_id))

    attempt = Attempt(
        label=label_of(Patient, "gp_name" if name == "gp" else name),
        mine=versions.typed_detail(name, request.POST),
        save=save,
        theirs=lambda current: versions.stored_detail(name, current, typed=request.POST),
        back=fragments.reverse_tab("patient", patient_id),
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
        parts = fragments.after_enrolment(request, saved, part)
        return Saved(version=saved.version, at=saved.updated_at, fragments=parts)

    attempt = Attempt(
        label=labels[part],
        mine=versions.of_part(enrolment, part, typed),
        save=save,
        theirs=lambda current: versions.of_part(enrolment, part, current[part]),
        back=fragments.reverse_tab("question", enrolment.patient_id),
        merge=merge_texts if part == "question" else None,
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
    elif value.startswith(versions.STATE_SIGN) and declared.kind in versions.WITH_STATES:
        value, state = "", value.removeprefix(versions.STATE_SIGN)
    return (value, AnswerState.FILLED) if value or not state else (value, state)
