"""What a plugin may know of a patient, and what it advises. No name, date of birth or address ever gets here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.register import definitions
from mdo_platform.register.models import Answer, ConsentStatus, Enrolment
from mdo_plugin_api import WRITTEN, Advice, FieldValue, RecordSnapshot, Severity
from mdo_plugin_api.hooks import Answer as Value
from mdo_tenants.groups.rights import CONSENT_REQUIRED

from .records import PatientRecord


def snapshot(record: PatientRecord, target_group: str, *, next_meeting: date | None = None) -> RecordSnapshot:
    """The record as the plugin of `target_group` sees it: codes, values with dates, age. Nothing that was typed."""
    day = timezone.localdate()
    declared = {name for group in get_registry().target_groups for name in group.disciplines}
    enrolment = record.enrolment_for(target_group) or record.latest
    primary = record.latest
    return RecordSnapshot(
        target_group=target_group,
        thematic_groups=tuple(one.target_group for one in record.thematic),
        prognosis=enrolment.prognosis or primary.prognosis or None,
        urgency=enrolment.urgency or None,
        fields={code: _field_value(answer) for code, answer in record.answers.items()},
        age=age_on(record.patient.birth_date, day),
        scores=record.scores,
        diagnoses=tuple(one.icpc for one in record.diagnoses if one.icpc),
        disciplines=tuple(dict.fromkeys(one.discipline for one in record.professionals if one.discipline in declared)),
        consent=record.patient.consent,
        consent_on=record.consent.given_on if record.consent else None,
        has_lead=record.lead is not None,
        has_question=bool(enrolment.question),
        last_discussed=enrolment.last_discussed_on,
        next_meeting=next_meeting,
        today=day,
    )


def advice(record: PatientRecord, target_group: str, *, next_meeting: date | None = None) -> tuple[Advice, ...]:
    """What the plugin of `target_group` says: suggestions, warnings, blocks (R-18). Never raises."""
    return get_registry().advise(snapshot(record, target_group, next_meeting=next_meeting))


def agenda_refusals(
    actor: Actor,
    record: PatientRecord,
    target_group: str,
    *,
    next_meeting: date | None = None,
    said: Sequence[Advice] | None = None,
) -> list[str]:
    """Why the patient may not be put on an agenda, as sentences; empty when nothing is in the way (R-17).

    `said`: the plugin's advice when the caller has it already.
    """
    given = advice(record, target_group, next_meeting=next_meeting) if said is None else said
    reasons = [one.text for one in given if one.severity is Severity.BLOCK]
    if record.patient.consent == ConsentStatus.OBJECTS:
        reasons.insert(0, _("De patiënt maakt bezwaar tegen bespreken."))
    elif lacks_consent(record) and CONSENT_REQUIRED in actor.switches:
        reasons.insert(0, _("Er is nog geen toestemming voor bespreken vastgelegd."))
    if lacks_question_after_transfer(record.enrolment_for(target_group)):
        reasons.append(_("De patiënt is overgezet. Stel eerst een nieuwe vraag aan het MDO."))
    return list(dict.fromkeys(reasons))


def agenda_warnings(actor: Actor, record: PatientRecord, target_group: str, *, said: Sequence[Advice]) -> list[str]:
    """What the chair should know before putting the patient on an agenda; nothing of it is in the way.

    `said`: the plugin's advice.
    """
    reasons = [one.text for one in said if one.severity is Severity.WARNING]
    if not definitions.is_active(target_group):
        reasons.append(_("De module van deze doelgroep is niet actief: er zijn geen adviezen en geen controles."))
    if lacks_consent(record) and CONSENT_REQUIRED not in actor.switches:
        reasons.insert(0, _("Er is nog geen toestemming voor bespreken vastgelegd."))
    return list(dict.fromkeys(reasons))


def lacks_consent(record: PatientRecord) -> bool:
    return record.patient.consent == ConsentStatus.UNKNOWN


def lacks_question_after_transfer(enrolment: Enrolment | None) -> bool:
    """After a transfer the old question is history: the new meeting needs one of its own (clinical §8)."""
    if enrolment is None or enrolment.transferred_from_id is None:
        return False
    return enrolment.last_discussed_on is None and not enrolment.question


def age_on(birth_date: date, day: date) -> int:
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _field_value(answer: Answer) -> FieldValue:
    restored = definitions.restored_answer(answer.field, value=answer.value, state=answer.state)
    return FieldValue(value=_told(answer.field, restored.value), state=restored.state, recorded_on=answer.recorded_on)


def _told(code: str, value: Value) -> Value:
    """Codes, numbers and dates as they are; of whatever else was typed, in a field of any time, only that it was."""
    field = get_registry().field(code)
    options = {option.code for option in field.options} if field else set()
    if isinstance(value, tuple):
        return tuple(one for one in value if one in options)
    return WRITTEN if isinstance(value, str) and value not in options else value
