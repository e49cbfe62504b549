"""The page with the questions, as it is first shown and when something is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from mdo_foundation.common.errors import PortalError
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.questionnaires import presenters, queries, rules
from mdo_platform.questionnaires.forms import TakenForm
from mdo_platform.questionnaires.models import Draft
from mdo_platform.register.presenters import full_name_of
from mdo_plugin_api import Questionnaire


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What is in the way: answers that do not fit, a colleague's, questions that are open, or a plugin that fails."""

    errors: Mapping[str, list[str]] = field(default_factory=dict)
    typed: Mapping[str, Any] | None = None
    conflict: Mapping[str, Any] | None = None
    form: TakenForm | None = None
    open: Sequence[str] = ()
    said: PortalError | None = None


def prefix(item: str) -> str:
    """The name of a question's controls."""
    return f"a-{item}"


def page(
    request: GroupRequest, found: queries.OpenForm, trouble: Trouble | None = None, *, status: int = 200
) -> HttpResponse:
    trouble = trouble or Trouble()
    patient, questionnaire = found.record.patient, found.questionnaire
    items = presenters.item_views(found, errors=trouble.errors, typed=trouble.typed)
    context = {
        "patient": patient,
        "name": full_name_of(patient),
        "questionnaire": questionnaire,
        "items": items,
        "draft": found.draft,
        "progress": found.progress,
        "form": trouble.form or TakenForm(),
        "conflict": trouble.conflict and _conflict(questionnaire, trouble.conflict),
        "wrong": [one for one in items if one.errors],
        "open": [one for one in items if one.item.code in trouble.open],
        "said": trouble.said,
        "can_anyway": bool(trouble.open) and _can_be_scored(found),
        "direction": presenters.direction_words(questionnaire),
    }
    return render(request, "questionnaires/fill_in.html", context, status=status)


def progress_part(questionnaire: Questionnaire, draft: Draft | None) -> str:
    so_far = rules.progress(questionnaire, draft.answers if draft else {})
    return render_to_string("questionnaires/_progress.html", {"progress": so_far})


def _can_be_scored(found: queries.OpenForm) -> bool:
    """Whether the plugin gives a score with these questions open; a plugin that fails gives none."""
    answers = rules.counting(found.questionnaire, found.draft.answers if found.draft else {})
    try:
        return get_registry().score(found.questionnaire.code, answers) is not None
    except PortalError:
        return False


def _conflict(questionnaire: Questionnaire, current: Mapping[str, Any]) -> dict[str, Any]:
    items = {item.code: item for item in questionnaire.items}
    theirs = [
        (items[code].text, presenters.answer_words(items[code], answer) if answer is not None else "")
        for code, answer in current["values"].items()
    ]
    return {"by": current["by"], "theirs": theirs}
