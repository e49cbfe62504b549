"""Reminders: at the hour on the clock here, once, to whom it concerns (M-03, F11, F12, F13)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.reminders import due
from mdo_platform.register.models import Patient
from mdo_tenants.groups.models import Group
from tests.meetings.calendar_tools import at, clock, deliver, rows
from tests.meetings.conftest import Table

PLANNED = at("2026-12-01 09:00")


class TestTimes:
    @pytest.mark.parametrize(
        ("meeting", "week_before", "two_days_before"),
        [
            ("2027-03-30 19:30", "2027-03-23 19:30", "2027-03-28 19:30"),  # summer time began on the 28th
            ("2027-11-02 19:30", "2027-10-26 19:30", "2027-10-31 19:30"),  # and ended on the 31st
            ("2027-04-04 02:30", "2027-03-28 03:30", "2027-04-02 02:30"),  # 02.30 did not exist on the 28th
            ("2028-03-07 12:30", "2028-02-29 12:30", "2028-03-05 12:30"),
        ],
    )
    def test_on_the_clock_here(self, meeting: str, week_before: str, two_days_before: str) -> None:
        assert due.times(at(meeting), now=PLANNED) == {
            due.FIRST: at(week_before).astimezone(UTC),
            due.SECOND: at(two_days_before).astimezone(UTC),
        }

    def test_an_hour_that_comes_twice_is_the_first_of_the_two(self) -> None:
        found = due.times(at("2027-11-07 02:30"), now=PLANNED)
        assert found[due.FIRST].astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("ahead", "wanted"),
        [
            (timedelta(days=7, minutes=5), {"first": 2, "second": 24 * 5 + 5 / 60}),  # not beside the invitation
            (timedelta(days=5), {"first": 2, "second": 24 * 3}),
            (timedelta(days=3), {"first": 2}),  # less than a day between the two
            (timedelta(hours=3), {"first": 2}),
            (timedelta(hours=1), {}),
        ],
    )
    def test_planned_within_the_week(self, ahead: timedelta, wanted: dict[str, float]) -> None:
        found = due.times(PLANNED + ahead, now=PLANNED)
        assert {kind: (moment - PLANNED) / timedelta(hours=1) for kind, moment in found.items()} == pytest.approx(
            wanted
        )

    def test_moved_within_the_week_nobody_is_asked_again(self) -> None:
        meeting = at("2027-03-30 19:30")
        found = due.times(meeting + timedelta(days=1), now=at("2027-03-25 12:00"), reminded_at=at("2027-03-23 19:30"))
        assert found == {due.SECOND: at("2027-03-29 19:30")}
        assert due.times(meeting, now=at("2027-03-29 12:00"), reminded_at=at("2027-03-23 19:30")) == {}
        far = due.times(at("2027-05-11 19:30"), now=at("2027-03-25 12:00"), reminded_at=at("2027-03-23 19:30"))
        assert far[due.FIRST] == at("2027-05-04 19:30")

    def test_a_reminder_of_weeks_ago_is_forgotten_by_who_got_it(self) -> None:
        """Moved away, and then to a day soon: this week nobody heard of it yet."""
        asked = at("2027-03-23 19:30")
        found = due.times(at("2027-05-04 12:30"), now=at("2027-05-01 09:00"), reminded_at=asked)
        assert found == {due.FIRST: at("2027-05-01 11:00"), due.SECOND: at("2027-05-02 12:30")}


@pytest.fixture
def quiet(table: Table) -> Table:
    """A meeting on 30 March, planned in December; the invitations have gone out."""
    with clock(PLANNED), table.desk.open():
        table.plan(starts_at=at("2027-03-30 19:30"))
    with clock(PLANNED + timedelta(minutes=5)):
        deliver(timedelta(0))
    return table


def run_at(moment: datetime) -> list[Any]:
    """The reminders that go out then: others, such as of the access log's review, are not these tests' business."""
    with clock(moment):
        return [mail for mail in deliver(timedelta(0)) if mail.subject.startswith("MDO ")]


@pytest.mark.django_db
class TestSending:
    def test_once_a_week_before_at_that_hour_and_not_a_minute_earlier(self, quiet: Table) -> None:
        assert run_at(at("2027-03-23 19:29")) == []
        (mail,) = run_at(at("2027-03-23 19:30"))
        assert mail.subject == "MDO di 30 mrt: nog een week"
        assert run_at(at("2027-03-23 19:31")) == []
        assert run_at(at("2027-03-30 12:00")) == []

    def test_it_says_how_much_of_ones_own_share_is_done_and_no_name(self, quiet: Table) -> None:
        self._share(quiet)
        mails = {mail.to[0]: mail for mail in run_at(at("2027-03-23 19:30"))}
        gp = quiet.user(quiet.desk.acting("gp"))
        other = quiet.user(quiet.desk.acting("gp", name="Anders Arts-Demo"))
        assert mails[gp.email].subject == "MDO di 30 mrt: werk je patiënten bij (1 van 3 klaar)"
        assert mails[other.email].subject == "MDO di 30 mrt: werk je patiënten bij (1 van 1 klaar)"
        for mail in mails.values():
            assert "-Demo," not in mail.body.replace(f"Dag {quiet.user(quiet.chair).full_name},", "").replace(
                f"Dag {gp.full_name},", ""
            ).replace(f"Dag {other.full_name},", "")
            assert "vogel" not in mail.message().as_string().lower()

    def test_the_second_goes_to_who_still_has_something_to_do(self, quiet: Table) -> None:
        self._share(quiet)
        run_at(at("2027-03-23 19:30"))
        (mail,) = run_at(at("2027-03-28 19:30"))
        assert mail.to == [quiet.user(quiet.desk.acting("gp")).email]
        assert "(1 van 3 klaar)" in mail.subject
        assert run_at(at("2027-03-29 19:30")) == []

    def test_nurses_are_asked_for_the_patients_of_their_organisation_when_they_may_change_them(
        self, quiet: Table
    ) -> None:
        from mdo_platform.register.models import CareInvolvement
        from tests.register.helpers import KIEVIT

        with quiet.desk.open():
            nurse = quiet.desk.acting("nurse", organisation_id=KIEVIT, name="Nel Nachtzorg-Demo")
            patient = quiet.desk.new_patient(by=quiet.desk.acting("gp"), last_name="Vogel-Demo")
            CareInvolvement.objects.create(
                patient=patient, organisation_id=KIEVIT, organisation_name="x", started_on=timezone.localdate()
            )
        mails = {mail.to[0]: mail.subject for mail in run_at(at("2027-03-23 19:30"))}
        assert mails[quiet.user(nurse).email] == "MDO di 30 mrt: werk je patiënten bij (1 van 1 klaar)"

    def test_as_home_care_they_have_nothing_to_do(self, quiet: Table) -> None:
        Group.objects.filter(pk=quiet.desk.place.row.pk).update(nurses_as_home_care=True)
        self.test_nurses_are_not_asked(quiet)

    def test_nurses_are_not_asked(self, quiet: Table) -> None:
        from tests.register.helpers import KIEVIT

        with quiet.desk.open():
            nurse = quiet.desk.acting("nurse", organisation_id=KIEVIT, name="Nel Nachtzorg-Demo")
        mails = {mail.to[0]: mail.subject for mail in run_at(at("2027-03-23 19:30"))}
        assert mails[quiet.user(nurse).email] == "MDO di 30 mrt: nog een week"

    def test_moved_it_follows_and_the_old_one_is_gone(self, quiet: Table) -> None:
        with clock(at("2027-02-01 12:00")), quiet.desk.open():
            services.change_meeting(quiet.meeting_id, by=quiet.chair, version=1, starts_at=at("2027-04-13 12:30"))
        run_at(at("2027-02-01 12:05"))
        assert run_at(at("2027-03-23 19:30")) == []
        assert len(run_at(at("2027-04-06 12:30"))) == 1

    def test_moved_there_and_back_it_is_still_once(self, quiet: Table) -> None:
        with clock(at("2027-02-01 12:00")), quiet.desk.open():
            services.change_meeting(quiet.meeting_id, by=quiet.chair, version=1, starts_at=at("2027-04-13 12:30"))
            services.change_meeting(quiet.meeting_id, by=quiet.chair, version=2, starts_at=at("2027-03-30 19:30"))
        run_at(at("2027-02-01 12:05"))
        assert len(run_at(at("2027-03-23 19:30"))) == 1
        assert run_at(at("2027-04-06 12:30")) == []

    def test_moved_after_the_first_only_the_second_is_still_to_come(self, quiet: Table) -> None:
        """Within the week nobody is asked again; moved further away everybody is, and the second follows again."""
        self._share(quiet)
        assert len(run_at(at("2027-03-23 19:30"))) == 3
        with clock(at("2027-03-25 12:00")), quiet.desk.open():
            services.change_meeting(quiet.meeting_id, by=quiet.chair, version=1, starts_at=at("2027-03-31 19:30"))
        assert run_at(at("2027-03-28 19:30")) == []
        assert [mail.subject[:13] for mail in run_at(at("2027-03-29 19:30"))] == ["MDO wo 31 mrt"]
        with clock(at("2027-03-30 12:00")), quiet.desk.open():
            services.change_meeting(quiet.meeting_id, by=quiet.chair, version=2, starts_at=at("2027-05-11 19:30"))
        assert [len(run_at(at(day))) for day in ("2027-05-04 19:29", "2027-05-04 19:30", "2027-05-09 19:30")] == [
            0,
            3,
            1,
        ]
        assert run_at(at("2027-05-11 19:00")) == []

    def test_called_off_between_the_two_nobody_is_asked_to_hurry(self, quiet: Table) -> None:
        self._share(quiet)
        run_at(at("2027-03-23 19:30"))
        with clock(at("2027-03-25 12:00")), quiet.desk.open():
            services.cancel_meeting(quiet.meeting_id, by=quiet.chair, version=1, reason="Ziek")
        assert run_at(at("2027-03-28 19:30")) == []

    @pytest.mark.parametrize(
        ("planned_at", "meeting_at", "not_yet", "sent_at"),
        [
            ("2027-06-01 09:00", "2027-11-02 19:30", "2027-10-26 19:29", "2027-10-26 19:30"),  # winter time since
            ("2027-06-01 09:00", "2027-06-04 12:30", "2027-06-01 10:59", "2027-06-01 11:00"),  # within the week
            ("2027-06-01 09:00", "2027-06-08 09:30", "2027-06-01 10:59", "2027-06-01 11:00"),  # half an hour too late
            ("2027-03-27 23:00", "2027-04-02 12:30", "2027-03-28 00:59", "2027-03-28 01:00"),  # in that night
        ],
    )
    def test_planned_early_or_late_once(
        self, table: Table, planned_at: str, meeting_at: str, not_yet: str, sent_at: str
    ) -> None:
        with clock(at(planned_at)), table.desk.open():
            table.plan(starts_at=at(meeting_at))
        assert run_at(at(planned_at) + timedelta(minutes=5)) == []
        assert [len(run_at(at(moment))) for moment in (not_yet, sent_at)] == [0, 1]
        assert run_at(at(meeting_at) - timedelta(minutes=5)) == [], "a share of nothing leaves nothing to hurry for"

    def test_cancelled_nobody_is_reminded(self, quiet: Table) -> None:
        with clock(at("2027-02-01 12:00")), quiet.desk.open():
            services.cancel_meeting(quiet.meeting_id, by=quiet.chair, version=1, reason="Vakantie")
        run_at(at("2027-02-01 12:05"))
        assert rows(due.KIND) == []
        assert run_at(at("2027-03-23 19:30")) == []

    def test_a_meeting_that_began_needs_no_reminders(self, quiet: Table) -> None:
        with quiet.desk.open():
            services.open_meeting(quiet.meeting_id, by=quiet.chair)
        assert rows(due.KIND) == []

    def test_another_place_leaves_the_reminders_as_they_are(self, quiet: Table) -> None:
        before = [(row.key, row.due_at) for row in rows(due.KIND)]
        with clock(at("2027-02-01 12:00")), quiet.desk.open():
            services.change_meeting(quiet.meeting_id, by=quiet.chair, version=1, place="Zaal 3")
        assert [(row.key, row.due_at) for row in rows(due.KIND)] == before

    def test_a_worker_that_was_away_reminds_late_and_not_twice_in_a_day(self, quiet: Table) -> None:
        self._share(quiet)
        assert len(run_at(at("2027-03-29 09:00"))) == 3  # both are due; the first is enough
        assert run_at(at("2027-03-29 19:30")) == []

    def test_a_clock_that_jumps_to_2039_and_back_skips_nobody_in_silence(self, quiet: Table) -> None:
        assert run_at(at("2039-01-01 12:00")) == []
        assert {(row.state, row.error) for row in rows(due.KIND)} == {("failed", "the meeting had begun")}
        with quiet.desk.open():
            shown = {row.id for row in queries.posted(quiet.chair, show="refused")}
            assert shown == {row.pk for row in rows(due.KIND)}
            with clock(at("2027-03-24 09:00")):
                for pk in shown:
                    services.send_again(pk, by=quiet.chair)
        assert len(run_at(at("2027-03-24 09:01"))) == 1

    @pytest.mark.parametrize("hours", [1, -1])
    def test_a_clock_that_jumps_an_hour_reminds_once(self, quiet: Table, hours: int) -> None:
        sent = [*run_at(at("2027-03-23 19:30") + timedelta(hours=hours)), *run_at(at("2027-03-23 19:30"))]
        assert len(sent) == 1

    def test_somebody_who_joined_since_is_reminded_too(self, quiet: Table) -> None:
        with quiet.desk.open():
            quiet.desk.acting("gp", name="Nina Nieuw-Demo")
        assert len(run_at(at("2027-03-23 19:30"))) == 2

    def test_a_group_that_was_suspended_is_reminded_when_it_is_back(self, quiet: Table) -> None:
        group = Group.objects.filter(pk=quiet.desk.place.row.pk)
        group.update(status="suspended")
        assert run_at(at("2027-03-23 19:30")) == []
        group.update(status="active")
        with clock(at("2027-03-24 09:00")):
            outbox.take_up_again(quiet.desk.place.row.pk)
        assert len(run_at(at("2027-03-24 09:01"))) == 1

    def _share(self, table: Table) -> None:
        """Three patients of one GP of whom one is brought up to date since the last meeting, one of another."""
        with table.desk.open():
            chair = table.chair
            last = Meeting.objects.create(
                target_groups=["palliatief"], starts_at=at("2027-02-16 19:30"), state="reported", chair_id=chair.user_id
            )
            gp, other = table.desk.acting("gp"), table.desk.acting("gp", name="Anders Arts-Demo")
            for number, owner in enumerate((gp, gp, gp, other)):
                patient = table.desk.new_patient(by=owner, last_name=f"Vogel{number}-Demo")
                is_fresh = number in (0, 3)
                moved = last.starts_at + timedelta(days=3 if is_fresh else -3)
                Patient.objects.filter(pk=patient.pk).update(record_updated_at=moved, gp_id=owner.user_id)
