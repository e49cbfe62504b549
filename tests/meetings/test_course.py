"""The course of a meeting: states, turns, clock, attendance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import AgendaItem, Attendance, ItemState, Meeting, MeetingState
from mdo_platform.register import services as register
from mdo_tenants.groups.rights import CONSENT_REQUIRED
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


def current(table: Table) -> str | None:
    item = queries.current_item(table.meeting())
    return item.patient.last_name if item else None


class TestStates:
    def test_a_meeting_goes_from_planned_to_closed(self, table: Table) -> None:
        with table.desk.open():
            table.open("Appelvink-Demo")
            assert table.meeting().state == MeetingState.OPEN
            services.close_meeting(table.meeting_id, by=table.chair)
            assert table.meeting().state == MeetingState.CLOSED

    @pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CLOSED, MeetingState.REPORTED])
    def test_nothing_is_recorded_outside_an_open_meeting(self, table: Table, state: str) -> None:
        with table.desk.open():
            items = table.open("Appelvink-Demo")
            Meeting.objects.update(state=state)
            with pytest.raises(Conflict):
                services.save_advice(table.meeting_id, by=table.chair, item_id=items[0].pk, version=1, text="x")
            with pytest.raises(Conflict):
                services.next_item(table.meeting_id, by=table.chair, leaving=items[0].pk)
            with pytest.raises(Conflict):
                services.close_meeting(table.meeting_id, by=table.chair)

    @pytest.mark.parametrize("state", [MeetingState.OPEN, MeetingState.CLOSED, MeetingState.REPORTED])
    def test_only_a_planned_meeting_can_be_opened(self, table: Table, state: str) -> None:
        with table.desk.open():
            table.plan()
            Meeting.objects.update(state=state)
            with pytest.raises(Conflict):
                services.open_meeting(table.meeting_id, by=table.chair)

    def test_an_agenda_is_fixed_after_closing(self, table: Table) -> None:
        with table.desk.open():
            items = table.open("Appelvink-Demo")
            other = table.patient("Boterbloem-Demo")
            services.close_meeting(table.meeting_id, by=table.chair)
            with pytest.raises(Conflict):
                services.add_item(table.meeting_id, by=table.chair, patient_id=other.pk)
            with pytest.raises(Conflict):
                services.remove_item(table.meeting_id, by=table.chair, item_id=items[0].pk)


class TestTurns:
    def test_next_discusses_one_after_the_other_and_ends_with_the_round(self, table: Table) -> None:
        with table.desk.open():
            first, second = table.open("Appelvink-Demo", "Boterbloem-Demo")
            services.next_item(table.meeting_id, by=table.chair, leaving=first.pk)
            assert current(table) == "Boterbloem-Demo"
            services.next_item(table.meeting_id, by=table.chair, leaving=second.pk)
            assert current(table) is None
            states = list(AgendaItem.objects.order_by("position").values_list("state", flat=True))
            assert states == [ItemState.DISCUSSED, ItemState.DISCUSSED]

    def test_a_double_click_on_next_moves_once(self, table: Table) -> None:
        with table.desk.open():
            first, *_rest = table.open("Appelvink-Demo", "Boterbloem-Demo", "Citroenvlinder-Demo")
            for _click in range(2):
                services.next_item(table.meeting_id, by=table.chair, leaving=first.pk)
            assert current(table) == "Boterbloem-Demo"

    def test_a_parked_patient_is_skipped_and_can_be_taken_up_again(self, table: Table) -> None:
        with table.desk.open():
            first, second = table.open("Appelvink-Demo", "Boterbloem-Demo")
            services.park_item(table.meeting_id, by=table.chair, leaving=first.pk)
            services.next_item(table.meeting_id, by=table.chair, leaving=second.pk)
            assert current(table) is None
            services.go_to_item(table.meeting_id, by=table.chair, item_id=first.pk)
            assert current(table) == "Appelvink-Demo"

    def test_looking_at_another_patient_by_mistake_does_not_discuss_it(self, table: Table) -> None:
        with table.desk.open():
            first, second = table.open("Appelvink-Demo", "Boterbloem-Demo")
            services.go_to_item(table.meeting_id, by=table.chair, item_id=second.pk)
            first.refresh_from_db()
            assert first.state == ItemState.WAITING

    def test_previous_keeps_a_patient_with_notes_as_discussed(self, table: Table) -> None:
        with table.desk.open():
            first, second = table.open("Appelvink-Demo", "Boterbloem-Demo")
            services.next_item(table.meeting_id, by=table.chair, leaving=first.pk)
            services.save_advice(table.meeting_id, by=table.chair, item_id=second.pk, version=1, text="Bel de zoon")
            services.previous_item(table.meeting_id, by=table.chair, leaving=second.pk)
            second.refresh_from_db()
            assert (current(table), second.state) == ("Appelvink-Demo", ItemState.DISCUSSED)

    def test_the_clock_counts_while_it_runs(self, table: Table) -> None:
        with table.desk.open():
            first, _second = table.open("Appelvink-Demo", "Boterbloem-Demo")
            start = timezone.now()
            with time_machine.travel(start + timedelta(seconds=100), tick=False):
                services.run_clock(table.meeting_id, by=table.chair, running=False)
            with time_machine.travel(start + timedelta(seconds=500), tick=False):
                services.run_clock(table.meeting_id, by=table.chair, running=True)
            with time_machine.travel(start + timedelta(seconds=520), tick=False):
                services.next_item(table.meeting_id, by=table.chair, leaving=first.pk)
            first.refresh_from_db()
            assert 119 <= first.seconds_spent <= 121

    def test_a_patient_who_objects_is_off_the_agenda_at_once(self, table: Table) -> None:
        with table.desk.open():
            first, second = table.open("Appelvink-Demo", "Boterbloem-Demo")
            register.set_consent(second.patient_id, by=table.desk.acting("gp"), status="objects")
            services.next_item(table.meeting_id, by=table.chair, leaving=first.pk)
            assert current(table) is None
            with pytest.raises(NotFound):
                services.go_to_item(table.meeting_id, by=table.chair, item_id=second.pk)


class TestAgenda:
    def names(self) -> list[str]:
        return list(AgendaItem.objects.order_by("position").values_list("patient__last_name", flat=True))

    def test_a_patient_is_added_once(self, table: Table) -> None:
        with table.desk.open():
            items = table.agenda("Appelvink-Demo")
            again = services.add_item(table.meeting_id, by=table.chair, patient_id=items[0].patient_id)
            assert again.pk == items[0].pk
            assert AgendaItem.objects.count() == 1

    @pytest.mark.parametrize(("position", "order"), [(1, "CAB"), (2, "ACB"), (9, "ABC")])
    def test_a_place_is_named_not_counted(self, table: Table, position: int, order: str) -> None:
        with table.desk.open():
            *_rest, last = table.agenda("A-Demo", "B-Demo", "C-Demo")
            for _click in range(2):
                services.move_item(table.meeting_id, by=table.chair, item_id=last.pk, position=position)
            assert [name[0] for name in self.names()] == list(order)
            assert list(AgendaItem.objects.order_by("position").values_list("position", flat=True)) == [1, 2, 3]

    def test_removing_closes_the_gap_and_may_be_repeated(self, table: Table) -> None:
        with table.desk.open():
            first, *_rest = table.agenda("A-Demo", "B-Demo", "C-Demo")
            for _click in range(2):
                services.remove_item(table.meeting_id, by=table.chair, item_id=first.pk)
            assert list(AgendaItem.objects.order_by("position").values_list("position", flat=True)) == [1, 2]

    def test_a_discussed_patient_stays(self, table: Table) -> None:
        with table.desk.open():
            items = table.open("Appelvink-Demo")
            with pytest.raises(Conflict):
                services.remove_item(table.meeting_id, by=table.chair, item_id=items[0].pk)

    def test_without_consent_a_patient_is_refused_with_the_reason(self, table: Table) -> None:
        with table.desk.open():
            table.plan()
            patient = table.patient("Nachtegaal-Demo", question="Hoe verder?", consent="unknown")
            with pytest.raises(Invalid, match="toestemming"):
                services.add_item(table.meeting_id, by=table.chair, patient_id=patient.pk)
            assert AgendaItem.objects.count() == 0

    def test_frail_elderly_need_a_question(self, table: Table) -> None:
        with table.desk.open():
            table.plan()
            patient = table.patient("Klaproos-Demo", target_group="kwetsbare_ouderen")
            with pytest.raises(Invalid, match="Zonder vraag aan het MDO"):
                services.add_item(table.meeting_id, by=table.chair, patient_id=patient.pk)
            assert AgendaItem.objects.count() == 0

    @pytest.mark.parametrize("consent", ["informed", "unknown"])
    def test_frail_elderly_need_consent_whatever_the_group_chose(self, table: Table, consent: str) -> None:
        """R4 of the work process: the target group's own block, also where the group only warns."""
        chair = replace(table.chair, switches=table.chair.switches - {CONSENT_REQUIRED})
        with table.desk.open():
            table.plan()
            asked = {"question": "Hoe verder?", "target_group": "kwetsbare_ouderen"}
            patient = table.patient("Klaproos-Demo", consent=consent, **asked)
            with pytest.raises(Invalid, match=r"akkoord|toestemming"):
                services.add_item(table.meeting_id, by=chair, patient_id=patient.pk)
            assert AgendaItem.objects.count() == 0
            agreed = table.patient("Madelief-Demo", consent="agreed", **asked)
            services.add_item(table.meeting_id, by=chair, patient_id=agreed.pk)
            assert AgendaItem.objects.count() == 1

    def test_proposals_are_new_patients_and_questions_with_their_blocks(self, table: Table) -> None:
        with table.desk.open():
            table.agenda("Appelvink-Demo")
            table.patient("Boterbloem-Demo", question="Hoe regelen we nachtzorg?")
            table.patient("Nachtegaal-Demo", consent="unknown")
            found = queries.proposals(table.chair, table.meeting())
            assert [one.candidate.record.patient.last_name for one in found] == ["Boterbloem-Demo", "Nachtegaal-Demo"]
            assert [bool(one.candidate.refusals) for one in found] == [False, True]


