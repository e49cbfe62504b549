"""Whom somebody treats, and who consented: what the access log asks at every line (NEN 7513, 'controles')."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mdo_foundation.audit.controls import Known
from mdo_foundation.common.actor import Actor
from mdo_platform.register.models import ConsentStatus, InvolvedProfessional, Patient
from mdo_platform.register.rules import in_care_at

CONSENTING = (ConsentStatus.AGREED, ConsentStatus.INFORMED)
_AT_ONCE = 10_000  # ids in one statement


def known(actor: Actor, patient_ids: Sequence[UUID]) -> Known:
    """One query. Treated: as own GP, as who entered a patient without a GP, as one of the involved, or by an own
    organisation that is in care there today. A patient whose record is deleted is neither treated nor consenting.
    """
    treated: set[UUID] = set()
    consenting: set[UUID] = set()
    for start in range(0, len(patient_ids), _AT_ONCE):
        found = Patient.objects.filter(pk__in=patient_ids[start : start + _AT_ONCE])
        for pk, consent, is_treated in found.annotate(is_treated=_treated_by(actor)).values_list(
            "pk", "consent", "is_treated"
        ):
            if is_treated and actor.via != "system":
                treated.add(pk)
            if consent in CONSENTING:
                consenting.add(pk)
    return Known(treated=frozenset(treated), consenting=frozenset(consenting))


def _treated_by(actor: Actor) -> Q:
    today = timezone.localdate()
    involved = InvolvedProfessional.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), patient=OuterRef("pk"), user_id=actor.user_id
    )
    own = Q(gp_id=actor.user_id) | Q(gp_id=None, created_by_id=actor.user_id) | Q(Exists(involved))
    return own | Q(in_care_at(actor.organisation_ids, on=today)) if actor.organisation_ids else own
