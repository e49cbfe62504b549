"""The same form sent by six browsers at once makes one thing, and nobody waits for another in a ring."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import PortalError
from mdo_platform.meetings import services as meetings
from mdo_platform.meetings.models import AgendaItem, Agreement, Attendance, Meeting
from mdo_platform.register import services as register
from mdo_tenants.accounts.models import Invitation
from mdo_tenants.accounts.services import invitations
from mdo_tenants.groups.memberships import end_membership, invite_member
from mdo_tenants.groups.models import Membership
from tests.register.test_concurrency import busy_desk, together

__all__ = ["busy_desk"]
AT_ONCE = 6


def _faults(results):
    return [one for one in results if isinstance(one, Exception) and not isinstance(one, PortalError)]


@pytest.fixture
def hall(busy_desk):
    """An open meeting with two patients on its agenda."""
    with busy_desk.open():
        chair = busy_desk.acting("chair")
        meeting = meetings.plan_meeting(
            by=chair, starts_at=timezone.now() + timedelta(hours=1), target_groups=["palliatief"]
        )
        patients = [busy_desk.new_patient(last_name=name) for name in ("Een-Demo", "Twee-Demo")]
        items = [meetings.add_item(meeting.pk, by=chair, patient_id=patient.pk) for patient in patients]
        meetings.open_meeting(meeting.pk, by=chair)
    return busy_desk, chair, meeting.pk, items


def test_one_of_everything(hall):
    desk, chair, meeting, _items = hall
    key = uuid4()
    with desk.open():
        patient = desk.new_patient(last_name="Drie-Demo")
    when = timezone.now() + timedelta(days=3)
    for act in (
        lambda: meetings.plan_meeting(by=chair, starts_at=when, target_groups=["palliatief"], idempotency_key=key),
        lambda: meetings.add_guest(meeting, by=chair, name="Gast-Demo", discipline="arts", idempotency_key=key),
        lambda: meetings.save_agreement(meeting, by=chair, idempotency_key=key, what="Bellen"),
        lambda: meetings.add_item(meeting, by=chair, patient_id=patient.pk),
        lambda: meetings.next_item(meeting, by=chair, leaving=None),
        lambda: meetings.tick_attendance(meeting, by=chair, user_id=chair.user_id, present=True),
    ):
        assert _faults(together(desk, *[act] * AT_ONCE)) == []
    with desk.open():
        assert Meeting.objects.filter(idempotency_key=key).count() == 1
        assert Attendance.objects.filter(is_guest=True).count() == 1
        assert Agreement.objects.count() == 1
        assert AgendaItem.objects.count() == 3
        assert AgendaItem.objects.filter(state="discussed").count() == 0
    closed = together(desk, *[lambda: meetings.close_meeting(meeting, by=chair)] * AT_ONCE)
    assert _faults(closed) == []
    assert sum(isinstance(one, PortalError) for one in closed) == AT_ONCE - 1


def test_nobody_waits_in_a_ring(hall):
    desk, chair, meeting, items = hall
    gp = desk.acting("gp")
    with desk.open():
        agreement = meetings.save_agreement(
            meeting, by=chair, idempotency_key=uuid4(), what="Bel", item_id=items[0].pk, who=str(gp.user_id)
        )

    def write(number):
        return lambda: [
            meetings.save_agreement(
                meeting, by=chair, idempotency_key=agreement.idempotency_key, what=f"Bel {turn} {number}", version=0
            )
            for turn in range(15)
        ]

    def finish():
        for turn in range(15):
            meetings.mark_done(agreement.pk, by=gp, done=turn % 2 == 0)

    def change():
        for turn in range(15):
            register.set_consent(items[1].patient_id, by=gp, status="agreed", scope=str(turn))
            meetings.go_to_item(meeting, by=chair, item_id=items[turn % 2].pk)

    assert _faults(together(desk, write(1), write(2), finish, finish, change, change)) == []


def test_two_administrators_who_remove_each_other(busy_desk):
    first, second = (busy_desk.acting("group_admin", name=name) for name in ("Een Demo", "Twee Demo"))
    rows = {row.user_id: row.pk for row in Membership.objects.filter(group=busy_desk.place.row)}
    group = busy_desk.place.row
    results = together(
        busy_desk,
        lambda: end_membership(group, rows[second.user_id], by=first),
        lambda: end_membership(group, rows[first.user_id], by=second),
    )
    assert sum(isinstance(one, PortalError) for one in results) == 1
    assert Membership.objects.filter(group=group, ended_at=None).count() == 1


def test_an_invitation_is_made_and_accepted_once(busy_desk):
    administrator, key, group = busy_desk.acting("group_admin"), uuid4(), busy_desk.place.row
    email = f"{uuid4().hex}@demo.invalid"
    person = busy_desk.user_of(busy_desk.acting("gp"))

    def invite():
        return invite_member(group, by=administrator, email=email, full_name="Ik", roles=["gp"], key=key)

    try:
        assert _faults(together(busy_desk, *[invite] * AT_ONCE)) == []
        invitation = Invitation.objects.get(email=email)
        Invitation.objects.filter(pk=invitation.pk).update(email=person.email)
        token = invitations.new_token(invitation)
        from mdo_foundation.common.groups import outside_groups

        def accept():
            with outside_groups():
                return invitations.accept_as_existing(token, user=person)

        results = together(busy_desk, *[accept] * AT_ONCE)
        assert _faults(results) == []
        assert sum(isinstance(one, PortalError) for one in results) == AT_ONCE - 1
    finally:
        Invitation.objects.filter(group_id=group.pk).delete()
