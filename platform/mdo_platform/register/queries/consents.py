"""What the patient said about being discussed, each time it was asked (R-17)."""

from __future__ import annotations

from uuid import UUID

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.register import rules
from mdo_platform.register.models import Consent


def consents(actor: Actor, patient_id: UUID) -> list[Consent]:
    """Newest first: by whom, when, for what, and who recorded it. The read is logged."""
    if not rules.visible_patients(actor).filter(pk=patient_id).exists():
        raise NotFound
    found = list(Consent.objects.filter(patient=patient_id))
    record_access(actor, action="R", what="patient.consents", patient_ids=[patient_id])
    return found
