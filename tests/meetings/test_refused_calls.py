"""Every call that does not belong to the state of the meeting: 409 by the API, in words, and nothing changed."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from mdo_platform.meetings.models import AgendaItem, Meeting, MeetingState
from tests.meetings.conftest import Table
from tests.meetings.courses import rows

PLANNED_ONLY = ("change", "call_off", "answer")
OPEN_ONLY = (
    "close",
    "next",
    "previous",
    "park",
    "go_to",
    "tick",
    "guest",
    "advice",
    "attach",
    "agree",
    "signal",
    "clock",
    "preview",
)
ILLEGAL = {
    MeetingState.PLANNED: OPEN_ONLY,
    MeetingState.OPEN: ("open", *PLANNED_ONLY),
    MeetingState.CLOSED: ("open", *PLANNED_ONLY, *OPEN_ONLY, "add", "minutes", "move", "remove"),
    MeetingState.REPORTED: ("open", *PLANNED_ONLY, *OPEN_ONLY, "add", "minutes", "move", "remove"),
    MeetingState.CANCELLED: ("open", *PLANNED_ONLY, *OPEN_ONLY, "add", "minutes", "move", "remove"),
}


def calls(table: Table, item_id: str, patient_id: str) -> dict[str, tuple[str, str, Any]]:
    item, key = f"items/{item_id}/", str(uuid4())
    return {
        "open": ("POST", "open/", None),
        "close": ("POST", "close/", None),
        "next": ("POST", "turn/", {"action": "next", "leaving": item_id}),
        "previous": ("POST", "turn/", {"action": "previous", "leaving": item_id}),
        "park": ("POST", "turn/", {"action": "park", "leaving": item_id}),
        "go_to": ("POST", "turn/", {"action": "go_to", "item_id": item_id}),
        "tick": ("PUT", "attendance/", {"user_id": str(table.chair.user_id), "present": False}),
        "guest": ("POST", "guests/", {"name": "Gast-Demo", "discipline": "Jurist"}),
        "advice": ("PUT", f"{item}advice/", {"text": "Anders", "version": 1}),
        "attach": ("PATCH", f"{item}advice/", {"kind": "tools", "code": "dos", "attached": True}),
        "agree": ("PUT", "agreements/", {"idempotency_key": key, "what": "Bellen"}),
        "signal": ("PUT", "signals/", {"idempotency_key": key, "kind": "bottleneck", "text": "Geen nachtzorg"}),
        "clock": ("PUT", "clock/", {"running": False}),
        "preview": ("GET", "report/preview/", None),
        "add": ("POST", "items/", {"patient_id": patient_id}),
        "minutes": ("PATCH", item, {"minutes": 5}),
        "move": ("PATCH", item, {"position": 2}),
        "remove": ("DELETE", item, None),
        "change": ("PATCH", "", {"place": "Zaal 3", "version": 1}),
        "call_off": ("POST", "cancel/", {"reason": "Ziek", "version": 1}),
        "answer": ("PUT", "answer/", {"answer": "accepted", "sequence": 0}),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(MeetingState))
def test_what_the_state_does_not_allow_is_409_and_no_change(table: Table, state: str) -> None:
    with table.desk.open():
        table.open("Appelvink-Demo", "Boterbloem-Demo")
        item = AgendaItem.objects.earliest("position")
        other = table.patient("Citroenvlinder-Demo", question="Hoe regelen we nachtzorg?")
        Meeting.objects.update(state=state)
        before = rows()
    browser = table.browser(table.chair)
    asked = calls(table, str(item.pk), str(other.pk))
    for name in ILLEGAL[MeetingState(state)]:
        method, path, body = asked[name]
        address = table.desk.place.url(f"api/v1/meetings/{table.meeting_id}/{path}")
        answer = browser.generic(method, address, _json(body), content_type="application/json")
        assert (answer.status_code, bool(answer.json()["title"])) == (409, True), (name, answer.content)
        with table.desk.open():
            assert {**rows(), ("log", ""): {}} == {**before, ("log", ""): {}}, name


def _json(body: Any) -> str:
    return "" if body is None else json.dumps(body)
