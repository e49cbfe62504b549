"""From a draft to a result: scored by the plugin, kept, and the draft gone, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import current_group
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.questionnaires import rules
from mdo_platform.questionnaires.models import Draft, How, Result
from mdo_platform.questionnaires.tools import active_target_groups, open_questionnaire
from mdo_platform.register.services.history import changeable_patient, one_change
from mdo_plugin_api import Item, Questionnaire
from mdo_tenants.groups.queries import keeps_item_answers

from .drafts import gone
from .results import Taken, add_result, made_before


def finish_draft(
    patient_id: UUID,
    *,
    by: Actor,
    tool: str,
    draft_id: UUID | None,
    taken_on: date | None = None,
    remark: str = "",
    is_incomplete: bool = False,
) -> Result:
    """Score what was filled in and keep that; the same draft twice gives the one result.

    Raises Invalid under the codes of the questions that are open; with `is_incomplete` only when the plugin gives no
    score without them. Unavailable when the plugin fails: nothing is stored, the answers stay in the draft. `draft_id`
    None: nothing was filled in yet.
    """
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        if (existing := made_before(patient, key=draft_id, tool=tool, how=How.FILLED_IN)) is not None:
            return existing
        groups = active_target_groups(patient_id)
        questionnaire = open_questionnaire(tool, target_groups=groups)
        if draft_id is None:
            raise _open(questionnaire.asked({}), is_needed=True)
        draft = Draft.objects.filter(pk=draft_id, patient=patient, tool=tool, discarded_at=None).first()
        if draft is None:
            raise gone()
        scored = _scored(questionnaire, draft, is_incomplete=is_incomplete)
        taken = Taken(on=taken_on, remark=remark, key=draft_id)
        draft.delete()
        return add_result(patient, questionnaire, by=by, target_group=groups[0], taken=taken, **scored)


def _scored(questionnaire: Questionnaire, draft: Draft, *, is_incomplete: bool) -> dict[str, Any]:
    """What the plugin makes of the answers, and how many of them there are."""
    answers, so_far = rules.counting(questionnaire, draft.answers), rules.progress(questionnaire, draft.answers)
    if so_far.open and not is_incomplete:
        raise _open(so_far.open)
    score = get_registry().score(questionnaire.code, answers)
    if score is None:
        raise _open(so_far.open, is_needed=True)
    return {
        "score": score,
        "how": How.FILLED_IN.value,
        "answered": so_far.answered,
        "asked": len(so_far.asked),
        "items": _kept(answers),
        "draft_version": draft.version,
    }


def _kept(answers: dict[str, Any]) -> dict[str, Any] | None:
    """Asked of the group at this moment: a choice against them may have been made while this request ran."""
    return answers if keeps_item_answers(current_group().id) else None


def _open(items: Iterable[Item], *, is_needed: bool = False) -> Invalid:
    fields = {item.code: [_("Deze vraag is nog niet beantwoord.")] for item in items}
    if is_needed:
        return Invalid(_("Er zijn te veel vragen open om een score te berekenen."), fields=fields)
    sentence = ngettext("Er is nog %(count)d vraag open.", "Er zijn nog %(count)d vragen open.", len(fields))
    return Invalid(sentence % {"count": len(fields)}, fields=fields)
