"""Recording and clearing the steps of a programme (K-01, K-03), in one transaction with what an outcome fills in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid, NotFound
from mdo_foundation.targetgroups.presenters import field_label
from mdo_platform.pathways import definitions
from mdo_platform.pathways.models import StepConsent, StepRecord
from mdo_platform.register.columns import limit_of
from mdo_platform.register.definitions import version_of
from mdo_platform.register.models import Answer, Change, Enrolment, Patient
from mdo_platform.register.services import put_back, save_answer
from mdo_platform.register.services.history import (
    as_json,
    change_record,
    changeable_patient,
    note,
    one_change,
    raise_conflict,
)
from mdo_platform.register.text import clean_text
from mdo_plugin_api import Pathway, Step

FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """What somebody records of a step; without a date it is open."""

    done_on: date | None = None
    outcome: str = ""
    consent: str = ""
    remark: str = ""


CLEARED = StepFacts()
_FILLING = ("outcome", "consent")


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A step of a programme of an active enrolment, with what was recorded of it before."""

    patient: Patient
    target_group: str
    pathway: Pathway
    step: Step
    record: StepRecord | None

    @property
    def facts(self) -> StepFacts:
        return facts_of(self.record)


def facts_of(record: StepRecord | None) -> StepFacts:
    return CLEARED if record is None else StepFacts(**{name: getattr(record, name) for name in asdict(CLEARED)})


def in_history(facts: StepFacts, filled_in: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any] | None:
    """The form in which the history keeps a step: what is filled in; nothing for an open one.

    `filled_in`: by outcome and consent the change of the answer that each made, for who takes this back.
    """
    if facts.done_on is None:
        return None
    told = {name: as_json(value) for name, value in asdict(facts).items() if value}
    return told | ({"filled_in": dict(filled_in)} if filled_in else {})


def from_history(value: Mapping[str, Any] | None) -> StepFacts:
    if not value:
        return CLEARED
    told = {name: value[name] for name in asdict(CLEARED) if name in value}
    return StepFacts(**{**told, "done_on": date.fromisoformat(value["done_on"])})


def holds(change: Change) -> bool:
    """Whether the step still is as this change made it; whatever became of the answers that it filled in."""
    return facts_of(StepRecord.objects.filter(pk=change.record_id).first()) == from_history(change.new)


def save_step(
    patient_id: UUID,
    *,
    by: Actor,
    pathway: str,
    step: str,
    facts: StepFacts,
    version: int | None,
    seen: Mapping[str, int] | None = MappingProxyType({}),
) -> StepRecord:
    """Record a step, whichever were recorded before; `version` is 0 for one that nobody touched.

    An outcome or consent that is newly chosen fills in its field, as an answer by the same author: `seen` are the
    versions of these answers that the author saw, 0 for one that was empty; None for whatever they are now. A conflict
    there refuses the whole. Saving what is stored already is no conflict, so a step that got lost can be sent again.
    """
    with one_change(by):
        place = _place(patient_id, by=by, pathway=pathway, step=step)
        wanted = _checked(facts, place)
        if place.record is not None and place.facts == wanted:
            return place.record
        _check_version(place, version)
        fills = _fills(place, wanted)
        made = {part: _fill_in(place, *fills[part], by=by, seen=seen) for part in _changed(place, wanted, fills)}
        return _write(place, wanted, by=by, filled_in=made)


def clear_step(patient_id: UUID, *, by: Actor, pathway: str, step: str, version: int | None) -> StepRecord | None:
    """Open a step again; what its outcome filled in stays. Open already is fine."""
    with one_change(by):
        place = _place(patient_id, by=by, pathway=pathway, step=step)
        _check_known(place, version)
        if place.record is None or place.record.is_open:
            return place.record
        _check_version(place, version)
        return _write(place, CLEARED, by=by, filled_in={})


def take_back(change: Change, by: Actor) -> None:
    """Give the step the facts from before this change; the caller has looked whether it still is what was seen.

    What outcome and consent filled in goes back too, unless somebody changed that since. Who goes further back than
    the newest change gets what the earlier outcome and consent fill in.
    """
    record = StepRecord.objects.filter(pk=change.record_id).first()
    if record is None:
        raise NotFound
    with one_change(by):
        place = _place(change.patient_id, by=by, pathway=record.pathway, step=record.step)
        before = from_history(change.old)
        made = {part: _answer_before(change, place, before, part, by=by) for part in _changed(place, before, _FILLING)}
        _write(place, before if before == CLEARED else _checked(before, place), by=by, filled_in=made)


def _place(patient_id: UUID, *, by: Actor, pathway: str, step: str) -> _Place:
    """Under the patient's lock. NotFound for a step of no programme of an active enrolment."""
    patient = changeable_patient(patient_id, by=by)
    active = Enrolment.objects.filter(patient=patient, ended_on=None).values_list("target_group", flat=True)
    found = definitions.find_step(active, pathway=pathway, step=step)
    if found is None:
        raise NotFound
    record = StepRecord.objects.filter(patient=patient, pathway=pathway, step=step).first()
    return _Place(patient=patient, target_group=found[0], pathway=found[1], step=found[2], record=record)


