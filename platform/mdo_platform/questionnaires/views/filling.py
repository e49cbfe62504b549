"""Filling in a questionnaire: each answer is saved by itself, or all together by a button."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mdo_foundation.common.errors import Conflict, Invalid, NotFound, PortalError, Unavailable
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import uuid_or_none, whole_number
from mdo_platform.questionnaires import queries, services
from mdo_platform.questionnaires.forms import TakenForm
from mdo_platform.questionnaires.models import Draft, Result
from mdo_platform.questionnaires.presenters import answer_raw, answer_words
from mdo_platform.register import rules
from mdo_platform.register.views.saving import Attempt, Saved, Version, answer

from .filling_page import Trouble, page, prefix, progress_part


@require_http_methods(["GET", "POST"])
def fill_in(request: GroupRequest, patient_id: UUID, tool: str) -> HttpResponse:
    """The questions; sent as a whole it saves, and finishes when that is asked."""
    found = queries.open_form(request.actor, patient_id, tool=tool)
    rules.check_can_change_patient(request.actor, patient_id)
    if request.method == "GET":
        return page(request, found)
    changed = _changed(request, found)
    try:
        draft = _save(request, found, changed)
    except Invalid as error:
        return page(request, found, Trouble(errors=error.fields, typed=changed), status=400)
    except Conflict as error:
        again = queries.open_form(request.actor, patient_id, tool=tool)
        return page(request, again, Trouble(conflict=error.current, typed=changed), status=409)
    except PortalError as error:
        if error.status != 410 or not (done := _finished_before(request, patient_id, tool)):
            raise
        return redirect("questionnaires:result", done.pk)
    if request.POST.get("do") in ("finish", "anyway"):
        return _finish(request, found, draft)
    messages.success(request, _("Bewaard. Je kunt later verder gaan, of een collega."))
    return redirect(f"{reverse('questionnaires:fill_in', args=[patient_id, tool])}{_place(request)}")


@require_POST
def save_item(request: GroupRequest, patient_id: UUID, tool: str, item: str) -> HttpResponse:
    """One answer, while somebody fills in."""
    found = queries.open_form(request.actor, patient_id, tool=tool)
    declared = next((one for one in found.questionnaire.items if one.code == item), None)
    if declared is None:
        raise NotFound
    typed = request.POST.get(prefix(item), "")

    def save(version: int | None) -> Saved:
        draft = services.save_answers(patient_id, by=request.actor, tool=tool, version=version, answers={item: typed})
        parts = {"progress": progress_part(found.questionnaire, draft), "draft": _draft_part(draft)}
        if draft is None:
            return Saved(version=0, at=timezone.now(), fragments=parts)
        return Saved(version=draft.version, at=draft.updated_at, fragments=parts)

    attempt = Attempt(
        label=declared.text,
        mine=Version(value=typed, words=answer_words(declared, typed)),
        save=save,
        theirs=lambda current: Version(
            value=answer_raw(current[item]), words=answer_words(declared, current[item]) if current[item] else ""
        ),
        back=reverse("questionnaires:fill_in", args=[patient_id, tool]),
    )
    return answer(request, attempt)


@require_POST
def discard(request: GroupRequest, patient_id: UUID, tool: str) -> HttpResponse:
    """Throw away what was filled in; `next=again` begins anew at once."""
    services.discard_draft(patient_id, by=request.actor, tool=tool)
    messages.success(request, _("De antwoorden zijn weggegooid. Vandaag kun je ze nog terughalen."))
    place = "fill_in" if request.POST.get("next") == "again" else "instruments"
    args = [patient_id, tool] if place == "fill_in" else [patient_id]
    return redirect(reverse(f"questionnaires:{place}", args=args))


@require_POST
def restore(request: GroupRequest, patient_id: UUID, tool: str) -> HttpResponse:
    try:
        services.restore_draft(patient_id, by=request.actor, tool=tool)
        messages.success(request, _("De antwoorden zijn terug."))
    except Invalid as error:
        messages.warning(request, str(error.message))
    return redirect("questionnaires:fill_in", patient_id, tool)


def _save(request: GroupRequest, found: queries.OpenForm, changed: dict[str, str]) -> Draft | None:
    version = whole_number(request.POST.get("version", ""))
    if version is None:
        raise Invalid(_("Laad de pagina opnieuw en probeer het nog eens."))
    return services.save_answers(
        found.record.patient.pk, by=request.actor, tool=found.questionnaire.code, version=version, answers=changed
    )


def _changed(request: GroupRequest, found: queries.OpenForm) -> dict[str, str]:
    """What differs from what the page showed: a page that was loaded long ago overwrites nothing else."""
    cleared = request.POST.get("clear", "")
    codes = [item.code for item in found.questionnaire.items]
    typed = {code: "" if code == cleared else request.POST.get(prefix(code), "").strip() for code in codes}
    return {code: text for code, text in typed.items() if text != request.POST.get(f"seen-{code}", "")}


def _finish(request: GroupRequest, found: queries.OpenForm, draft: Draft | None) -> HttpResponse:
    patient_id, tool = found.record.patient.pk, found.questionnaire.code
    form = TakenForm(request.POST)
    now = queries.open_form(request.actor, patient_id, tool=tool)
    if not form.is_valid():
        return page(request, now, Trouble(form=form), status=400)
    try:
        made = services.finish_draft(
            patient_id,
            by=request.actor,
            tool=tool,
            draft_id=draft.pk if draft else None,
            is_incomplete=request.POST.get("do") == "anyway",
            **form.cleaned_data,
        )
    except Invalid as error:
        own = {name: texts for name, texts in error.fields.items() if name in form.fields}
        form.add_refusal(error) if own else None
        return page(request, now, Trouble(form=form, open=() if own else tuple(error.fields), said=error), status=400)
    except Unavailable as error:
        return page(request, now, Trouble(form=form, said=error), status=error.status)
    return redirect("questionnaires:result", made.pk)


def _finished_before(request: GroupRequest, patient_id: UUID, tool: str) -> Result | None:
    """The result that a first click made, for the second one."""
    key = uuid_or_none(request.POST.get("draft", ""))
    if key is None or request.POST.get("do") not in ("finish", "anyway"):
        return None
    return services.finish_draft(patient_id, by=request.actor, tool=tool, draft_id=key)


def _place(request: GroupRequest) -> str:
    cleared = request.POST.get("clear", "")
    return f"#q-{cleared}" if cleared.isidentifier() else ""


def _draft_part(draft: Draft | None) -> str:
    return render_to_string("questionnaires/_draft.html", {"draft": draft})
