"""A meeting through the API: the same services and rules as the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models.signals import post_init
from django.test import Client
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import services
from mdo_platform.meetings.models import Agreement, Meeting, Signal
from tests.meetings.conftest import Table, run_worker

pytestmark = pytest.mark.django_db


class Api:
    """JSON in and out, for one person."""

    def __init__(self, table: Table, browser: Client) -> None:
        self.table, self.browser = table, browser

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        address = self.table.desk.place.url(f"api/v1/{path}")
        return self.browser.generic(
            method, address, "" if body is None else _json(body), content_type="application/json", headers=headers
        )


def _json(body: Any) -> str:
    import json

    return json.dumps(body)


@pytest.fixture
def chair(table: Table) -> Api:
    return Api(table, table.browser(table.chair))


def test_a_meeting_from_planning_to_the_report(table: Table, chair: Api) -> None:
    with table.desk.open():
        patient = table.patient("Kanariegeel-Demo", question="Hoe regelen we nachtzorg?")
    plan = {
        "starts_at": (timezone.now() + timedelta(days=1)).isoformat(),
        "target_groups": ["palliatief"],
        "idempotency_key": str(uuid4()),
    }
    made = chair("POST", "meetings/", plan)
    assert made.status_code == 201
    assert chair("POST", "meetings/", plan).json()["id"] == made.json()["id"]
    base = f"meetings/{made.json()['id']}/"
    item = chair("POST", f"{base}items/", {"patient_id": str(patient.pk)}).json()
    expected = chair("GET", f"{base}attendance/").json()["results"]
    assert [(row["name"], row["id"], row["present"]) for row in expected] == [
        ("Vera Voorzitter-Demo", None, False),
        ("gp wilgendal", None, False),
    ]
    assert chair("GET", f"{base}report/preview/").status_code == 409
    assert chair("POST", f"{base}open/").json()["state"] == "open"
    turn = chair("POST", f"{base}turn/", {"action": "next", "leaving": None})
    assert turn.json()["current"]["id"] == item["id"]
    for running in (False, True):
        clock = chair("PUT", f"{base}clock/", {"running": running})
        assert (clock.status_code, clock.json()["clock_since"] is not None) == (200, running)
    advice = f"{base}items/{item['id']}/advice/"
    written = chair("PUT", advice, {"text": "Nachtzorg aanvragen"}, **{"If-Match": '"1"'})
    assert (written.status_code, written["ETag"]) == (200, '"2"')
    late = chair("PUT", advice, {"text": "Iets anders"}, **{"If-Match": '"1"'})
    assert (late.status_code, late.json()["current"]["text"]) == (409, "Nachtzorg aanvragen")
    assert chair("PUT", advice, {"text": "Zonder versie"}).status_code == 428
    agreement = {"idempotency_key": str(uuid4()), "item_id": item["id"], "what": "Bellen"}
    stored = chair("PUT", f"{base}agreements/", agreement).json()
    assert chair("PUT", f"{base}agreements/", agreement).json()["id"] == stored["id"]
    assert chair("PATCH", f"agreements/{stored['id']}/", {"done": True}).json()["done_on"] is not None
    signal = {"idempotency_key": str(uuid4()), "kind": "bottleneck", "category": "K01", "text": "Geen nachtzorg"}
    assert chair("PUT", f"{base}signals/", signal).status_code == 200
    assert [row["text"] for row in chair("GET", "signals/").json()["results"]] == ["Geen nachtzorg"]
    assert chair("POST", f"{base}guests/", {"name": "Gerrit Gast-Demo", "discipline": "tolk"}).status_code == 201
    there = chair("GET", f"{base}attendance/").json()["results"]
    assert [(row["name"], row["discipline"]) for row in there if row["present"]] == [
        ("Vera Voorzitter-Demo", "huisarts"),
        ("Gerrit Gast-Demo", "tolk"),
    ]
    preview = chair("GET", f"{base}report/preview/").json()
    assert [patient["advice"] for patient in preview["content"]["patients"]] == ["Nachtzorg aanvragen"]
    assert (preview["led_by"], preview["unfinished"]) == ("", 1)
    assert chair("GET", f"{base}report/").status_code == 404
    assert chair("POST", f"{base}close/").json()["state"] == "closed"
    assert chair("POST", f"{base}close/").status_code == 409
    run_worker()
    report = chair("GET", f"{base}report/").json()["content"]
    assert [patient["advice"] for patient in report["patients"]] == ["Nachtzorg aanvragen"]
    assert chair("GET", f"{base}report/pdf/").content[:5] == b"%PDF-"


def test_the_agenda_is_in_view_of_the_caller(table: Table, chair: Api) -> None:
    with table.desk.open():
        table.agenda("Kanariegeel-Demo")
    path = f"meetings/{table.meeting_id}/items/"
    nurse = Api(table, table.browser(table.desk.acting("nurse")))
    assert [row["name"] for row in chair("GET", path).json()["results"]] == ["Mw. A. Kanariegeel-Demo"]
    assert nurse("GET", path).json()["results"] == []


@pytest.mark.parametrize("role", ["gp", "nurse", "home_care", "consultant", "secretary", "group_admin"])
def test_others_change_nothing(table: Table, role: str) -> None:
    with table.desk.open():
        (item,) = table.open("Kanariegeel-Demo")
    other = Api(table, table.browser(table.desk.acting(role)))
    base = f"meetings/{table.meeting_id}/"
    key = str(uuid4())
    attempts = [
        ("POST", "meetings/", {"starts_at": "2030-01-01T12:00Z", "target_groups": ["palliatief"]}),
        ("POST", f"{base}open/", None),
        ("POST", f"{base}close/", None),
        ("POST", f"{base}turn/", {"action": "next"}),
        ("PATCH", f"{base}items/{item.pk}/", {"minutes": 5}),
        ("DELETE", f"{base}items/{item.pk}/", None),
        ("PUT", f"{base}attendance/", {"user_id": key, "present": True}),
        ("POST", f"{base}guests/", {"name": "x", "discipline": "y"}),
        ("PATCH", f"{base}items/{item.pk}/advice/", {"kind": "tools", "code": "ediz", "attached": True}),
        ("PUT", f"{base}agreements/", {"idempotency_key": key, "what": "x"}),
        ("PUT", f"{base}signals/", {"idempotency_key": key, "kind": "bottleneck", "text": "x"}),
    ]
    assert {other(*attempt).status_code for attempt in attempts} == {403}
    with table.desk.open():
        assert (Meeting.objects.count(), Agreement.objects.count(), table.meeting().state) == (1, 0, "open")


def test_an_illegal_step_is_a_conflict(table: Table, chair: Api) -> None:
    with table.desk.open():
        (item,) = table.agenda("Kanariegeel-Demo")
    base = f"meetings/{table.meeting_id}/"
    key = str(uuid4())
    steps = [
        ("POST", f"{base}close/", None),
        ("POST", f"{base}turn/", {"action": "next"}),
        ("PUT", f"{base}agreements/", {"idempotency_key": key, "what": "x"}),
        ("PUT", f"{base}signals/", {"idempotency_key": key, "kind": "bottleneck", "text": "x"}),
        ("POST", f"{base}guests/", {"name": "x", "discipline": "y"}),
        ("PATCH", f"{base}items/{item.pk}/advice/", {"kind": "tools", "code": "ediz", "attached": True}),
    ]
    assert [chair(*step).status_code for step in steps] == [409] * len(steps)


def test_a_refusal_says_why_in_problem_json(table: Table, chair: Api) -> None:
    with table.desk.open():
        table.plan()
        patient = table.patient("Nachtegaal-Demo", consent="unknown")
    answer = chair("POST", f"meetings/{table.meeting_id}/items/", {"patient_id": str(patient.pk)})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "toestemming" in answer.json()["fields"]["patient"][0]
    assert "Nachtegaal" not in answer.content.decode()


def test_unknown_fields_of_a_row_cannot_be_set(table: Table, chair: Api) -> None:
    with table.desk.open():
        table.open()
    body = {"idempotency_key": str(uuid4()), "kind": "bottleneck", "text": "x", "shared": True, "written_by_name": "y"}
    assert chair("PUT", f"meetings/{table.meeting_id}/signals/", body).json()["shared"] is False


def test_what_is_stored_is_dutch_whatever_the_caller_speaks(table: Table, chair: Api) -> None:
    with table.desk.open():
        table.agenda("Kanariegeel-Demo")
    opened = chair("POST", f"meetings/{table.meeting_id}/open/", **{"Accept-Language": "en"})
    assert opened.status_code == 200
    rows = chair("GET", f"meetings/{table.meeting_id}/attendance/").json()["results"]
    assert [row["discipline"] for row in rows if row["present"]] == ["huisarts"]


def test_a_list_costs_the_same_for_one_and_many(table: Table, chair: Api) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for size in (1, 3):
        with table.desk.open():
            table.plan()
            for number in range(size):
                patient = table.patient(f"Vogel{size}{number}-Demo", question="Hoe verder?")
                services.add_item(table.meeting_id, by=table.chair, patient_id=patient.pk)
        chair("GET", "meetings/")
        found = []
        for path in ("meetings/", f"meetings/{table.meeting_id}/items/"):
            with CaptureQueriesContext(connection) as captured:
                assert chair("GET", path).status_code == 200
            found.append(len(captured))
        counts.append(found)
    assert counts[0] == counts[1]


def test_another_device_reads_what_was_noted_at_this_meeting(table: Table, chair: Api) -> None:
    """Who is appointed and sees nothing else of the register sees in the room what is about anybody on the agenda."""
    with table.desk.open():
        for name in ("Appelvink-Demo", "Boterbloem-Demo"):
            (item,) = table.open(name)
            keys = {"by": table.chair, "item_id": item.pk, "idempotency_key": uuid4()}
            services.save_agreement(table.meeting_id, what=f"Bellen over {name}", **keys)
            services.save_signal(table.meeting_id, kind="bottleneck", text=f"Geen nachtzorg {name}", **keys)
        secretary = table.desk.acting("secretary")
        Meeting.objects.filter(pk=table.meeting_id).update(secretary_id=secretary.user_id)
    helper = Api(table, table.browser(secretary))

    def noted(caller: Api, path: str, name: str) -> list[str]:
        return [row[name] for row in caller("GET", path).json()["results"]]

    here, about = f"meeting={table.meeting_id}", "Bellen over Boterbloem-Demo"
    assert noted(chair, f"agreements/?{here}", "what") == noted(helper, f"agreements/?{here}", "what") == [about]
    assert noted(helper, "agreements/", "what") == []
    assert noted(chair, f"agreements/?patient={item.patient_id}", "what") == [about]
    assert noted(helper, f"agreements/?patient={item.patient_id}", "what") == []
    assert noted(helper, f"signals/?{here}", "text") == ["Geen nachtzorg Boterbloem-Demo"]
    assert noted(chair, f"agreements/?meeting={uuid4()}", "what") == []


@contextmanager
def made(model: type[Any]) -> Iterator[list[Any]]:
    """The rows of this model that are read meanwhile."""
    rows: list[Any] = []

    def note(sender: Any, instance: Any, **_kwargs: Any) -> None:
        rows.append(instance)

    post_init.connect(note, sender=model)
    try:
        yield rows
    finally:
        post_init.disconnect(note, sender=model)


def test_of_a_long_list_only_the_page_is_read_and_logged(table: Table, chair: Api) -> None:
    with table.desk.open():
        (item,) = table.open("Kanariegeel-Demo")
        for number in range(5):
            keys = {"by": table.chair, "idempotency_key": uuid4()}
            about = item.pk if number == 4 else None
            services.save_agreement(table.meeting_id, what=f"Bellen {number}", item_id=about, **keys)
            services.save_signal(table.meeting_id, kind="bottleneck", text=f"Geen nachtzorg {number}", **keys)
            services.plan_meeting(
                by=table.chair, starts_at=timezone.now() + timedelta(days=number + 1), target_groups=["palliatief"]
            )
    for number in range(5):
        payload = {"template": "meetings/report_ready", "to": f"{number}@demo.invalid"}
        group = table.desk.place.row.pk
        OutboxEntry.objects.create(kind="mail", key=str(number), group_id=group, state="failed", payload=payload)
    lists = {"meetings": (Meeting, 6), "signals": (Signal, 5), "mails": (OutboxEntry, 5), "agreements": (Agreement, 5)}
    for path, (model, count) in lists.items():
        with made(model) as rows:
            page = chair("GET", f"{path}/?limit=2&offset=1").json()
        assert (page["count"], len(page["results"]), len(rows)) == (count, 2, 2), path
    with table.desk.open():
        shown = AccessLogEntry.objects.filter(what="meeting.agreements")
        assert not shown.exists(), "none of the two is about a patient"
    chair("GET", "agreements/?offset=4")
    with table.desk.open():
        assert shown.get().patient_ids == [item.patient_id]
