"""What of a patient can go into a file, and how it is written there: as the import reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mdo_platform.register.definitions import level
from mdo_platform.register.models import ConsentStatus, PatientStatus, Sex
from mdo_platform.register.presenters import group_label

from .fields import BY_CODE
from .writing.sheets import Value

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ExportColumn:
    """`read` takes a row of `export_rows`. `is_usual`: ticked when the page opens."""

    code: str
    label: Any
    read: Callable[[Row], Value]
    is_usual: bool = True


def _plain(code: str, *, is_usual: bool = True) -> ExportColumn:
    return ExportColumn(code=code, label=BY_CODE[code].label, read=lambda row: row[code], is_usual=is_usual)


def _made(code: str, read: Callable[[Row], Value], *, label: Any = None, is_usual: bool = True) -> ExportColumn:
    return ExportColumn(code=code, label=label or BY_CODE[code].label, read=read, is_usual=is_usual)


def _level(row: Row, scale: Any) -> str:
    code = row["enrolment"][scale]
    return str(level(row["enrolment"]["target_group"], scale, code).label) if code else ""


COLUMNS = (
    _plain("initials"),
    _plain("first_name", is_usual=False),
    _plain("name_prefix"),
    _plain("last_name"),
    _plain("birth_name", is_usual=False),
    _plain("birth_date"),
    _made("sex", lambda row: str(Sex(row["sex"]).label)),
    _plain("street", is_usual=False),
    _plain("house_number", is_usual=False),
    _plain("postcode", is_usual=False),
    _plain("city", is_usual=False),
    _plain("phone", is_usual=False),
    _made("gp", lambda row: row["gp_name"]),
    _made("target_group", lambda row: str(group_label(row["enrolment"]["target_group"]).label)),
    _made("thematic_groups", lambda row: "\n".join(str(group_label(code).label) for code in row["thematic"])),
    _made("prognosis", lambda row: _level(row, "prognosis")),
    _made("urgency", lambda row: _level(row, "urgency")),
    _made("question", lambda row: row["enrolment"]["question"]),
    _made("diagnoses", lambda row: "\n".join(row["diagnoses"]), is_usual=False),
    _made("home_care", lambda row: "\n".join(row["home_care"])),
    _made("consent", lambda row: str(ConsentStatus(row["consent"]).label)),
    _made("started_on", lambda row: row["enrolment"]["started_on"], label=_("Aangemeld op"), is_usual=False),
    _made("last_discussed_on", lambda row: row["enrolment"]["last_discussed_on"], label=_("Laatst besproken")),
    _made(
        "status",
        lambda row: str(capfirst(PatientStatus(row["status"]).label)),
        label=_("In het register"),
        is_usual=False,
    ),
)
BY_COLUMN = {column.code: column for column in COLUMNS}
