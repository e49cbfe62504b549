"""Every answer of every route that shows something of a patient has a line in the log that names that patient (L5).

The routes come from the resolver, so a page that is added is asked too. The patient is recognised by words that occur
nowhere else; the helper of the rights asks the same from outside, for every role.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group
from mdo_platform.meetings import services as meetings
from mdo_platform.register import services as register
from tests.accesslog.conftest import House
from tests.rights.routes import Route, routes

ROUTES = routes("mdo_platform.project.urls_group")
NAME, QUESTION, SHORT = "Zwartkopje-Demo", "Wie regelt de aalscholverzorg?", "Z. (1942)"
MARKS = (NAME, QUESTION, SHORT)
FIXED = {
    "dimension": "somatisch",
    "field": "som_problemen",
    "name": "last_name",
    "part": "vraag",
    "year": 2026,
    "year_month": "2026-11",
}
# What a form or a program would send to find or choose patients; every route is sent all of it.
SENT = {"q": "Zwartkopje", "query": "Zwartkopje", "search": "Zwartkopje", "doelgroep": "", "action": "next"}


@dataclass
class Shown:
    """Answers that showed the patient, and those of them without a line."""

    answers: set[str] = field(default_factory=set)
    without_line: list[str] = field(default_factory=list)


@pytest.fixture
def filled(house: House) -> dict[str, Any]:
    """An open meeting with the patient on the screen, and one that is closed, with its report."""
    table = house.table()
    chair = table.chair
    with house.desk.open():
        past = table.agenda(NAME, question=QUESTION)
        meetings.open_meeting(table.meeting_id, by=chair)
        meetings.next_item(table.meeting_id, by=chair, leaving=None)
        meetings.save_agreement(table.meeting_id, by=chair, idempotency_key=uuid4(), item_id=past[0].pk, what="Bellen")
        closed_id = table.meeting_id
        meetings.close_meeting(closed_id, by=chair)
    while outbox.run_due():
        pass
    with house.desk.open():
        patient_id = past[0].patient_id
        diagnosis = register.add_diagnosis(patient_id, by=house.actor("gp"), icpc="A05", title="Achteruitgang")
        item = past[0]
        register.set_question(item.enrolment_id, by=house.actor("gp"), question=QUESTION, version=None)
        table.plan()
        now = meetings.add_item(table.meeting_id, by=chair, patient_id=patient_id)
        meetings.open_meeting(table.meeting_id, by=chair)
        meetings.next_item(table.meeting_id, by=chair, leaving=None)
    return {
        "patient_id": patient_id,
        "enrolment_id": item.enrolment_id,
        "diagnosis_id": diagnosis.pk,
        "meeting_id": table.meeting_id,
        "closed_id": closed_id,
        "item_id": now.pk,
    }


def addresses(filled: dict[str, Any]) -> Iterator[tuple[Route, str]]:
    for route in ROUTES:
        names = [name for name, _kind in route.kinds]
        for meeting in ("meeting_id", "closed_id") if "meeting_id" in names else ("meeting_id",):
            values = {**FIXED, "month": 11, **filled, "meeting_id": filled[meeting]}
            yield route, route.filled(**{name: values.get(name, uuid4()) for name in names})


def text_of(answer: HttpResponse) -> str:
    if answer.headers.get("Content-Type") == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    text = answer.content.decode(errors="replace")
    return text.encode().decode("unicode_escape", errors="replace") if "\\u" in text else text


def ask(house: House, patient_id: UUID, shown: Shown, name: str, call: Callable[[], HttpResponse]) -> None:
    """Ask, look, and put back what the question changed."""
    with in_group(house.desk.place.row):
        before = AccessLogEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    with transaction.atomic():
        answer = call()
        if any(mark in text_of(answer) for mark in MARKS):
            shown.answers.add(name)
            with in_group(house.desk.place.row):
                lines = AccessLogEntry.objects.filter(seq__gt=before, patient_ids__contains=[patient_id])
                if not lines.exists():
                    shown.without_line.append(f"{name} -> {answer.status_code}")
        transaction.set_rollback(True)


@pytest.fixture
def browser(house: House, client_of: Callable[..., Client]) -> Client:
    """Somebody who may do everything, with a fresh code; a fault of a page is an answer too."""
    return client_of(house.desk.user_of(house.actor("chair", "gp", "group_admin")), raise_request_exception=False)


def test_every_page_and_operation_that_shows_a_patient_writes_a_line(
    house: House, filled: dict[str, Any], browser: Client
) -> None:
    shown = Shown()
    for route, path in addresses(filled):
        address = house.desk.place.url(path)
        ask(house, filled["patient_id"], shown, f"GET {route}", lambda url=address: browser.get(url))
    assert shown.without_line == []
    assert len(shown.answers) >= 25, f"only {sorted(shown.answers)}: too little for this test to prove anything"


def test_every_search_and_change_that_shows_a_patient_writes_a_line(
    house: House, filled: dict[str, Any], browser: Client
) -> None:
    shown = Shown()
    body = json.dumps({**SENT, "patient_id": str(filled["patient_id"]), "patients": [str(filled["patient_id"])]})
    for route, path in addresses(filled):
        address, is_api = house.desk.place.url(path), "api/v1" in str(route)

        def send(url: str = address, method: str = "POST", is_api: bool = is_api) -> HttpResponse:
            if is_api:
                return browser.generic(method, url, body, content_type="application/json")
            form = {**SENT, "patient": str(filled["patient_id"]), "show": "1", "present": "1"}
            return browser.post(url, form, headers={"HX-Request": "true"})

        for method in ("POST", "PUT", "PATCH") if is_api else ("POST",):
            name = f"{method} {route}"
            ask(house, filled["patient_id"], shown, name, lambda send=send, method=method: send(method=method))
    assert shown.without_line == []
    assert any("zoeken" in name for name in shown.answers), "the search finds the patient"
    assert any("/zaal/" in name for name in shown.answers), "the meeting's screen shows the patient"


def test_a_conflict_that_shows_what_a_colleague_typed_writes_a_line(house: House) -> None:
    """Saving is refused and rolled back; what was shown is not."""
    with house.desk.open():
        patient = house.desk.new_patient(last_name=NAME)
        gp, colleague = house.actor("gp"), house.actor("chair")
        register.save_answer(patient.pk, by=gp, field="som_problemen", value="Eerst", state="filled", version=0)
        register.save_answer(patient.pk, by=colleague, field="som_problemen", value=QUESTION, state="filled", version=1)
    before = len(house.lines())
    url = f"api/v1/patients/{patient.pk}/answers/som_problemen/"
    body = json.dumps({"value": "Laat", "state": "filled"})
    browser, options = house.browser("gp"), {"content_type": "application/json", "headers": {"If-Match": '"1"'}}
    answer = browser.put(house.desk.place.url(url), body, **options)
    assert answer.status_code == 409
    assert QUESTION in text_of(answer)
    (line,) = house.lines()[before:]
    assert (line.action, line.what, line.patient_ids) == ("R", "patient.conflict", [patient.pk])
