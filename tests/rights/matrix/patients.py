"""The patients of the matrix: one for each column of the rights table, in both groups, as people enter them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.actor import Actor
from mdo_platform.meetings.models import Advice, AgendaItem, Agreement, Meeting, Signal
from mdo_platform.questionnaires import services as questionnaires
from mdo_platform.register import services
from mdo_platform.register.details import PatientDetails
from mdo_platform.register.models import Answer, CareInvolvement, Change, Enrolment, Patient
from tests.rights.matrix import programme
from tests.rights.matrix.words import Columns, free_texts, group_models

LETTERS = {"own": "a", "elsewhere": "b", "past": "c", "closed": "d", "objects": "e", "twin": "t", "foreign": "f"}
GROUP_LETTERS = {"wilgendal": "m", "zandplaat": "n"}  # of what a group keeps that belongs to no patient
# Valid by the eleven-test, of the range for tests: no person has them.
BSNS = dict(
    zip(
        LETTERS,
        ("999994001", "999994013", "999994025", "999994037", "999994049", "999994050", "999994062"),
        strict=True,
    )
)
YEARS = {name: 1911 + number for number, name in enumerate(LETTERS)}


def enter(name: str, *, by: Actor, organisation: UUID, also: UUID) -> Patient:
    """A patient with one of everything that can be recorded, and one of everything that is over.

    `also` is a second home-care organisation, which was in care for a moment.
    """
    details = PatientDetails(
        initials="A.", last_name=f"{name}-Demo", birth_date=date(YEARS[name], 3, 14), sex="female", gp_id=by.user_id
    )
    patient = services.create_patient(
        details, by=by, target_group="palliatief", consent="agreed", organisation_ids=[organisation]
    )
    enrolment = Enrolment.objects.get(patient=patient)
    services.set_question(enrolment.pk, by=by, question="vraag", version=None)
    services.save_answer(patient.pk, by=by, field="som_problemen", value="tekst", state="filled", version=0)
    for city in ("Dorp", "Stad"):
        services.update_patient(patient.pk, by=by, version=None, changes={"city": city})
    gone = services.add_diagnosis(patient.pk, by=by, icpc="R84", title="diagnose")
    services.end_diagnosis(gone.pk, by=by, version=None)
    services.add_diagnosis(patient.pk, by=by, icpc="A05", title="diagnose")
    somebody = {"name": "naam", "discipline": "Wijkzuster", "organisation": "thuiszorg", "phone": "020"}
    left = services.add_professional(patient.pk, by=by, **somebody)
    services.end_professional(left.pk, by=by, version=None)
    services.add_professional(patient.pk, by=by, **somebody)
    programme.begin(patient, by=by)
    stopped = services.add_home_care(patient.pk, by=by, organisation_id=also)
    services.end_home_care(stopped.pk, by=by, version=None)
    _measure(patient, by=by)
    return patient


def _measure(patient: Patient, *, by: Actor) -> None:
    """A result, one that was taken away, a questionnaire in progress, and one that was thrown away."""
    for remark in ("opmerking", "weg"):
        made = questionnaires.record_score(patient.pk, by=by, tool="ecog", score=2, remark=remark)
    questionnaires.remove_result(made.pk, by=by, version=None)
    thrown_away = {"tool": "surprise_question", "answers": {"sq1": "nee"}}
    for draft in (thrown_away, {"tool": "ecog", "answers": {"status": "2"}}):
        questionnaires.save_answers(patient.pk, by=by, version=0, **draft)
    questionnaires.discard_draft(patient.pk, by=by, tool="surprise_question")


def give_bsn(name: str, patient_id: UUID, *, by: Actor) -> None:
    services.set_bsn(patient_id, by=by, number=BSNS[name], version=0)


def _end(patient: Patient, *, by: Actor, also: UUID) -> None:
    """One of each that is over, to be put back; `also` is a second home-care organisation."""
    services.end_diagnosis(patient.diagnoses.latest("created_at").pk, by=by, version=None)
    services.end_professional(patient.professionals.latest("created_at").pk, by=by, version=None)
    services.end_home_care(services.add_home_care(patient.pk, by=by, organisation_id=also).pk, by=by, version=None)


def ask(patient_id: UUID, consultant: Actor, *, by: Actor) -> None:
    """Ask a consultant to change this patient, if the group lets consultants."""
    services.add_professional(
        patient_id, by=by, name=consultant.name, discipline="Consulent", user_id=consultant.user_id, may_edit=True
    )


def ask_again(patient_id: UUID, *, by: Actor) -> None:
    """A meeting answers the question: for the next one there is another."""
    enrolment = Enrolment.objects.get(patient=patient_id, ended_on=None)
    services.set_question(enrolment.pk, by=by, question="vraag", version=None)


def last_line() -> int:
    return AccessLogEntry.objects.latest("seq").seq


def involve(patient_id: UUID, consultant: Actor, *, by: Actor) -> None:
    services.add_professional(
        patient_id, by=by, name=consultant.name, discipline="Consulent", user_id=consultant.user_id
    )


def ids_of(patient_id: UUID) -> SimpleNamespace:
    """What the paths of this patient hold."""
    patient = Patient.objects.get(pk=patient_id)
    enrolment = patient.enrolments.get(kind="primary")
    draft = patient.drafts.filter(discarded_at=None).first()  # at the closing it goes
    people, today = patient.professionals, timezone.localdate()
    care = patient.care_involvements.exclude(ended_on=today).get()
    return SimpleNamespace(
        patient_id=patient.pk,
        version=patient.version,
        last_name=patient.last_name,
        birth_date=patient.birth_date,
        enrolment_id=enrolment.pk,
        enrolment_version=enrolment.version,
        change_id=patient.changes.filter(field="city").latest("version").pk,
        diagnosis_id=patient.diagnoses.get(ended_on=None).pk,
        ended_diagnosis_id=patient.diagnoses.exclude(ended_on=None).get().pk,
        professional_id=people.get(user_id=None, ended_on=None).pk,
        ended_professional_id=people.exclude(ended_on=None).get().pk,
        consultant_id=people.exclude(user_id=None).filter(may_edit=False).get().pk,
        care_id=care.pk,
        care_started_on=care.started_on,
        ended_care_id=patient.care_involvements.get(ended_on=today).pk,
        result_id=patient.results.get(removed_at=None).pk,
        removed_result_id=patient.results.exclude(removed_at=None).get().pk,
        draft_id=draft.pk if draft else uuid4(),
    )


def end_care_yesterday(patient: Patient) -> None:
    today = timezone.localdate()
    CareInvolvement.objects.filter(patient=patient, ended_on=None).update(
        started_on=today - timedelta(days=9), ended_on=today - timedelta(days=1)
    )


def hold(patient: Patient, *, by: Actor) -> None:
    """Kept whatever the retention term says, so that it is in the list of what is kept."""
    services.hold_record(patient.pk, by=by, version=None, reason="klacht")


def close(patient: Patient, *, by: Actor) -> None:
    services.close_patient(patient.pk, by=by, version=None, reason="moved")


def write_words(letter_of: dict[UUID, str], slug: str, columns: Columns) -> None:
    """A word of its own in every free text of this group."""
    for model in group_models():
        texts = free_texts(model)
        path = _path_to_patient(model)
        for row in model.objects.all() if texts else ():
            letter = letter_of.get(path(row), GROUP_LETTERS[slug])
            values = {text.attname: columns.word(letter, text) for text in texts if getattr(row, text.attname)}
            if model is Patient:
                values = {text.attname: columns.word(letter, text) for text in texts}
            if values:
                model.objects.filter(pk=row.pk).update(**values)
    for patient_id, letter in letter_of.items():
        word = columns.word(letter, Answer._meta.get_field("field"))
        Answer.objects.filter(patient=patient_id, field="som_problemen").update(value=word)
        changes = Change.objects.filter(patient=patient_id)
        city = columns.word(letter, Patient._meta.get_field("city"))
        changes.filter(field="city", new="Stad").update(
            old=columns.word(letter, Change._meta.get_field("field")), new=city
        )
        changes.filter(field="som_problemen").exclude(new=None).update(new=word)


def _path_to_patient(model: type[models.Model]) -> Callable[[Any], UUID | None]:
    if model is Patient:
        return lambda row: row.pk
    if hasattr(model, "patient_id"):
        return lambda row: row.patient_id
    if model is Advice:
        return lambda row: row.item.patient_id
    if model is Agreement:
        return lambda row: row.item.patient_id if row.item else None
    return lambda row: None


def rekey(model: type[models.Model], old: UUID, new: UUID) -> None:
    """Give a row another primary key, and whatever points to it along."""
    ours = {model._meta.app_label, "pathways", "questionnaires"}
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other._meta.app_label in ours or other in {AgendaItem, Advice, Agreement, Signal, Meeting}:
            other.objects.filter(**{relation.field.name: old}).update(**{relation.field.attname: new})
    model.objects.filter(pk=old).update(id=new)
