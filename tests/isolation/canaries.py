"""Two groups in which every text of every table is a word that belongs to that group alone."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import in_group
from mdo_platform.exchange import services as exchange
from mdo_platform.meetings import services as meetings
from mdo_platform.meetings.models import AgendaItem, Agreement, Meeting, Signal
from mdo_platform.questionnaires import services as questionnaires
from mdo_platform.questionnaires.models import Draft, Result
from mdo_platform.register import services as register
from mdo_platform.register.details import PatientDetails
from mdo_platform.register.models import Answer, Enrolment
from tests.conftest import Place

# Columns that hold a code or a choice: a made-up word there would be another fault.
CODES = {
    "target_group", "prognosis", "urgency", "category", "icpc", "field", "record", "definition_version", "action",
    "tool",
}  # fmt: skip
FOLDED = {"search_text"}  # what is searched in has no capitals, and a space before each word


def fill(place: Place, chair: Actor, word: str) -> dict[str, UUID | str]:
    """A patient, an open meeting and what belongs to them; returns an id for every parameter of a route."""
    with in_group(place.row):
        details = PatientDetails(initials="A.", last_name=word, birth_date=date(1942, 3, 14), sex="female")
        patient = register.create_patient(details, by=chair, target_group="palliatief", consent="agreed")
        enrolment = Enrolment.objects.get(patient=patient)
        register.set_question(enrolment.pk, by=chair, question=word, version=None)
        register.save_answer(patient.pk, by=chair, field="som_problemen", value=word, state="filled", version=0)
        diagnosis = register.add_diagnosis(patient.pk, by=chair, icpc="A05", title=word)
        professional = register.add_professional(patient.pk, by=chair, name=word, discipline="Huisarts")
        questionnaires.record_score(patient.pk, by=chair, tool="ecog", score=2, remark=word)
        result = Result.objects.get().pk
        questionnaires.save_answers(patient.pk, by=chair, tool="ecog", version=0, answers={"status": "2"})
        meeting = meetings.plan_meeting(
            by=chair, starts_at=timezone.now() + timedelta(hours=1), target_groups=["palliatief"], place=word
        )
        item = meetings.add_item(meeting.pk, by=chair, patient_id=patient.pk)
        meetings.open_meeting(meeting.pk, by=chair)
        meetings.next_item(meeting.pk, by=chair, leaving=None)
        meetings.save_advice(meeting.pk, by=chair, item_id=item.pk, version=1, text=word)
        meetings.save_agreement(meeting.pk, by=chair, idempotency_key=uuid4(), item_id=item.pk, what=word)
        meetings.save_signal(
            meeting.pk, by=chair, idempotency_key=uuid4(), kind="bottleneck", text=word, category="K01", item_id=item.pk
        )
        listed = exchange.start_import(f"Achternaam;Geboortedatum\r\n{word};14-03-1942\r\n".encode(), by=chair)
        write_everywhere(word)
        return {
            "import_id": listed.pk,
            "patient_id": patient.pk,
            "enrolment_id": enrolment.pk,
            "diagnosis_id": diagnosis.pk,
            "result_id": result,
            "tool": "ecog",
            "item": "status",
            "professional_id": professional.pk,
            "meeting_id": meeting.pk,
            "item_id": item.pk,
            "agreement_id": Agreement.objects.get().pk,
            "signal_id": Signal.objects.get().pk,
        }


def write_everywhere(word: str) -> None:
    """Put the word in every free text of every table of this group's schema, the log excepted (it is append-only)."""
    labels = {app.label for app in apps.get_app_configs() if app.name in settings.TENANT_APPS} - {"audit"}
    for model in (model for label in labels for model in apps.get_app_config(label).get_models()):
        texts = [column for column in model._meta.concrete_fields if _is_free_text(column)]
        if texts:
            model.objects.update(**{column.attname: _fitting(column, word) for column in texts})
    Answer.objects.update(value=word)


def _is_free_text(column: models.Field) -> bool:
    text = isinstance(column, models.CharField | models.TextField) and not isinstance(column, models.URLField)
    return text and not column.choices and column.name not in CODES and not column.primary_key


def _fitting(column: models.Field, word: str) -> str:
    return (f" {word.lower()}" if column.name in FOLDED else word)[: column.max_length or None]


def current_states() -> list[tuple]:
    """What a refused request must leave as it was."""
    return [
        (model.__name__, *row)
        for model in (Meeting, AgendaItem, Agreement, Signal, Enrolment, Answer, Result, Draft)
        for row in model.objects.order_by("pk").values_list("pk", "version")
    ]
