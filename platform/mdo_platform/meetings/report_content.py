"""What a frozen report holds, as people may see it, and its PDF."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from mdo_foundation.common.pdf import render_pdf
from mdo_platform.register.models import Patient
from mdo_platform.register.presenters import short_name_of

TEMPLATE = "mdo_platform.meetings/report"
PATIENT = "patient_id"  # in the stored content only


def without(content: dict[str, Any], patients: Collection[Patient]) -> dict[str, Any]:
    """The content without the lines of these patients: of who objects, and of whose record is deleted.

    A line of before there were ids is recognised by how the patient is called in reports, though it may be another's.
    """
    ids = {str(patient.pk) for patient in patients}
    labels = {short_name_of(patient) for patient in patients}
    kept = [line for line in content["patients"] if not _is_about(line, ids=ids, labels=labels)]
    removed = content.get("removed", 0) + len(content["patients"]) - len(kept)
    return {**content, "patients": kept, "removed": removed}


def shown(content: dict[str, Any]) -> dict[str, Any]:
    """The content as people and programs get it: no id of a patient."""
    lines = [{name: value for name, value in line.items() if name != PATIENT} for line in content["patients"]]
    return {**content, "patients": lines, "removed": content.get("removed", 0)}


def _is_about(line: dict[str, Any], *, ids: Collection[str], labels: Collection[str]) -> bool:
    return line[PATIENT] in ids if PATIENT in line else line["label"] in labels


def render(content: dict[str, Any]) -> bytes:
    return render_pdf(TEMPLATE, shown(content), title=title_of(content))


def title_of(content: dict[str, Any]) -> str:
    return _("Verslag MDO %(group)s, %(day)s %(year)s") % content
