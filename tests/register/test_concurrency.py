"""People who work in one patient at the same moment, with committed data in a group of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client

from mdo_foundation.common.errors import Conflict
from mdo_platform.register import services
from mdo_platform.register.models import Answer, Change, Enrolment, InvolvedProfessional, Patient
from tests.conftest import Place, make_group
from tests.register.helpers import Desk

ROUNDS = 50


@pytest.fixture
def busy_desk(django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    from django.contrib.sessions.models import Session

    from mdo_foundation.common.models import OutboxEntry
    from mdo_tenants.groups.models import GroupTargetGroup, Membership, TargetGroupUse
    from mdo_tenants.provisioning.template import drop_schema

    with django_db_blocker.unblock():
        place = Place(make_group("drukte", "Drukte"))
        desk = Desk(place, _member)
        yield desk
        connections["default"].close()
        OutboxEntry.objects.filter(group_id=place.row.pk).delete()
        for model in (Membership, GroupTargetGroup, TargetGroupUse):
            model.objects.filter(group=place.row).delete()
        for user in place.members.values():
            user.delete()
        Session.objects.all().delete()
        place.row.delete()
        drop_schema(place.row.schema_name)
        connections.close_all()


def _member(place: Place, *roles: str, organisation_id: Any = None, name: str = "") -> Any:
    from mdo_tenants.groups.models import Membership
    from tests.conftest import make_user

    user = make_user(name or "-".join(roles))
    Membership.objects.create(group=place.row, user=user, roles=list(roles), organisation_id=organisation_id)
    return user


def together(desk: Desk, *works: Any) -> list[Any]:
    """Run the works at the same moment, each in the group; what each gave or raised."""

    def inside(work: Any) -> Any:
        with desk.open():
            return work()

    return at_once(*[lambda work=work: inside(work) for work in works])


def at_once(*works: Callable[[], Any]) -> list[Any]:
    results: list[Any] = [None] * len(works)
    start = Barrier(len(works))

    def run(number: int) -> None:
        try:
            start.wait()
            results[number] = works[number]()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_nobody_is_overwritten_silently_and_nobody_waits_in_a_ring(busy_desk):
    gp, chair = busy_desk.acting("gp"), busy_desk.acting("chair")
    with busy_desk.open():
        patient = busy_desk.new_patient(by=gp)
        enrolment = Enrolment.objects.get(patient=patient)

    # Two first answers to one field: one is stored, the other is shown both.
    results = together(
        busy_desk,
        lambda: services.save_answer(patient.pk, by=gp, field="som_problemen", value="Een", version=0),
        lambda: services.save_answer(patient.pk, by=chair, field="som_problemen", value="Twee", version=0),
    )
    assert sorted(type(result) for result in results if isinstance(result, Exception)) == [Conflict]
    with busy_desk.open():
        assert Answer.objects.get(patient=patient).value in ("Een", "Twee")

    # Different parts of one patient, over and over: all are stored.
    for number in range(5):
        results = together(
            busy_desk,
            lambda number=number: services.set_question(enrolment.pk, by=gp, question=f"Vraag {number}", version=None),
            lambda number=number: services.update_patient(
                patient.pk, by=chair, version=None, changes={"city": f"Plaats {number}"}
            ),
            lambda number=number: services.save_answer(
                patient.pk, by=chair, field="soc_problemen", value=f"Zorg {number}", version=None
            ),
        )
        assert not [result for result in results if isinstance(result, Exception)]
    with busy_desk.open():
        for field in ("question", "city", "soc_problemen"):
            assert Change.objects.filter(field=field).count() == 5

    # A double click that arrives twice at once makes one patient.
    key = uuid4()
    results = together(busy_desk, *[lambda: busy_desk.new_patient(by=gp, idempotency_key=key)] * 3)
    assert not [result for result in results if isinstance(result, Exception)]
    with busy_desk.open():
        assert Patient.objects.count() == 2


class Two:
    """Two people with one patient open, who press at the same moment; `desk` has committed data."""

    def __init__(self, desk: Desk, client_of: Callable[[Any], Client]) -> None:
        actors = [desk.acting("gp"), desk.acting("chair")]
        self.desk = desk
        self.clients = [client_of(desk.user_of(actor)) for actor in actors]
        with desk.open():
            self.patient = desk.new_patient(by=actors[0])
            self.enrolment = Enrolment.objects.get(patient=self.patient)

    def save(self, paths: list[str], *, values: list[str], version: int) -> list[Any]:
        """Both send their value with the version that both saw; the answers."""

        def send(number: int) -> Any:
            sent = {"value": values[number], "version": version}
            address = self.desk.place.url(paths[number])
            return self.clients[number].post(address, sent, headers={"x-autosave": "1"})

        return at_once(lambda: send(0), lambda: send(1))


def then_kept_or_shown(answers: list[Any], *, field: str, values: list[str], shown: Callable[[str], str] = str) -> None:
    """Who was told 'opgeslagen' finds the value in the history; who was not, sees what the other wrote."""
    written = set(Change.objects.filter(field=field).values_list("new", flat=True))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    for number, answer in enumerate(answers):
        if answer.status_code == 200:
            assert "Opgeslagen" in answer.json()["message"]
            assert values[number] in written
        else:
            assert shown(values[1 - number]) in unescape(answer.content.decode())


@pytest.mark.parametrize("part", ["answer", "detail", "question", "urgency"])
def test_fifty_times_two_people_in_one_field(busy_desk: Desk, client_of: Callable[[Any], Client], part: str) -> None:
    """Both type over what both saw: one is kept, the other is shown it; what the first wrote is never gone."""
    two = Two(busy_desk, client_of)
    patient_id, enrolment_id = two.patient.pk, two.enrolment.pk
    paths = {
        "answer": ("som_problemen", f"register/{patient_id}/veld/som_problemen/"),
        "detail": ("city", f"register/{patient_id}/gegevens/city/"),
        "question": ("question", f"register/aanmelding/{enrolment_id}/question/"),
        "urgency": ("urgency", f"register/aanmelding/{enrolment_id}/urgency/"),
    }
    field, path = paths[part]
    words = {"u1": "Stabiel", "u2": "Toenemend", "u3": "Intensief", "u4": "Acuut"}
    for number in range(ROUNDS):
        values = [f"Huisarts {number}", f"Voorzitter {number}"]
        if part == "urgency":
            values = [["u1", "u3"], ["u2", "u4"]][number % 2]
        with busy_desk.open():
            seen = _version(part, patient_id, enrolment_id)
        answers = two.save([path, path], values=values, version=seen)
        with busy_desk.open():
            then_kept_or_shown(answers, field=field, values=values, shown=lambda value: words.get(value, value))
            assert _stored(part, patient_id, enrolment_id) in values
    with busy_desk.open():
        history = list(Change.objects.filter(field=field).order_by("version").values_list("old", "new"))
    assert [old for old, _new in history[1:]] == [new for _old, new in history[:-1]]


def test_fifty_times_two_people_in_two_fields(busy_desk: Desk, client_of: Callable[[Any], Client]) -> None:
    """Nobody hinders the other: both are told 'opgeslagen', and both values stand."""
    two = Two(busy_desk, client_of)
    paths = [f"register/{two.patient.pk}/gegevens/{name}/" for name in ("city", "street")]
    for number in range(ROUNDS):
        with busy_desk.open():
            version = Patient.objects.get(pk=two.patient.pk).version
        answers = two.save(paths, values=[f"Waarde {number}"] * 2, version=version)
        assert [answer.status_code for answer in answers] == [200, 200]
        with busy_desk.open():
            patient = Patient.objects.get(pk=two.patient.pk)
            assert (patient.city, patient.street) == (f"Waarde {number}",) * 2


def test_fifty_times_two_people_name_a_lead(busy_desk: Desk, client_of: Callable[[Any], Client]) -> None:
    """One leads, whoever pressed last; nobody is refused, and the history tells of both."""
    two = Two(busy_desk, client_of)
    with busy_desk.open():
        add = {"by": busy_desk.acting("gp"), "discipline": "Apotheker"}
        people = [services.add_professional(two.patient.pk, name=f"{name}-Demo", **add) for name in ("Een", "Twee")]
    paths = [busy_desk.place.url(f"register/betrokkenen/{one.pk}/regie/") for one in people]
    for _number in range(ROUNDS):
        pairs = zip(two.clients, paths, strict=True)
        answers = at_once(*[lambda one=one, path=path: one.post(path) for one, path in pairs])
        assert [answer.status_code for answer in answers] == [302, 302]
        with busy_desk.open():
            assert InvolvedProfessional.objects.filter(patient=two.patient.pk, is_lead=True).count() == 1
    with busy_desk.open():
        told = list(Change.objects.filter(field="lead").values_list("old", "new"))
    named = [new for _old, new in told if new]
    assert len(named) == len([old for old, _new in told if old]) + 1
    assert len(named) >= ROUNDS


def _version(part: str, patient_id: Any, enrolment_id: Any) -> int:
    if part == "answer":
        return Answer.objects.filter(patient=patient_id).values_list("version", flat=True).first() or 0
    row = Patient.objects.get(pk=patient_id) if part == "detail" else Enrolment.objects.get(pk=enrolment_id)
    return int(row.version)


def _stored(part: str, patient_id: Any, enrolment_id: Any) -> Any:
    if part == "answer":
        return Answer.objects.get(patient=patient_id).value
    row: Any = Patient.objects.get(pk=patient_id) if part == "detail" else Enrolment.objects.get(pk=enrolment_id)
    return row.city if part == "detail" else getattr(row, part)