class TestAttendance:
    def test_who_opens_is_present_and_members_are_ticked_once(self, table: Table) -> None:
        with table.desk.open():
            table.open()
            nurse = table.desk.acting("nurse", name="Nora Nachtzuster-Demo")
            for _click in range(2):
                services.tick_attendance(table.meeting_id, by=table.chair, user_id=nurse.user_id, present=True)
            assert sorted(row.name for row in queries.present(table.meeting())) == [
                "Nora Nachtzuster-Demo",
                "Vera Voorzitter-Demo",
            ]
            services.tick_attendance(table.meeting_id, by=table.chair, user_id=nurse.user_id, present=False)
            assert [row.name for row in queries.present(table.meeting())] == ["Vera Voorzitter-Demo"]

    def test_a_guest_is_registered_once_for_one_key(self, table: Table, key: object) -> None:
        with table.desk.open():
            table.open()
            for _click in range(2):
                services.add_guest(
                    table.meeting_id, by=table.chair, name="Gerrit Gast-Demo", discipline="tolk", idempotency_key=key
                )
            assert Attendance.objects.filter(is_guest=True).count() == 1

    def test_everybody_present_is_logged_as_viewer_of_the_patient_on_the_screen(self, table: Table) -> None:
        with table.desk.open():
            first, second = table.open("Appelvink-Demo", "Boterbloem-Demo")
            nurse = table.desk.acting("nurse", name="Nora Nachtzuster-Demo")
            services.tick_attendance(table.meeting_id, by=table.chair, user_id=nurse.user_id, present=True)
            guest = services.add_guest(table.meeting_id, by=table.chair, name="Gerrit Gast-Demo", discipline="tolk")
            services.next_item(table.meeting_id, by=table.chair, leaving=first.pk)
            shown = list(AccessLogEntry.objects.filter(what="meeting.shown").order_by("seq"))
            late = [entry for entry in shown if entry.patient_ids == [first.patient_id]]
            members = [str(table.chair.user_id), str(nurse.user_id)]
            assert [entry.detail["members"] for entry in late] == [members[:1], members[1:], []]
            assert late[2].detail["guests"] == [str(guest.pk)]
            last = shown[-1]
            assert last.patient_ids == [second.patient_id]
            assert sorted(last.detail["members"]) == sorted(members)

    def test_a_person_of_another_group_cannot_be_ticked(self, table: Table, other_desk: object) -> None:
        stranger = other_desk.acting("gp", name="Vreemde-Demo")  # type: ignore[attr-defined]
        with table.desk.open():
            table.open()
            with pytest.raises(NotFound):
                services.tick_attendance(table.meeting_id, by=table.chair, user_id=stranger.user_id, present=True)


