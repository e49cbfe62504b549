"""Who is out of view leaves no trace: no count, no order, no header; as if they had never been entered."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from mdo_foundation.common.groups import in_group
from mdo_platform.meetings.models import AgendaItem
from mdo_platform.register.models import Patient
from tests.rights.expectations.rights_table import PATIENTS
from tests.rights.matrix.cell import CHANGING, difference
from tests.rights.matrix.patients import LETTERS
from tests.rights.matrix.words import text_of
from tests.rights.matrix.writes import undone

WATCHERS = ["nurse_own", "nurse_other", "home_care_own", "consultant", "vice_elsewhere", "chair"]
FORM = "application/x-www-form-urlencoded"
ADDRESSES = [
    ("GET", "", {}),
    ("GET", "register/", {}),
    ("POST", "register/zoeken/", {"q": "kanari"}),
    ("POST", "register/afdrukken/", {"alles": "1"}),
    ("GET", "register/afgesloten/", {}),
    ("GET", "rapportages/", {}),
    ("GET", "afspraken/", {}),
    ("GET", "vergaderingen/", {}),
    ("GET", "api/v1/patients/", {}),
    ("GET", "api/v1/dashboard/", {}),
    ("GET", "api/v1/agreements/", {}),
]


def unseen(world, person):
    """Ids of Wilgendal's patients who are not there for this person; written by hand in the table."""
    return [
        world.things[name].patient_id
        for name in LETTERS
        if PATIENTS[person][name] == "-" and name not in ("twin", "foreign")
    ]


def answer(world, person, method, path, body, *, without=()):
    present = world.people[person]
    present.as_logged_in()
    with undone():
        with in_group(world.groups["wilgendal"]):
            AgendaItem.objects.filter(patient__in=without).delete()
            Patient.objects.filter(pk__in=without).delete()
        found = present.client.generic(method, f"/groep/wilgendal/{path}", urlencode(body), content_type=FORM)
        return found.status_code, CHANGING.sub("", text_of(found))


@pytest.mark.parametrize(
    ("method", "path", "body"), ADDRESSES, ids=[f"{method} {path}" for method, path, _ in ADDRESSES]
)
def test_an_answer_is_as_if_they_had_never_been_entered(world, method, path, body):
    wrong = []
    for person in WATCHERS:
        gone = unseen(world, person)
        assert gone, person
        found, alone = (answer(world, person, method, path, body, without=ids) for ids in ((), gone))
        wrong += [f"{method} {path} [{person}]: {difference(found[1], alone[1])}"] if found != alone else []
    assert not wrong, "\n".join([f"{len(wrong)} faults in {len(WATCHERS)} requests", *wrong])
