"""People who work in one patient at the same moment, with committed data in a group of their own."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from mdo_foundation.common.errors import Conflict
from mdo_platform.register import services
from mdo_platform.register.models import Answer, Change, Enrolment, Patient
from tests.conftest import Place, make_group
from tests.register.helpers import Desk


@pytest.fixture
def busy_desk(django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
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
    results: list[Any] = [None] * len(works)
    start = Barrier(len(works))

    def run(number: int) -> None:
        try:
            with desk.open():
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
