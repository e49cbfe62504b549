"""What is recorded about a patient, short enough for a projector: the four dimensions and the planning ahead."""

from __future__ import annotations

from dataclasses import dataclass

from mdo_platform.register.models import AnswerState
from mdo_platform.register.presenters.record import DimensionView, FieldView, recorded_dimensions
from mdo_platform.register.queries import PatientRecord
from mdo_plugin_api import Dimension

PLANNING = (Dimension.SHARED_DECISIONS, Dimension.PLANNING_AHEAD)
SHOWN = (Dimension.SOMATIC, Dimension.PSYCHOLOGICAL, Dimension.SOCIAL, Dimension.SPIRITUAL)


@dataclass(frozen=True, kw_only=True)
class DimensionCard:
    label: str
    icon: str
    problems: list[str]
    strengths: list[str]
    details: list[str]


@dataclass(frozen=True, kw_only=True)
class PlanningLine:
    """`is_open`: asked, but not discussed, not chosen or not known yet. `is_old`: look at it again (clinical §4.1)."""

    text: str
    is_open: bool
    is_old: bool


def dimension_cards(record: PatientRecord) -> list[DimensionCard]:
    return [_card(view) for view in recorded_dimensions(record) if view.label.dimension in SHOWN]


def planning_lines(record: PatientRecord) -> list[PlanningLine]:
    """Advance care planning (R-08): what is settled, then what is still open; only fields meant for a meeting."""
    views = [
        view for found in recorded_dimensions(record) if found.label.dimension in PLANNING for view in found.fields
    ]
    lines = [_planning(view) for view in views if view.field.compact and view.answer]
    return sorted(lines, key=lambda line: line.is_open)


def _card(view: DimensionView) -> DimensionCard:
    filled = [one for one in view.fields if one.field.compact and one.state == AnswerState.FILLED]
    return DimensionCard(
        label=str(view.label.label),
        icon=view.label.icon,
        problems=_bullets(view.problems),
        strengths=_bullets(view.strengths),
        details=[f"{one.field.label}: {one.text}" for one in filled],
    )


def _bullets(view: FieldView | None) -> list[str]:
    """A main field is typed as lines; each becomes a line of its own on the screen."""
    text = view.text if view and view.state == AnswerState.FILLED else ""
    lines = (line.strip(" -•\t") for line in text.splitlines())
    return [line for line in lines if line]


def _planning(view: FieldView) -> PlanningLine:
    return PlanningLine(
        text=f"{view.field.label}: {view.text}", is_open=view.state != AnswerState.FILLED, is_old=view.is_old
    )
