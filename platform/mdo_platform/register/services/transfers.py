"""From one target group to another, and the end of a second one (R-03, R-04, clinical §8)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_platform.register.models import (
    Change,
    ConsentGivenBy,
    ConsentStatus,
    EndReason,
    Enrolment,
    EnrolmentKind,
)
from mdo_platform.register.text import clean_text

from .consents import ask_consent_again
from .enrolments import answered_before, change_enrolment, check_open, locked_enrolment, start_enrolment
from .history import one_change

NOTE_LENGTH = 300
THEMATIC_END_REASONS = (EndReason.CARE_ENDED, EndReason.AT_REQUEST)


def transfer_enrolment(
    enrolment_id: UUID,
    *,
    by: Actor,
    version: int | None,
    target_group: str,
    reason: str,
    consent: str = ConsentStatus.UNKNOWN,
    consent_given_by: str = ConsentGivenBy.PATIENT,
    consent_scope: str = "",
    consent_given_on: date | None = None,
    on: date | None = None,
) -> Enrolment:
    """Move the patient's primary enrolment to another target group (R-04, clinical §8); `reason` says why.

    Only prognosis, urgency and the question start empty; the old enrolment keeps its own as history. Consent counts for
    the old circle of people, so it is what is said now: unknown until somebody asked again. Sent twice by one person it
    is made once.
    """
    why = clean_text(reason, field="reason", limit=NOTE_LENGTH, required=True)
    with one_change(by):
        old = locked_enrolment(enrolment_id, by=by)
        if (made := _transferred_before(old, by=by, target_group=target_group)) is not None:
            return answered_before(made)
        _check_transferable(old, target_group=target_group)
        today = on or timezone.localdate()
        ended = {"ended_on": today, "end_reason": EndReason.TRANSFERRED.value, "end_note": why}
        change_enrolment(old, by=by, version=version, field="end_reason", changes=ended)
        new = start_enrolment(
            old.patient,
            by=by,
            target_group=target_group,
            kind=EnrolmentKind.PRIMARY,
            started_on=today,
            transferred_from=old,
        )
        said = {"given_by": consent_given_by, "scope": consent_scope, "given_on": consent_given_on}
        ask_consent_again(old.patient, by=by, status=consent, **said)
        return new


def _transferred_before(old: Enrolment, *, by: Actor, target_group: str) -> Enrolment | None:
    """What the same person made of the same click a moment ago."""
    mine = Change.objects.filter(record_id=old.pk, field="end_reason", by_id=by.user_id)
    if old.end_reason != EndReason.TRANSFERRED or not mine.exists():
        return None
    return Enrolment.objects.filter(transferred_from=old, target_group=target_group).first()


def _check_transferable(old: Enrolment, *, target_group: str) -> None:
    check_open(old)
    if old.kind != EnrolmentKind.PRIMARY:
        raise Invalid(_("Alleen de eerste doelgroep kun je overzetten. Een tweede doelgroep meld je aan of af."))
    if old.target_group == target_group:
        sentence = _("De patiënt heeft deze doelgroep al.")
        raise Invalid(sentence, fields={"target_group": [sentence]})


def end_thematic(
    enrolment_id: UUID, *, by: Actor, version: int | None, reason: str = EndReason.CARE_ENDED
) -> Enrolment:
    """Take a patient off a second target group; the first ends by a transfer or with the register.

    Ended already is fine.
    """
    if reason not in THEMATIC_END_REASONS:
        sentence = _("Kies een van de mogelijkheden.")
        raise Invalid(sentence, fields={"reason": [sentence]})
    with one_change(by):
        enrolment = locked_enrolment(enrolment_id, by=by)
        if enrolment.kind != EnrolmentKind.THEMATIC:
            raise Invalid(_("De eerste doelgroep eindigt door overzetten of afsluiten."))
        if enrolment.ended_on is not None:
            return answered_before(enrolment)
        changes = {"ended_on": timezone.localdate(), "end_reason": reason}
        return change_enrolment(enrolment, by=by, version=version, field="end_reason", changes=changes)
