"""What questionnaires hang into the register: a tab of the patient, and how the timeline tells of results."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common import dutch
from mdo_foundation.common.actor import Actor
from mdo_foundation.targetgroups.presenters import tool_label
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.questionnaires import services
from mdo_platform.questionnaires.models import Result
from mdo_platform.questionnaires.recorded import in_history
from mdo_platform.register.kinds import RecordKind, register_kind
from mdo_platform.register.models import Change
from mdo_platform.register.panels import PatientTab, register_tab, set_tool_page
from mdo_platform.register.presenters.sentences import Said, Told, say
from mdo_platform.register.recorded import is_same
from mdo_plugin_api import Score

from .presenters import score_text

TAB = "instruments"


def register_panels() -> None:
    register_tab(PatientTab(name=TAB, label=gettext_lazy("Meetinstrumenten"), route="questionnaires:instruments"))
    register_kind(RESULTS)
    set_tool_page(_page)


def result_words(_target_group: str, _tool: str, value: Any) -> str:
    """8 (Mogelijke depressie), 3 november."""
    if not value:
        return ""
    day = dutch.day_month(date.fromisoformat(value["on"]), today=timezone.localdate())
    band = f" ({value['band']})" if value["band"] else ""
    return f"{score_text(value['score'])}{band}, {day}"


def _page(patient_id: UUID, code: str) -> str:
    """A link or document leads elsewhere by itself."""
    return (
        reverse("questionnaires:tool", args=[patient_id, code]) if isinstance(get_registry().tool(code), Score) else ""
    )


def _tell(told: Told) -> Said | None:
    part = told.parts[0]
    if told.is_undo and part.new:
        return say(_("{by} zette de uitslag van ‘{tool}’ terug: {new}."), told, tool=part.name, new=part.new)
    if part.new:
        return say(_("{by} legde ‘{tool}’ vast: {new}."), told, tool=part.name, new=part.new)
    return say(_("{by} haalde de uitslag van ‘{tool}’ weg: {old}."), told, tool=part.name, old=part.old)


def _holds(change: Change) -> bool:
    found = Result.objects.filter(pk=change.record_id).first()
    return found is not None and is_same(in_history(found), change.new)


def _save_again(change: Change, by: Actor) -> object:
    if change.old is None:
        return services.remove_result(change.record_id, by=by, version=None)
    return services.put_back_result(change.record_id, by=by)


def _place(change: Change) -> str:
    patient_id: UUID = change.patient_id
    return reverse("questionnaires:tool", args=[patient_id, change.field])


RESULTS = RecordKind(
    record="result",
    subject="instruments",
    label=gettext_lazy("Meetinstrumenten"),
    name=lambda _target_group, field: tool_label(field),
    words=result_words,
    holds=_holds,
    save_again=_save_again,
    place=_place,
    tell=_tell,
)