class TestWhoMayRunIt:
    @pytest.mark.parametrize("role", ["gp", "nurse", "home_care", "consultant", "group_admin"])
    def test_others_are_refused(self, table: Table, role: str) -> None:
        with table.desk.open():
            items = table.open("Appelvink-Demo")
            other = table.desk.acting(role)
            refused = [
                lambda: services.plan_meeting(by=other, starts_at=timezone.now(), target_groups=["palliatief"]),
                lambda: services.add_item(table.meeting_id, by=other, patient_id=items[0].patient_id),
                lambda: services.next_item(table.meeting_id, by=other, leaving=None),
                lambda: services.save_advice(table.meeting_id, by=other, item_id=items[0].pk, version=1, text="x"),
                lambda: services.close_meeting(table.meeting_id, by=other),
            ]
            for call in refused:
                with pytest.raises(NotAllowed):
                    call()

    @pytest.mark.parametrize(("role", "field"), [("vice_chair", "vice_chair_id"), ("secretary", "secretary_id")])
    def test_the_appointed_run_their_own_meeting_only(self, table: Table, role: str, field: str) -> None:
        with table.desk.open():
            helper = table.desk.acting(role)
            own = table.plan(**{field: helper.user_id})
            services.open_meeting(own.pk, by=helper)
            table.plan()
            with pytest.raises(NotAllowed):
                services.open_meeting(table.meeting_id, by=helper)
