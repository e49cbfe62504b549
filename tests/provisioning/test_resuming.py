"""Killed at every step, before and after its work: the next worker finishes it, and nothing is there twice (F20)."""

from __future__ import annotations

import pytest

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.accounts.models import Invitation
from mdo_tenants.groups.models import Group, GroupTargetGroup
from mdo_tenants.networks.models import NetworkGroup
from mdo_tenants.provisioning import building, services, steps
from mdo_tenants.provisioning.models import SignUp
from mdo_tenants.provisioning.signals import group_ready
from tests.provisioning.conftest import FORM, schemas, work

STEPS = [step for step in SignUp.Step if step]


class Killed(BaseException):
    """As sudden as kill -9: nothing of ours catches it, and the transaction never commits."""


@pytest.fixture
def opened():
    """Which groups were announced as ready."""
    seen = []

    def listen(*, group, **_kwargs):
        seen.append(group.pk)

    group_ready.connect(listen)
    yield seen
    group_ready.disconnect(listen)


def _die_in(monkeypatch, step, *, after):
    real = steps._STEPS[step]

    def die(sign_up):
        if after:
            real(sign_up)
        raise Killed

    monkeypatch.setitem(steps._STEPS, step, die)


@pytest.mark.parametrize("after", [False, True], ids=["before the work", "after the work"])
@pytest.mark.parametrize("step", STEPS, ids=[step.name for step in STEPS])
def test_killed_at_a_step_and_resumed(confirmed, monkeypatch, opened, step, after):
    before = schemas()
    with monkeypatch.context() as patch:
        _die_in(patch, step, after=after)
        with pytest.raises(Killed):
            steps.provision(str(confirmed.pk))
    confirmed.refresh_from_db()
    assert (confirmed.step, confirmed.state == "ready") == (step - 1, False)
    assert not Group.objects.filter(name=FORM["group_name"], status="active").exists()

    steps.provision(str(confirmed.pk))

    confirmed.refresh_from_db()
    group = Group.objects.get(name=FORM["group_name"])
    assert (confirmed.state, confirmed.group, group.status) == ("ready", group, "active")
    assert schemas() - before == {group.schema_name}
    assert GroupTargetGroup.objects.filter(group=group).count() == 1
    assert NetworkGroup.objects.filter(group=group).count() == 0
    assert Invitation.objects.filter(group_id=group.pk).count() == 1
    assert opened[-1:] == [group.pk]
    with in_group(group):
        from mdo_foundation.audit.queries import verify_chain

        assert verify_chain().is_whole


def test_group_that_is_being_made_lets_nobody_in(confirmed, monkeypatch, client_of, make_member):
    from tests.conftest import Place

    with monkeypatch.context() as patch:
        _die_in(patch, SignUp.Step.CHAIR, after=True)
        with pytest.raises(Killed):
            steps.provision(str(confirmed.pk))
    place = Place(Group.objects.get(name=FORM["group_name"]))

    assert client_of(make_member(place, "chair")).get(place.url("beheer/leden/")).status_code == 503


def test_steps_done_twice_change_nothing(confirmed, opened):
    for _ in range(2):
        steps.provision(str(confirmed.pk))

    assert Group.objects.filter(name=FORM["group_name"]).count() == 1
    assert Invitation.objects.count() == 1
    assert len(opened) == 1


def test_error_is_tried_again_later_by_the_worker(confirmed, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(building, "create_schema", _fail)
        work()
    entry = OutboxEntry.objects.get(kind=services.PROVISION)
    confirmed.refresh_from_db()
    assert (entry.state, confirmed.state, confirmed.step) == ("pending", "creating", SignUp.Step.ROW)

    OutboxEntry.objects.filter(pk=entry.pk).update(due_at=entry.created_at)
    work()

    confirmed.refresh_from_db()
    assert confirmed.state == "ready"


def test_after_the_last_attempt_it_failed_and_staff_can_try_again(confirmed, monkeypatch, client_of):
    from tests.conftest import make_user

    OutboxEntry.objects.filter(kind=services.PROVISION).update(attempts=outbox.MAX_ATTEMPTS - 1)
    with monkeypatch.context() as patch:
        patch.setattr(building, "create_schema", _fail)
        work()
    confirmed.refresh_from_db()
    assert confirmed.state == "failed"

    staff = client_of(make_user("Medewerker", is_staff_member=True))
    assert FORM["group_name"] in staff.get("/beheer/aanmeldingen/").text
    staff.post(f"/beheer/aanmeldingen/{confirmed.pk}/opnieuw/")
    work()

    confirmed.refresh_from_db()
    assert confirmed.state == "ready"


def test_listener_that_fails_keeps_the_group_closed(confirmed):
    def refuse(**_kwargs):
        raise RuntimeError

    group_ready.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            steps.provision(str(confirmed.pk))
    finally:
        group_ready.disconnect(refuse)

    assert Group.objects.get(name=FORM["group_name"]).status == "creating"


def _fail(_name):
    raise OSError("the disk is full")
