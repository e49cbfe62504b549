"""Reading a patient's BSN: masked for the page, whole on demand and then logged."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.crypto import DecryptionError, decrypt
from mdo_foundation.common.errors import NotFound, PortalError
from mdo_foundation.common.groups import current_group
from mdo_platform.register import rules
from mdo_platform.register.models import Bsn
from mdo_platform.register.numbers import masked_bsn

logger = logging.getLogger(__name__)
UNREADABLE = _("Dit nummer kan niet worden gelezen. Verwijder het en leg het opnieuw vast.")


@dataclass(frozen=True, kw_only=True)
class BsnState:
    """What may be shown without revealing it; `masked` is empty when there is none, or when it cannot be read."""

    is_known: bool = False
    masked: str = ""
    version: int = 0
    is_verified: bool = False
    recorded_by_name: str = ""
    recorded_at: datetime | None = None


def bsn_state(actor: Actor, patient_id: UUID) -> BsnState:
    """Whether there is a BSN and how it ends, for a page or an answer that logs the read of the patient."""
    rules.check_can_use_bsn(actor, patient_id)
    row = Bsn.objects.filter(patient=patient_id).first()
    if row is None:
        return BsnState()
    digits = stored_digits(row)
    return BsnState(
        is_known=True,
        masked=masked_bsn(digits) if digits else "",
        version=row.version,
        is_verified=row.is_verified,
        recorded_by_name=row.recorded_by_name,
        recorded_at=row.recorded_at,
    )


def reveal_bsn(actor: Actor, patient_id: UUID) -> str:
    """The number itself, logged before it is returned. The caller has asked for a fresh code."""
    rules.check_can_use_bsn(actor, patient_id)
    row = Bsn.objects.filter(patient=patient_id).first()
    if row is None:
        raise NotFound
    record_access(actor, action="R", what="bsn.read", patient_ids=[patient_id])
    digits = stored_digits(row)
    if digits is None:
        raise PortalError(UNREADABLE, code="unreadable", status=409)
    return digits


def context_of(row: Bsn) -> str:
    """What the ciphertext is bound to: in another row, or with another patient, it cannot be read."""
    return f"register_bsn:{row.pk}:{row.patient_id}"


def stored_digits(row: Bsn) -> str | None:
    """None for a value that does not belong here, which nobody should ever see: the operators are told."""
    try:
        return decrypt(bytes(row.token), context=context_of(row), group_id=current_group().id)
    except DecryptionError:
        logger.exception("The BSN of row %s cannot be decrypted", row.pk)
        return None
