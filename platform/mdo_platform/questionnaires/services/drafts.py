"""Answering a questionnaire item by item, throwing that away, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound, PortalError
from mdo_foundation.common.versioned import save_version
from mdo_foundation.targetgroups.answers import clean_answers
from mdo_platform.questionnaires.models import Draft, Result
from mdo_platform.questionnaires.tools import active_target_groups, open_questionnaire
from mdo_platform.register.models import Patient
from mdo_platform.register.services.history import changeable_patient, note, note_read, one_change, raise_conflict
from mdo_plugin_api import Questionnaire

from .cleaning import DISCARDED_FOR, UNTOUCHED_FOR, plan_cleaning

# A draft never enters the history, which is kept when item answers are not: the log says that it was changed.
NOTHING: dict[str, tuple[Any, Any]] = {}


def save_answers(
    patient_id: UUID, *, by: Actor, tool: str, version: int | None, answers: Mapping[str, object]
) -> Draft | None:
    """Keep these answers beside those that are there; None or "" empties one. The first answer begins the draft.

    `version` is what the author saw, 0 before there is a draft. Somebody else's answer to another question is no
    conflict, and neither is the same answer. Returns None when there was nothing to begin with.
    """
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        questionnaire = open_questionnaire(tool, target_groups=active_target_groups(patient_id))
        wanted = cleaned(questionnaire, answers)
        draft = Draft.objects.filter(patient=patient, tool=tool, discarded_at=None).first()
        if draft is None:
            _check_is_first(version)
            return _begin(patient, by=by, tool=tool, wanted=wanted)
        return _answer(draft, by=by, wanted=wanted, version=version)


def discard_draft(patient_id: UUID, *, by: Actor, tool: str) -> Draft | None:
    """Throw away what was filled in; for a day it can be taken back. None when there is nothing (any more)."""
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        draft = Draft.objects.filter(patient=patient, tool=tool, discarded_at=None).first()
        if draft is None:
            note_read(patient_id, what="patient.read")
            return None
        now = timezone.now()
        plan_cleaning(now + DISCARDED_FOR)
        saved = save_version(draft, version=draft.version, discarded_at=now, updated_by_name=by.name)
        note(saved, patient_id=patient_id, by=by, history=NOTHING, action="D")
        return saved


def restore_draft(patient_id: UUID, *, by: Actor, tool: str) -> Draft:
    """Take back what was thrown away last; refused when somebody began anew since."""
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        open_questionnaire(tool, target_groups=active_target_groups(patient_id))
        present = Draft.objects.filter(patient=patient, tool=tool)
        thrown_away = present.exclude(discarded_at=None).order_by("-discarded_at").first()
        if (begun := present.filter(discarded_at=None).first()) is not None:
            raise Invalid(_("%(name)s is intussen opnieuw begonnen.") % {"name": begun.began_by_name})
        if thrown_away is None:
            raise NotFound
        saved = save_version(thrown_away, version=thrown_away.version, discarded_at=None, updated_by_name=by.name)
        plan_cleaning(saved.updated_at + UNTOUCHED_FOR)
        note(saved, patient_id=patient_id, by=by, history=NOTHING)
        return saved


def cleaned(questionnaire: Questionnaire, answers: Mapping[str, object]) -> dict[str, Any]:
    """Every given item with its valid answer, None for one that was emptied; Invalid is under the items' codes."""
    valid = clean_answers(questionnaire, answers)
    return {code: valid.get(code) for code in answers}


def gone() -> PortalError:
    sentence = _("Deze vragenlijst is intussen afgerond of weggegooid. Laad de pagina opnieuw.")
    return PortalError(sentence, code="gone", status=410)


def _check_is_first(version: int | None) -> None:
    """Who saw answers that are gone must not begin anew without knowing."""
    if version:
        raise gone()


def _begin(patient: Patient, *, by: Actor, tool: str, wanted: Mapping[str, Any]) -> Draft | None:
    given = {code: answer for code, answer in wanted.items() if answer is not None}
    if not given:
        return None
    now, number = timezone.now(), _last_version(patient, tool) + 1
    draft = Draft.objects.create(
        patient=patient,
        tool=tool,
        version=number,
        first_version=number,
        answers=given,
        marks=dict.fromkeys(given, _mark(by, version=number, at=now)),
        began_by_id=by.user_id,
        began_by_name=by.name,
        updated_by_name=by.name,
    )
    plan_cleaning(now + UNTOUCHED_FOR)
    note(draft, patient_id=patient.pk, by=by, history=NOTHING, action="C")
    return draft


def _last_version(patient: Patient, tool: str) -> int:
    """Of the drafts before."""
    finished = Result.objects.filter(patient=patient, tool=tool).aggregate(last=Max("draft_version"))
    thrown_away = Draft.objects.filter(patient=patient, tool=tool).aggregate(last=Max("version"))
    return max(finished["last"] or 0, thrown_away["last"] or 0)


def _answer(draft: Draft, *, by: Actor, wanted: Mapping[str, Any], version: int | None) -> Draft:
    different = {code: answer for code, answer in wanted.items() if draft.answers.get(code) != answer}
    if version is not None:
        _check_version(draft, version=version, codes=different)
    if not different:
        return draft
    now, number = timezone.now(), draft.version + 1
    answers = {code: answer for code, answer in {**draft.answers, **different}.items() if answer is not None}
    marks = {**draft.marks, **dict.fromkeys(different, _mark(by, version=number, at=now))}
    if timezone.localdate(draft.updated_at) != timezone.localdate(now):
        plan_cleaning(now + UNTOUCHED_FOR)
    saved = save_version(draft, version=draft.version, answers=answers, marks=marks, updated_by_name=by.name)
    note(saved, patient_id=saved.patient_id, by=by, history=NOTHING)
    return saved


def _check_version(draft: Draft, *, version: int, codes: Mapping[str, Any]) -> None:
    if version > draft.version:
        raise Invalid(gone().message, fields={"version": [_("Deze versie bestaat niet.")]})
    if 0 < version < draft.first_version:
        raise gone()
    newer = {code: mark for code, mark in draft.marks.items() if code in codes and mark["version"] > version}
    if newer:
        last = max(newer.values(), key=lambda mark: mark["version"])
        values = {code: draft.answers.get(code) for code in newer}
        raise_conflict(draft.version, values=values, by=last["by"], at=datetime.fromisoformat(last["at"]))


def _mark(by: Actor, *, version: int, at: datetime) -> dict[str, Any]:
    return {"version": version, "by": by.name, "at": at.isoformat()}
