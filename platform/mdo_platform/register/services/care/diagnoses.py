from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_platform.register import codes
from mdo_platform.register.models import Diagnosis
from mdo_platform.register.services.history import changeable_patient, given, note, one_change
from mdo_tenants.terminology.icpc import is_code, neat_code

from .rows import any_row, change_row, clean_lines, made_before, present_row, refuse


def clean_diagnosis(*, icpc: str, title: str) -> tuple[str, str]:
    """A code by its pattern with a title, or a title only, as they may be stored; asks the database nothing."""
    code = neat_code(icpc)
    if code and not is_code(code):
        raise refuse("icpc", _("Vul een ICPC-code in zoals R84 of A49.01, of alleen een omschrijving."))
    return code, clean_lines(Diagnosis, {"title": title}, required=set() if code else {"title"})["title"]


def add_diagnosis(
    patient_id: UUID, *, by: Actor, icpc: str = "", title: str = "", idempotency_key: UUID | None = None
) -> Diagnosis:
    """Add a diagnosis (R-09); the same key adds one. A code alone gets the title that is known for it."""
    code, text = clean_diagnosis(icpc=icpc, title=title)
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        if (existing := made_before(Diagnosis, patient, key=idempotency_key)) is not None:
            return existing
        values = {"icpc": code, "title": text or codes.title_of(code)}
        diagnosis = Diagnosis.objects.create(
            patient=patient,
            **values,
            recorded_on=timezone.localdate(),
            recorded_by_name=by.name,
            idempotency_key=idempotency_key,
        )
        note(diagnosis, patient_id=patient.pk, by=by, history=given(values), action="C")
        return diagnosis


def change_diagnosis(diagnosis_id: UUID, *, by: Actor, version: int | None, **texts: str) -> Diagnosis:
    """Change the code, the title, or both; what is not given stays."""
    with one_change(by):
        diagnosis = present_row(Diagnosis, diagnosis_id, by=by)
        code, text = clean_diagnosis(**{"icpc": diagnosis.icpc, "title": diagnosis.title} | texts)
        changes = {"icpc": code, "title": text or codes.title_of(code)}
        return change_row(diagnosis, by=by, version=version, changes=changes)


def end_diagnosis(diagnosis_id: UUID, *, by: Actor, version: int | None) -> Diagnosis:
    """Take a diagnosis away; it can be put back."""
    with one_change(by):
        diagnosis = present_row(Diagnosis, diagnosis_id, by=by)
        return change_row(
            diagnosis,
            by=by,
            version=version,
            changes={"ended_on": timezone.localdate()},
            history={"diagnosis": (_shown(diagnosis), None)},
        )


def restore_diagnosis(diagnosis_id: UUID, *, by: Actor) -> Diagnosis:
    """Put back what was taken away; again changes nothing."""
    with one_change(by):
        diagnosis = any_row(Diagnosis, diagnosis_id, by=by)
        return change_row(
            diagnosis,
            by=by,
            version=None,
            changes={"ended_on": None},
            history={"diagnosis": (None, _shown(diagnosis))},
        )


def _shown(diagnosis: Diagnosis) -> str:
    return " ".join(filter(None, (diagnosis.icpc, diagnosis.title)))
