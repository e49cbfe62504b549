"""A patient's instruments: what is offered, what is being filled in, what came out. A fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_foundation.targetgroups.archive import get_archive
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.questionnaires.models import Draft, Result
from mdo_platform.questionnaires.rules import Progress, progress
from mdo_platform.questionnaires.tools import open_questionnaire
from mdo_platform.register.queries import PatientRecord, patient_record, suggestions
from mdo_platform.register.queries.suggestions import catalogue
from mdo_plugin_api import Questionnaire, Score, Tool
from mdo_tenants.licences.queries import is_open, permitted_codes

from .results import results_of


@dataclass(frozen=True, kw_only=True)
class ToolState:
    """A tool for one patient. `tool` is as it was last declared, None if never; `is_active`: a plugin still has it.
    `is_offered`: by the present target groups.

    `is_open`: its questions can be filled in here; only then there is a `draft`, or one that was thrown away and can be
    taken back. Newest results first.
    """

    code: str
    tool: Tool | None
    is_active: bool
    is_offered: bool
    is_open: bool
    fits: bool
    draft: Draft | None = None
    thrown_away: Draft | None = None
    results: list[Result] = field(default_factory=list)
    removed: list[Result] = field(default_factory=list)

    @property
    def newest(self) -> Result | None:
        return self.results[0] if self.results else None

    @property
    def is_busy(self) -> bool:
        """Somebody is filling it in, or threw that away and may want it back."""
        return self.draft is not None or self.thrown_away is not None

    @property
    def progress(self) -> Progress | None:
        if self.draft is None or not isinstance(self.tool, Questionnaire):
            return None
        return progress(self.tool, self.draft.answers)

    @property
    def takes_score(self) -> bool:
        """Whether a total can be recorded."""
        return self.is_offered and isinstance(self.tool, Score)


@dataclass(frozen=True, kw_only=True)
class Instruments:
    record: PatientRecord
    states: list[ToolState]

    def state(self, code: str) -> ToolState:
        found = next((one for one in self.states if one.code == code), None)
        if found is None:
            raise NotFound
        return found


@dataclass(frozen=True, kw_only=True)
class OpenForm:
    """A questionnaire with what is filled in so far."""

    record: PatientRecord
    questionnaire: Questionnaire
    draft: Draft | None
    progress: Progress


def instruments(actor: Actor, patient_id: UUID) -> Instruments:
    """What the target groups offer, those that fit first, then what only has results. The read is logged."""
    record = patient_record(actor, patient_id, page="instruments")
    drafts = _drafts(patient_id)
    by_tool: defaultdict[str, list[Result]] = defaultdict(list)
    for one in results_of(patient_id):
        by_tool[one.tool].append(one)
    offered = {tool.code: tool for tool in catalogue(record.target_groups).tools}
    opened = _opened(offered)
    fitting = {aid.code for aid in suggestions(record).tools if aid.fits}
    codes = dict.fromkeys([*sorted(offered, key=lambda code: code not in fitting), *by_tool])
    states = [
        ToolState(
            code=code,
            tool=offered.get(code) or get_archive().tool(code),
            is_active=code in offered or get_registry().tool(code) is not None,
            is_offered=code in offered,
            is_open=code in opened,
            fits=code in fitting,
            **(drafts.get(code, {}) if code in opened else {}),
            results=[one for one in by_tool[code] if one.removed_at is None],
            removed=[one for one in by_tool[code] if one.removed_at is not None],
        )
        for code in codes
    ]
    return Instruments(record=record, states=states)


def open_form(actor: Actor, patient_id: UUID, *, tool: str) -> OpenForm:
    """One questionnaire to fill in; NotFound when it is not offered, NotAllowed when its licence is not open."""
    record = patient_record(actor, patient_id, page="questionnaire")
    found = open_questionnaire(tool, target_groups=record.target_groups)
    draft = Draft.objects.filter(patient=patient_id, tool=tool, discarded_at=None).first()
    so_far = progress(found, draft.answers if draft else {})
    return OpenForm(record=record, questionnaire=found, draft=draft, progress=so_far)


def _drafts(patient_id: UUID) -> dict[str, dict[str, Draft]]:
    """By tool what is being filled in; where nothing is, what was thrown away last. No moment sorts last."""
    found: dict[str, dict[str, Draft]] = {}
    for one in Draft.objects.filter(patient=patient_id).order_by("discarded_at"):
        key = "draft" if one.discarded_at is None else "thrown_away"
        found[one.tool] = {key: one}
    return found


def _opened(offered: Mapping[str, Tool]) -> set[str]:
    permitted = permitted_codes()
    return {
        code for code, tool in offered.items() if isinstance(tool, Questionnaire) and is_open(tool, permitted=permitted)
    }