def _checked(facts: StepFacts, place: _Place) -> StepFacts:
    """The facts as they may be stored; an outcome that may no longer be chosen can stay."""
    if facts.done_on is None or not FIRST_DAY <= facts.done_on <= timezone.localdate():
        raise _refusal("done_on", _("Vul de dag in waarop dit is gedaan, vandaag of eerder."))
    outcome = definitions.outcome_of(place.step, facts.outcome)
    is_kept = facts.outcome == place.facts.outcome
    if facts.outcome and not is_kept and (outcome is None or outcome.retired):
        raise _refusal("outcome", _("Kies een van de mogelijkheden."))
    if facts.consent and facts.consent not in StepConsent.values:
        raise _refusal("consent", _("Kies een van de mogelijkheden."))
    remark = clean_text(facts.remark, field="remark", limit=limit_of(StepRecord, "remark"))
    return StepFacts(**asdict(facts) | {"remark": " ".join(remark.split())})


def _refusal(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field: [sentence]})


def _check_version(place: _Place, version: int | None) -> None:
    _check_known(place, version)
    record = place.record
    if record is not None and version is not None and version != record.version:
        raise_conflict(record.version, values=asdict(place.facts), by=record.recorded_by_name, at=record.updated_at)


def _check_known(place: _Place, version: int | None) -> None:
    if version is not None and version > (place.record.version if place.record else 0):
        raise _refusal("version", _("Deze versie bestaat niet."))


def _fills(place: _Place, facts: StepFacts) -> dict[str, tuple[str, str]]:
    """The field and the option that the outcome, and the consent, fill in."""
    outcome = definitions.outcome_of(place.step, facts.outcome)
    found = {"outcome": outcome.sets} if outcome and outcome.sets else {}
    if facts.consent and place.pathway.consent:
        field, agreed, declined = place.pathway.consent
        found["consent"] = (field, agreed if facts.consent == StepConsent.AGREED else declined)
    return found


def _changed(place: _Place, facts: StepFacts, parts: Iterable[str]) -> list[str]:
    return [part for part in parts if getattr(facts, part) != getattr(place.facts, part)]


def _fill_in(place: _Place, field: str, option: str, *, by: Actor, seen: Mapping[str, int] | None) -> str | None:
    """The change of the answer that was made; None when the option stood there already."""
    before = _newest_change(place.patient, field)
    version = None if seen is None else seen.get(field, 0)
    try:
        save_answer(place.patient.pk, by=by, field=field, value=option, version=version)
    except Conflict as conflict:
        sentence = _("Iemand anders wijzigde intussen ‘%(field)s’. De stap is niet opgeslagen.")
        current = {**conflict.current, "field": field}
        raise Conflict(sentence % {"field": field_label(field)}, current=current) from conflict
    after = _newest_change(place.patient, field)
    return after if after != before else None


def _answer_before(change: Change, place: _Place, before: StepFacts, part: str, *, by: Actor) -> str | None:
    """The change that gave the field its earlier answer, or the one that the earlier outcome or consent asks for."""
    if from_history(change.new) == place.facts:
        return _answer_back(change, part, by=by)
    now, then = _fills(place, place.facts).get(part), _fills(place, before).get(part)
    if now is None or then is None:
        return None
    stands = Answer.objects.filter(patient=place.patient, field=now[0], value=now[1]).exists()
    return _fill_in(place, *then, by=by, seen=None) if stands else None


def _answer_back(change: Change, part: str, *, by: Actor) -> str | None:
    made = (change.new or {}).get("filled_in", {}).get(part)
    answer = Change.objects.filter(pk=made, patient=change.patient_id).first() if made else None
    if answer is None:
        return None
    try:
        put_back(answer.pk, by=by)
    except (Conflict, NotFound):  # somebody decided otherwise since, or the field is of a target group no more
        return None
    return _newest_change(change.patient, answer.field)


def _newest_change(patient: Patient, field: str) -> str | None:
    changes = Change.objects.filter(patient=patient, record="answer", field=field)
    newest = changes.order_by("-at", "-version").values_list("pk", flat=True).first()
    return str(newest) if newest else None


def _write(place: _Place, facts: StepFacts, *, by: Actor, filled_in: Mapping[str, str | None]) -> StepRecord:
    made = {part: change for part, change in filled_in.items() if change}
    history = {place.step.code: (in_history(place.facts), in_history(facts, made))}
    changes = {
        **asdict(facts),
        "target_group": place.target_group,
        "definition_version": version_of(place.target_group),
        "recorded_by_id": by.user_id,
        "recorded_by_name": by.name,
    }
    patient, record = place.patient, place.record
    if record is not None:
        return change_record(
            record,
            patient_id=patient.pk,
            by=by,
            version=record.version,
            changes=changes,
            history=history,
            target_group=place.target_group,
        )
    new = StepRecord.objects.create(patient=patient, pathway=place.pathway.code, step=place.step.code, **changes)
    note(new, patient_id=patient.pk, by=by, history=history, target_group=place.target_group, action="C")
    return new
