"""Programmes in words: what is done, what is next, and what to register elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common import dutch
from mdo_foundation.common.errors import Conflict
from mdo_foundation.targetgroups.presenters import not_active, tool_title
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.pathways import definitions
from mdo_platform.pathways.forms import StepForm
from mdo_platform.pathways.history import step_words
from mdo_platform.pathways.models import StepConsent, StepRecord
from mdo_platform.pathways.queries import PatientPathway
from mdo_platform.register.definitions import known_field
from mdo_platform.register.panels import panels
from mdo_platform.register.presenters import full_name_of, group_label
from mdo_platform.register.presenters.labels import GroupLabel
from mdo_platform.register.presenters.record import readable
from mdo_platform.register.queries import PatientRecord
from mdo_plugin_api import Outcome, Score, Step, Tool


class StepState(models.TextChoices):
    """How a step stands: in words, never by colour alone."""

    DONE = "done", gettext_lazy("Gedaan")
    NEXT = "next", gettext_lazy("Volgende")
    DECLINED = "declined", gettext_lazy("Weigert")
    OPEN = "open", gettext_lazy("Nog niet")


_ICONS = {
    StepState.DONE: "circle-check",
    StepState.NEXT: "circle-arrow-right",
    StepState.DECLINED: "circle-x",
    StepState.OPEN: "circle-dashed",
}


@dataclass(frozen=True, kw_only=True)
class ToolView:
    """A tool of a step: where it is filled in or found, and what came out last. It sets nothing by itself."""

    code: str
    title: str
    page: str
    url: str
    newest: str


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A step as it stands; `advice` is what to register in the HIS. `form` only for who may record it."""

    code: str
    label: str
    help: str
    state: StepState
    record: StepRecord | None
    version: int = 0
    outcome: str = ""
    icpc: str = ""
    outcomes: tuple[Outcome, ...] = ()
    tools: list[ToolView] = field(default_factory=list)
    form: StepForm | None = None
    conflict: str = ""
    conflict_text: str = ""

    @property
    def icon(self) -> str:
        return _ICONS[self.state]

    @property
    def consent(self) -> str:
        known = self.record is not None and self.record.consent in StepConsent.values
        return str(StepConsent(self.record.consent).label) if known and self.record else ""

    @property
    def advice(self) -> str:
        """What the professional registers in the HIS; the portal sends nothing."""
        if not self.icpc:
            return ""
        return _("Registreer in het HIS: %(code)s %(label)s. Het portaal stuurt niets.") % {
            "code": self.icpc,
            "label": self.outcome,
        }

    @property
    def is_open_now(self) -> bool:
        """Whether its form stands open: something in it is to be mended."""
        return self.form is not None and (bool(self.form.errors or self.conflict))


@dataclass(frozen=True, kw_only=True)
class PathwayView:
    code: str
    label: str
    target_group: GroupLabel
    steps: list[StepView]
    is_current: bool
    is_due: bool
    last_discussed_on: date | None
    consent: tuple[str, str, str] | None

    @property
    def done(self) -> int:
        return sum(one.state is StepState.DONE for one in self.steps)


def pathway_views(record: PatientRecord, found: list[PatientPathway], *, can_change: bool) -> list[PathwayView]:
    return [_pathway(record, one, can_change=can_change and one.is_current) for one in found]


def with_form(
    views: list[PathwayView], form: StepForm, *, pathway: str, conflict: Conflict | None = None
) -> list[PathwayView]:
    """The same programmes with what somebody typed in one step, and what is wrong with it."""
    return [_with_form(one, form, conflict) if one.code == pathway else one for one in views]


def due_rows(rows: list[dict[str, Any]], cells: Mapping[UUID, SafeString]) -> list[dict[str, Any]]:
    """Rows of the list of who should be discussed: names, words, and what the agenda says of each."""
    return [
        row
        | {
            "name": full_name_of({name.removeprefix("patient__"): value for name, value in row.items()}),
            "birth_year": row["patient__birth_date"].year,
            "group": group_label(row["target_group"]),
            "cell": cells.get(row["patient_id"], ""),
        }
        for row in rows
    ]


