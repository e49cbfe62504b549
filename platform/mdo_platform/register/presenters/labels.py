"""Words for codes: names, levels, target groups, dimensions, fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mdo_foundation.targetgroups.presenters import DIMENSION_LABELS, target_group_label
from mdo_platform.register.definitions import is_active, level
from mdo_platform.register.models import Enrolment, Patient
from mdo_platform.register.names import full_name, short_name
from mdo_plugin_api import Dimension, Level


@dataclass(frozen=True, kw_only=True)
class GroupLabel:
    """A target group as the screens show it, also when its module is not active any more."""

    code: str
    label: str
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class DimensionLabel:
    dimension: Dimension
    slug: str
    label: Any
    icon: str


_DIMENSIONS = (
    (Dimension.SOMATIC, "somatisch", "heart-pulse"),
    (Dimension.PSYCHOLOGICAL, "psychisch", "brain"),
    (Dimension.SOCIAL, "sociaal", "users-round"),
    (Dimension.SPIRITUAL, "zingeving", "flower-2"),
    (Dimension.SHARED_DECISIONS, "samen-keuzes-maken", "clipboard-list"),
    (Dimension.PLANNING_AHEAD, "samen-vooruit-organiseren", "calendar-check"),
    (Dimension.EVALUATION, "evaluatie", "history"),
)
DIMENSIONS = tuple(
    DimensionLabel(dimension=dimension, slug=slug, label=DIMENSION_LABELS[dimension], icon=icon)
    for dimension, slug, icon in _DIMENSIONS
)


def full_name_of(patient: Patient | Mapping[str, Any]) -> str:
    """ "Mw. A. van der Meer-Demo" of a patient or of a `.values()` row with the same columns."""
    names = ("sex", "initials", "name_prefix", "last_name")
    return full_name(**{name: _part(patient, name) for name in names})


def short_name_of(patient: Patient | Mapping[str, Any]) -> str:
    """ "Mw. M. (1941)": for the big screen, and wherever names are hidden."""
    year = _part(patient, "birth_date").year
    return short_name(sex=_part(patient, "sex"), last_name=_part(patient, "last_name"), birth_year=year)


def group_label(code: str) -> GroupLabel:
    return GroupLabel(code=code, label=target_group_label(code), is_active=is_active(code))


def urgency_of(enrolment: Enrolment) -> Level:
    return level(enrolment.target_group, "urgency", enrolment.urgency)


def prognosis_of(enrolment: Enrolment, primary: Enrolment | None) -> Level | None:
    """The enrolment's own prognosis; one without a scale of its own shows that of the primary enrolment."""
    if enrolment.prognosis or primary is None or primary.pk == enrolment.pk:
        return level(enrolment.target_group, "prognosis", enrolment.prognosis) if enrolment.prognosis else None
    return level(primary.target_group, "prognosis", primary.prognosis)


def _part(patient: Patient | Mapping[str, Any], name: str) -> Any:
    return patient[name] if isinstance(patient, Mapping) else getattr(patient, name)
