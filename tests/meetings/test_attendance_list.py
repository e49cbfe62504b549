"""The attendance list for accreditation (M-09)."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from mdo_platform.meetings import services
from mdo_platform.meetings.attendance_list import hours_in_words
from mdo_platform.meetings.models import Meeting
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("minutes", "hours"), [(3, "0,25"), (52, "0,75"), (58, "1"), (66, "1"), (70, "1,25"), (90, "1,5"), (120, "2")]
)
def test_hours_are_in_quarters(minutes: int, hours: str) -> None:
    assert hours_in_words(timedelta(minutes=minutes)) == hours


def held(table: Table) -> None:
    with table.desk.open():
        table.open("Kanariegeel-Demo")
        nurse = table.desk.acting("nurse", name="Nora Nachtzuster-Demo")
        services.tick_attendance(table.meeting_id, by=table.chair, user_id=nurse.user_id, present=True)
        away = table.desk.acting("gp", name="Arie Afwezig-Demo")
        services.tick_attendance(table.meeting_id, by=table.chair, user_id=away.user_id, present=False)
        services.add_guest(table.meeting_id, by=table.chair, name="Gerrit Gast-Demo", discipline="tolk")
        services.close_meeting(table.meeting_id, by=table.chair)
        began = timezone.now() - timedelta(minutes=74)
        Meeting.objects.update(opened_at=began)


def read(table: Table, address: str) -> tuple[PdfReader, str]:
    answer = table.browser(table.chair).get(address)
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_who_was_there_per_profession_tagged_and_without_patients(table: Table) -> None:
    held(table)
    reader, text = read(table, table.url("presentielijst/pdf/"))
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "nl-NL"
    for name in (
        "Vera Voorzitter-Demo",
        "Nora Nachtzuster-Demo",
        "Gerrit Gast-Demo (gast)",
        "1,25 uur",
        "Registratienummer",
    ):
        assert name in text
    for absent in ("Arie Afwezig-Demo", "Kanariegeel"):
        assert absent not in text
    _reader, gps = read(table, table.url("presentielijst/pdf/?voor=gp"))
    assert "toetsgroep" in gps
    assert "Nora Nachtzuster-Demo" not in gps
    api = table.desk.place.url(f"api/v1/meetings/{table.meeting_id}/attendance/pdf/?profession=nurse")
    _reader, nurses = read(table, api)
    assert "ODA" in nurses
    assert "Nora Nachtzuster-Demo" in nurses
    assert "Gerrit Gast-Demo" not in nurses


def test_not_before_the_meeting_is_closed(table: Table) -> None:
    with table.desk.open():
        table.open()
    assert table.browser(table.chair).get(table.url("presentielijst/pdf/")).status_code == 404


def test_the_report_offers_what_is_planned_next(table: Table) -> None:
    held(table)
    closed = table.meeting_id
    with table.desk.open():
        later = table.plan(starts_at=timezone.now() + timedelta(days=40))
    page = table.browser(table.chair).get(table.desk.place.url(f"vergaderingen/{closed}/verslag/")).content.decode()
    assert "Volgende vergadering:" in page
    assert "presentielijst/pdf/?voor=nurse" in page
    assert later.pk
