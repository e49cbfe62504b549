"""Every button that does not belong to the state of the meeting, pressed on a page that is behind: 409, no change."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from mdo_platform.meetings.models import AgendaItem, Meeting, MeetingState
from tests.meetings.conftest import Table
from tests.meetings.courses import rows

AGENDA = ("agenda/{item}/plek/", "agenda/{item}/minuten/", "agenda/{item}/eraf/", "agenda/{item}/bijlage/")
PLANNED_ONLY = ("wijzigen/", "afzeggen/", "antwoord/")
ROOM = (
    *("zaal/naar/", "zaal/volgende/", "zaal/vorige/", "zaal/parkeren/", "zaal/overnemen/", "zaal/klok/"),
    *("zaal/aanwezig/", "zaal/gast/", "zaal/advies/{item}/", "zaal/advies/{item}/hulp/"),
    *("zaal/afspraak/", "zaal/afspraak/eraf/", "zaal/aandachtspunt/"),
)
AFTERWARDS = ("openen/", *PLANNED_ONLY, *ROOM, *AGENDA, "agenda/erbij/", "overzetten/")
ILLEGAL = {
    MeetingState.PLANNED: (*ROOM, "sluiten/", "overzetten/"),
    MeetingState.OPEN: (*PLANNED_ONLY, "overzetten/"),
    MeetingState.CLOSED: AFTERWARDS,
    MeetingState.CANCELLED: ({*AFTERWARDS, "sluiten/"} - {"afzeggen/", "overzetten/"}),
}
# Pressed a moment after somebody else did: no reason to be refused, and no change either.
FRIENDLY = {
    MeetingState.OPEN: {"openen/": "zaal/"},
    MeetingState.CLOSED: {"sluiten/": "verslag/"},
    MeetingState.CANCELLED: {"afzeggen/": ""},
}


@pytest.mark.django_db
def test_what_the_state_does_not_allow_is_409_and_no_change(table: Table) -> None:
    with table.desk.open():
        table.open("Appelvink-Demo", "Boterbloem-Demo")
        item = AgendaItem.objects.earliest("position")
        other = table.patient("Citroenvlinder-Demo", question="Hoe regelen we nachtzorg?")
    browser, sent = table.browser(table.chair), _everything(table, item.pk, other.pk)
    for state, illegal in ILLEGAL.items():
        with table.desk.open():
            Meeting.objects.filter(pk=table.meeting_id).update(state=state)
            before = rows()
        wanted = dict.fromkeys(illegal) | FRIENDLY.get(state, {})
        for path, to in wanted.items():
            answer = browser.post(table.url(path.format(item=item.pk)), sent)
            location = None if to is None else table.url(to)
            assert (answer.status_code, answer.headers.get("Location")) == (302 if location else 409, location), path
        with table.desk.open():
            assert {**rows(), ("log", ""): {}} == {**before, ("log", ""): {}}, state


def _everything(table: Table, item_id: Any, patient_id: Any) -> dict[str, Any]:
    """The fields of all these forms together: they do not get in each other's way."""
    fields = {"item": item_id, "leaving": item_id, "patient": patient_id, "to": table.meeting_id}
    fields |= {"position": "2", "minutes": "5", "kind": "bottleneck", "ready": "1", "running": "0", "present": "0"}
    fields |= {"user": table.chair.user_id, "name": "Gast-Demo", "discipline": "Jurist", "version": "1"}
    fields |= {"text": "Anders", "what": "Bellen", "idempotency_key": uuid4(), "agreement": uuid4()}
    return fields | {"code": "ediz", "attached": "1", "reason": "Ziek", "answer": "accepted"}