def _with_form(view: PathwayView, form: StepForm, conflict: Conflict | None) -> PathwayView:
    said = _conflict_words(view.target_group.code, form.step, conflict) if conflict else ("", "")
    title, text = said
    steps = [
        replace(one, form=form, conflict=title, conflict_text=text) if one.code == form.step.code else one
        for one in view.steps
    ]
    return replace(view, steps=steps)


def _conflict_words(target_group: str, step: Step, conflict: Conflict) -> tuple[str, str]:
    """What somebody else made of the step, or of the field that its outcome fills in, meanwhile."""
    current = conflict.current
    values, name = current["values"], current.get("field", "")
    if name:
        now = readable(known_field(name), values["value"], state=values["state"]) if values["state"] else ""
    else:
        now = step_words(target_group, step.code, values if values["done_on"] else None)
    template = _("%(by)s maakte ervan: %(now)s. Sla je nu op, dan komt in de plaats wat jij hieronder koos.")
    return str(conflict.message), template % {"by": current["by"], "now": now or _("leeg")}


def _pathway(record: PatientRecord, found: PatientPathway, *, can_change: bool) -> PathwayView:
    declared = list(found.pathway.steps) if found.pathway else []
    following = next((one.code for one in declared if _is_open(found.records.get(one.code))), "")
    views = [_step(found, step, is_next=found.is_current and step.code == following) for step in declared]
    if can_change and found.pathway:
        seen = {code: answer.version for code, answer in record.answers.items()}
        make = partial(StepForm, pathway=found.pathway, seen=seen)
        forms = (make(step=step, record=found.records.get(step.code)) for step in declared)
        views = [replace(view, form=form) for view, form in zip(views, forms, strict=True)]
    gone = found.records.keys() - {one.code for one in declared}
    left = [_step(found, _gone(code), is_next=False) for code in found.records if code in gone]
    views += [view for view in left if view.record is not None]
    return PathwayView(
        code=found.code,
        label=found.pathway.label if found.pathway else found.code,
        target_group=group_label(found.target_group),
        steps=views,
        is_current=found.is_current,
        is_due=found.is_due,
        last_discussed_on=found.last_discussed_on,
        consent=found.pathway.consent if found.pathway else None,
    )


def _step(found: PatientPathway, step: Step, *, is_next: bool) -> StepView:
    record = found.records.get(step.code)
    outcome = definitions.outcome_of(step, record.outcome) if record else None
    return StepView(
        code=step.code,
        label=step.label,
        help=step.help,
        state=_state(record, is_next=is_next),
        record=None if _is_open(record) else record,
        version=record.version if record else 0,
        outcome=definitions.outcome_label(step, record.outcome) if record else "",
        icpc=outcome.icpc if outcome else "",
        outcomes=step.outcomes,
        tools=[_tool(found, code) for code in step.tools] if found.is_current else [],
    )


def _is_open(record: StepRecord | None) -> bool:
    return record is None or record.is_open


def _state(record: StepRecord | None, *, is_next: bool) -> StepState:
    if record is None or record.is_open:
        return StepState.NEXT if is_next else StepState.OPEN
    return StepState.DECLINED if record.is_declined else StepState.DONE


def _gone(code: str) -> Step:
    """A step that nobody knows any more, by the code that is stored."""
    return Step(code=code, label=not_active(code), help="", outcomes=())


def _tool(found: PatientPathway, code: str) -> ToolView:
    tool = get_registry().tool(code)
    return ToolView(
        code=code,
        title=tool_title(code),
        page=panels.tool_page(found.patient_id, code),
        url=getattr(tool, "url", ""),
        newest=_newest(tool, found.scores.get(code, ())),
    )


def _newest(tool: Tool | None, taken: Sequence[tuple[date, float]]) -> str:
    """ "Aan alle vijf criteria voldaan (1), 3 november"; nothing when it was never taken."""
    if not taken:
        return ""
    day, score = taken[0]
    band = tool.band(score) if isinstance(tool, Score) else None
    number = dutch.number(int(score) if score.is_integer() else round(score, 2))
    shown = f"{band.label} ({number})" if band else number
    return f"{shown}, {dutch.day_month(day, today=timezone.localdate())}"
