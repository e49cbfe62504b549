"""What the tab with the details shows about care: places wished and actual, and what is there no longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mdo_platform.register import definitions
from mdo_platform.register.models import CareInvolvement, Diagnosis, InvolvedProfessional
from mdo_platform.register.queries import FormerCare, PatientRecord
from mdo_platform.register.services.care.home_care import UNDO_WITHIN
from mdo_plugin_api import Dimension

from .record import FieldView, field_view

# the wish and how it is, of where somebody lives and dies. The fields are those of every target group.
_PLACES = (
    (gettext_lazy("Verblijf"), "pzp_plaats_verblijf", "soc_verblijf"),
    (gettext_lazy("Overlijden"), "pzp_plaats_overlijden", "eva_plaats"),
)
_CODES = {code for _title, *codes in _PLACES for code in codes}


@dataclass(frozen=True, kw_only=True)
class Former:
    """Something that was taken away or ended; `is_fresh` within a day, when it is offered to be taken back at once."""

    text: str
    ended_on: date
    is_fresh: bool
    restore_url: str


@dataclass(frozen=True, kw_only=True)
class Formers:
    fresh: list[Former]
    older: list[Former]


@dataclass(frozen=True, kw_only=True)
class Place:
    title: str
    wished: FieldView
    actual: FieldView
    is_asked: bool

    @property
    def is_evaluation(self) -> bool:
        """Filled in after the end too, by who could change the patient."""
        return self.actual.field.dimension is Dimension.EVALUATION


def former(found: FormerCare) -> dict[str, Formers]:
    return {
        "diagnoses": _formers(found.diagnoses),
        "professionals": _formers(found.professionals),
        "care": _formers(found.care),
    }


def places(record: PatientRecord) -> list[Place]:
    """Where the patient lives, and dies; the actual place of death is asked once the patient is closed."""
    fields = definitions.fields_of(record.target_groups)
    views = {code: field_view(field, record.answers.get(code)) for code, field in fields.items() if code in _CODES}
    is_closed = record.patient.closed_on is not None
    return [
        Place(
            title=str(title),
            wished=views[wished],
            actual=views[actual],
            is_asked=actual != "eva_plaats" or is_closed or views[actual].answer is not None,
        )
        for title, wished, actual in _PLACES
        if wished in views and actual in views
    ]


def _formers(rows: Sequence[Diagnosis | InvolvedProfessional | CareInvolvement]) -> Formers:
    shown = [_former(row) for row in rows]
    return Formers(fresh=[one for one in shown if one.is_fresh], older=[one for one in shown if not one.is_fresh])


def _former(row: Diagnosis | InvolvedProfessional | CareInvolvement) -> Former:
    assert row.ended_on is not None  # noqa: S101 - the query asked for ended rows
    is_fresh = timezone.now() - row.updated_at <= UNDO_WITHIN
    text, name = _words(row)
    may_return = is_fresh or not isinstance(row, CareInvolvement)
    url = reverse(f"register:restore_{name}", args=[row.pk]) if may_return else ""
    return Former(text=text, ended_on=row.ended_on, is_fresh=is_fresh, restore_url=url)


def _words(row: Any) -> tuple[str, str]:
    if isinstance(row, Diagnosis):
        return " ".join(filter(None, (row.icpc, row.title))), "diagnosis"
    if isinstance(row, InvolvedProfessional):
        return f"{row.name}, {row.discipline}", "professional"
    return row.organisation_name, "home_care"
