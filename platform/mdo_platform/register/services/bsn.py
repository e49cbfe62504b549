"""A patient's BSN: encrypted, bound to its row, and never in the history, the log or an error."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.crypto import encrypt
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.versioned import save_version
from mdo_platform.register import rules
from mdo_platform.register.models import Bsn
from mdo_platform.register.numbers import clean_bsn
from mdo_platform.register.queries.bsn import context_of, stored_digits

from .history import changeable_patient, note, one_change, raise_conflict


def set_bsn(patient_id: UUID, *, by: Actor, number: str, has_leading_zero: bool = False, version: int | None) -> Bsn:
    """Record or replace the BSN; `version` is 0 when there was none. The history says that it changed, not to what."""
    rules.check_can_use_bsn(by, patient_id)
    digits = clean_bsn(number, has_leading_zero=has_leading_zero)
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        row = Bsn.objects.filter(patient=patient).first()
        if row is not None and stored_digits(row) == digits:
            return row
        _check_version(row, version=version)
        fresh = row or Bsn(patient=patient)
        signed = {"recorded_by_id": by.user_id, "recorded_by_name": by.name, "recorded_at": timezone.now()}
        token = encrypt(digits, context=context_of(fresh), group_id=current_group().id)
        if row is None:
            saved = Bsn.objects.create(pk=fresh.pk, patient=patient, token=token, **signed)
        else:
            saved = save_version(row, version=row.version, token=token, is_verified=False, **signed)
        history = {"bsn": (True if row else None, True)}
        note(saved, patient_id=patient_id, by=by, history=history, action="U" if row else "C")
        return saved


def remove_bsn(patient_id: UUID, *, by: Actor, version: int | None) -> None:
    """Take the BSN away; NotFound when there is none."""
    rules.check_can_use_bsn(by, patient_id)
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        row = Bsn.objects.filter(patient=patient).first()
        if row is None:
            raise NotFound
        _check_version(row, version=version)
        note(row, patient_id=patient_id, by=by, history={"bsn": (True, None)}, action="D")
        row.delete()


def _check_version(row: Bsn | None, *, version: int | None) -> None:
    present = row.version if row else 0
    if version is not None and version != present:
        by, at = (row.recorded_by_name, row.recorded_at) if row else ("", timezone.now())
        raise_conflict(present, values={}, by=by, at=at)
