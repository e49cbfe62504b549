from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.utils import timezone

from mdo_platform.meetings import queries
from mdo_platform.meetings.demo import seed_meetings
from mdo_platform.meetings.models import Agreement, Attendance, Meeting, MeetingReport, MeetingState, Signal
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class DemoGroup:
    id: UUID
    slug: str
    name: str
    schema_name: str


def test_a_demo_group_has_a_past_a_present_and_a_future(table: Table) -> None:
    with table.desk.open():
        for number in range(8):
            table.patient(f"Vogel{number}-Demo", question="Hoe verder?")
        table.desk.acting("nurse")
        row = table.desk.place.row
        assert table.chair.group_id == row.id
        place = DemoGroup(row.id, "wilgenmeer", row.name, row.schema_name)
        for _again in range(2):
            seed_meetings(place)
        states = list(Meeting.objects.values_list("state", flat=True))
        assert states == [MeetingState.REPORTED] * 2 + [MeetingState.PLANNED] * 4
        now = timezone.now()
        assert [meeting.starts_at < now for meeting in Meeting.objects.all()] == [
            True,
            True,
            False,
            False,
            False,
            False,
        ]
        upcoming = queries.next_meeting()
        assert upcoming is not None
        assert upcoming.items.count() == 6
        assert MeetingReport.objects.count() == 2
        assert (Signal.objects.filter(kind="bottleneck").count(), Attendance.objects.filter(is_guest=True).count()) == (
            4,
            1,
        )
        assert (Agreement.objects.count(), len(queries.agreements(table.chair, show="late"))) == (14, 4)
