"""Whether an answer tells anything of who is out of view: it must be as if they had never been entered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode
from uuid import UUID

from mdo_foundation.common.groups import in_group
from mdo_platform.meetings.models import AgendaItem
from mdo_platform.register.models import Patient
from tests.rights.expectations.rights_table import PATIENTS
from tests.rights.matrix.cell import CHANGING, difference
from tests.rights.matrix.words import text_of
from tests.rights.matrix.world import OF_GROUP, World
from tests.rights.matrix.writes import undone

WATCHERS = ["nurse_own", "nurse_other", "home_care_own", "consultant", "vice_elsewhere", "chair"]
FORM = "application/x-www-form-urlencoded"
ADDRESSES: dict[str, dict[str, str]] = {
    "GET ": {},
    "GET register/": {},
    "POST register/zoeken/": {"q": "kanari"},
    "POST register/afdrukken/": {"alles": "1"},
    "GET register/afgesloten/": {},
    "GET register/jaarlijks-bespreken/": {},
    "GET rapportages/": {},
    "GET afspraken/": {},
    "GET vergaderingen/": {},
    "GET api/v1/patients/": {},
    "GET api/v1/dashboard/": {},
    "GET api/v1/pathways/yearly/": {},
    "GET api/v1/agreements/": {},
}


def traces(world: World, address: str) -> Iterator[str]:
    """What the answers tell of patients who are out of view, in words."""
    method, _space, path = address.partition(" ")
    for person in WATCHERS:
        gone = _unseen(world, person)
        assert gone, person
        found, alone = (_answer(world, person, method, path, ADDRESSES[address], without=ids) for ids in ((), gone))
        if found != alone:
            yield f"{address} [{person}]: {difference(found[1], alone[1])}"


def _unseen(world: World, person: str) -> list[UUID]:
    """Ids of Wilgendal's patients who are not there for this person; written by hand in the table."""
    return [world.things[name].patient_id for name in OF_GROUP["wilgendal"] if PATIENTS[person][name] == "-"]


def _answer(
    world: World, person: str, method: str, path: str, body: dict[str, str], *, without: Sequence[UUID]
) -> tuple[int, str]:
    present = world.people[person]
    present.as_logged_in()
    with undone():
        with in_group(world.groups["wilgendal"]):
            AgendaItem.objects.filter(patient__in=without).delete()
            Patient.objects.filter(pk__in=without).delete()
        found = present.client.generic(method, f"/groep/wilgendal/{path}", urlencode(body), content_type=FORM)
        return found.status_code, CHANGING.sub("", text_of(found))
