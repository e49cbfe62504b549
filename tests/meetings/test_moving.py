"""Moving and cancelling a meeting: state, versions, what the members get, and where its agenda goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import AgendaItem, Invitee, Meeting
from mdo_platform.register import services as register
from tests.meetings.calendar_tools import rows
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


def in_weeks(number: int):
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(weeks=number)


class TestMove:
    def test_what_people_must_hear_of_raises_the_sequence_and_the_version(self, table: Table) -> None:
        with table.desk.open():
            meeting = table.plan(starts_at=in_weeks(3))
            moved = services.change_meeting(
                meeting.pk, by=table.chair, version=1, starts_at=in_weeks(4), place="Zaal 2"
            )
            assert (moved.version, moved.sequence, moved.place, moved.starts_at) == (2, 1, "Zaal 2", in_weeks(4))

    def test_another_secretary_is_nobodys_news(self, table: Table) -> None:
        with table.desk.open():
            meeting = table.plan(starts_at=in_weeks(3))
            secretary = table.desk.acting("secretary", name="Sien Schrijver-Demo")
            changed = services.change_meeting(meeting.pk, by=table.chair, version=1, secretary_id=secretary.user_id)
            assert (changed.sequence, changed.secretary_id) == (0, secretary.user_id)
            assert len(rows("meetings.tell")) == 1  # of the planning

    def test_the_same_again_changes_nothing(self, table: Table) -> None:
        with table.desk.open():
            meeting = table.plan(starts_at=in_weeks(3))
            again = services.change_meeting(
                meeting.pk, by=table.chair, version=1, starts_at=meeting.starts_at, minutes=60
            )
            assert (again.version, again.sequence) == (1, 0)
            for _answer_lost in range(2):
                moved = services.change_meeting(meeting.pk, by=table.chair, version=1, place="Zaal 2")
            assert (moved.version, moved.sequence) == (2, 1)

    def test_two_who_move_at_once_do_not_overwrite_each_other(self, table: Table) -> None:
        with table.desk.open():
            meeting = table.plan(starts_at=in_weeks(3))
            services.change_meeting(meeting.pk, by=table.chair, version=1, place="Zaal 2")
            with pytest.raises(Conflict) as refused:
                services.change_meeting(meeting.pk, by=table.chair, version=1, place="Zaal 3")
            assert refused.value.current["place"] == "Zaal 2"
            assert table.meeting().place == "Zaal 2"

    def test_another_time_is_asked_anew_another_place_is_not(self, table: Table) -> None:
        with table.desk.open():
            meeting = table.plan(starts_at=in_weeks(3))
            Invitee.objects.create(
                meeting=meeting, user_id=table.chair.user_id, email="a@demo.invalid", answer="accepted"
            )
            services.change_meeting(meeting.pk, by=table.chair, version=1, place="Zaal 2")
            assert Invitee.objects.get().answer == "accepted"
            services.change_meeting(meeting.pk, by=table.chair, version=2, minutes=90)
            assert Invitee.objects.get().answer == ""

    @pytest.mark.parametrize(
        "change", [{"minutes": 5}, {"target_groups": ["onbekend"]}, {"chair_id": None}, {"starts_at": "yesterday"}]
    )
    def test_what_could_not_be_planned_is_no_change_either(self, table: Table, change) -> None:
        with table.desk.open():
            meeting = table.plan(starts_at=in_weeks(3))
            if "starts_at" in change:
                change = {"starts_at": timezone.now() - timedelta(days=1)}
            with pytest.raises(Invalid):
                services.change_meeting(meeting.pk, by=table.chair, version=1, **change)
            assert table.meeting().version == 1

    @pytest.mark.parametrize("state", ["open", "closed", "reported", "cancelled"])
    def test_only_a_planned_meeting_is_moved_or_cancelled(self, table: Table, state: str) -> None:
        with table.desk.open():
            meeting = table.plan(starts_at=in_weeks(3))
            Meeting.objects.update(state=state)
            with pytest.raises(Conflict):
                services.change_meeting(meeting.pk, by=table.chair, version=1, place="Zaal 2")
            with pytest.raises(Conflict):
                services.cancel_meeting(meeting.pk, by=table.chair, version=1, reason="Ziek")

    def test_a_gp_moves_nothing_and_who_is_appointed_does(self, table: Table) -> None:
        with table.desk.open():
            vice = table.desk.acting("vice_chair", name="Vik Vice-Demo")
            meeting = table.plan(starts_at=in_weeks(3), vice_chair_id=vice.user_id)
            with pytest.raises(NotAllowed):
                services.change_meeting(meeting.pk, by=table.desk.acting("gp"), version=1, place="Zaal 2")
            assert services.change_meeting(meeting.pk, by=vice, version=1, place="Zaal 2").place == "Zaal 2"


class TestCancel:
    def test_a_cancelled_meeting_has_a_reason_and_comes_never_back(self, table: Table) -> None:
        with table.desk.open():
            meeting = table.plan(starts_at=in_weeks(3))
            with pytest.raises(Invalid):
                services.cancel_meeting(meeting.pk, by=table.chair, version=1, reason="  ")
            done = services.cancel_meeting(meeting.pk, by=table.chair, version=1, reason="De voorzitter is ziek.")
            assert (done.state, done.cancel_reason, done.sequence) == ("cancelled", "De voorzitter is ziek.", 1)
            with pytest.raises(Conflict):
                services.open_meeting(meeting.pk, by=table.chair)
            assert queries.next_meeting() is None

    def test_its_patients_go_to_another_agenda_in_their_order(self, table: Table) -> None:
        with table.desk.open():
            items = table.agenda("Appelvink-Demo", "Boterbloem-Demo", "Citroenvlinder-Demo")
            services.set_minutes(table.meeting_id, by=table.chair, item_id=items[1].pk, minutes=20)
            services.move_item(table.meeting_id, by=table.chair, item_id=items[2].pk, position=1)
            register.set_consent(items[0].patient_id, by=table.desk.acting("gp"), status="objects")
            cancelled = table.meeting_id
            services.cancel_meeting(cancelled, by=table.chair, version=table.meeting().version, reason="Ziek")
            other = table.plan(starts_at=in_weeks(6))
            found = services.carry_over(cancelled, by=table.chair, to=other.pk)
            assert [one.outcome for one in found] == ["added", "added"]
            rows = AgendaItem.objects.filter(meeting=other).order_by("position")
            assert [(row.patient.last_name, row.minutes) for row in rows] == [
                ("Citroenvlinder-Demo", 10),
                ("Boterbloem-Demo", 20),
            ]
            again = services.carry_over(cancelled, by=table.chair, to=other.pk)
            assert [one.outcome for one in again] == ["present", "present"]

    def test_an_agenda_goes_from_a_cancelled_to_a_planned_meeting_only(self, table: Table) -> None:
        with table.desk.open():
            first, second = table.plan(starts_at=in_weeks(3)), table.plan(starts_at=in_weeks(6))
            with pytest.raises(Conflict):
                services.carry_over(first.pk, by=table.chair, to=second.pk)
            services.cancel_meeting(first.pk, by=table.chair, version=1, reason="Ziek")
            services.open_meeting(second.pk, by=table.chair)
            with pytest.raises(Conflict):
                services.carry_over(first.pk, by=table.chair, to=second.pk)


def test_guests_move_along_and_lose_their_links_when_it_is_called_off(table: Table) -> None:
    from mdo_foundation.common.groups import outside_groups
    from mdo_tenants.accounts.models import Invitation
    from mdo_tenants.groups.models import GuestPass

    with table.desk.open():
        meeting = table.plan(starts_at=in_weeks(3))
        who = {"name": "Gerrit Gast-Demo", "email": "gast@demo.invalid", "discipline": "tolk"}
        services.invite_guest(meeting.pk, by=table.chair, **who)
        services.change_meeting(meeting.pk, by=table.chair, version=1, starts_at=in_weeks(4))
        with outside_groups():
            assert GuestPass.objects.get().starts_at == in_weeks(4)
            assert Invitation.objects.get(email="gast@demo.invalid").revoked_at is None
        services.cancel_meeting(meeting.pk, by=table.chair, version=2, reason="Ziek")
        with outside_groups():
            assert Invitation.objects.get(email="gast@demo.invalid").revoked_at is not None
