"""Whom somebody treats, and who consented: what the access log asks at every line (NEN 7513, 'controles').

Fixed SQL on purpose: it runs at every read, and building it from objects took four times the processor time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from mdo_foundation.audit.controls import Known
from mdo_foundation.common.actor import Actor
from mdo_platform.register.models import ConsentStatus

CONSENTING = [ConsentStatus.AGREED.value, ConsentStatus.INFORMED.value]

# Own GP, who entered a patient without a GP in the group, one of the involved, or an own organisation in care that day.
_KNOWN = """
    SELECT p.id, p.consent = ANY(%(consenting)s::text[]),
           p.gp_id IS NOT DISTINCT FROM %(actor)s::uuid
           OR (p.gp_id IS NULL AND p.created_by_id = %(actor)s::uuid)
           OR EXISTS (
               SELECT FROM register_involvedprofessional i WHERE i.patient_id = p.id AND i.user_id = %(actor)s::uuid
               AND (i.ended_on IS NULL OR i.ended_on > %(today)s::date))
           OR EXISTS (
               SELECT FROM register_careinvolvement c WHERE c.patient_id = p.id
               AND c.organisation_id = ANY(%(organisations)s::uuid[]) AND c.started_on <= %(today)s::date
               AND (c.ended_on IS NULL OR c.ended_on > %(today)s::date))
    FROM register_patient p WHERE p.id = ANY(%(ids)s::uuid[])
"""


def known(actor: Actor, patient_ids: Sequence[UUID]) -> Known:
    """One query. A patient whose record is deleted is neither treated nor consenting; the portal treats nobody."""
    asked: dict[str, Any] = {
        "actor": actor.user_id,
        "organisations": list(actor.organisation_ids),
        "today": timezone.localdate(),
        "consenting": CONSENTING,
        "ids": list(patient_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, asked)
        rows = cursor.fetchall()
    return Known(
        treated=frozenset(pk for pk, _consents, treats in rows if treats and actor.via != "system"),
        consenting=frozenset(pk for pk, consents, _treats in rows if consents),
    )
