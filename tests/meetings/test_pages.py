"""A meeting through the pages, as a browser without JavaScript walks through it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.meetings import services
from mdo_platform.meetings.models import Advice, Agreement, Attendance, Meeting, MeetingState, Signal
from tests.meetings.conftest import Table, run_worker

pytestmark = pytest.mark.django_db

NAMES = ("Kanariegeel-Demo", "Zilverreiger-Demo")


def text(response: Any) -> str:
    return response.content.decode()


def opened(table: Table) -> Client:
    """An open meeting with two patients, and the chair's browser."""
    with table.desk.open():
        table.open(*NAMES)
    return table.browser(table.chair)


class TestFlow:
    def test_from_planning_to_the_report(self, table: Table) -> None:
        chair = table.browser(table.chair)
        with table.desk.open():
            patient = table.patient("Kanariegeel-Demo", question="Hoe regelen we nachtzorg?")
        tomorrow = timezone.localdate() + timedelta(days=1)
        form = {
            "day": tomorrow.isoformat(),
            "time": "12:30",
            "minutes": "60",
            "target_groups": ["palliatief"],
            "place": "Zaal 1",
            "chair": str(table.chair.user_id),
            "idempotency_key": str(uuid4()),
        }
        first = chair.post(table.desk.place.url("vergaderingen/plannen/"), form)
        again = chair.post(table.desk.place.url("vergaderingen/plannen/"), form)
        assert first.status_code == again.status_code == 302
        assert first.url == again.url
        with table.desk.open():
            table.meeting_id = Meeting.objects.get().pk
        page = chair.get(table.url())
        assert "Kanariegeel-Demo" in text(page)
        chair.post(table.url("agenda/erbij/"), {"patient": [str(patient.pk)]})
        chair.post(table.url("openen/"))
        chair.post(table.url("openen/"))
        room = chair.get(table.url("zaal/"))
        assert room.status_code == 200
        chair.post(table.url("zaal/volgende/"), {"leaving": ""})
        with table.desk.open():
            item = table.meeting().items.get()
        chair.post(table.url(f"zaal/advies/{item.pk}/"), {"version": "1", "text": "Nachtzorg aanvragen"})
        guest = {"name": "Gerrit Gast-Demo", "discipline": "tolk", "idempotency_key": str(uuid4())}
        for _click in range(2):
            chair.post(table.url("zaal/gast/"), guest)
        agreement = {
            "idempotency_key": str(uuid4()),
            "item": str(item.pk),
            "what": "Bellen",
            "who": str(table.chair.user_id),
        }
        signal = {"idempotency_key": str(uuid4()), "kind": "bottleneck", "category": "K01", "text": "Geen nachtzorg"}
        for _click in range(2):
            chair.post(table.url("zaal/afspraak/"), agreement)
            chair.post(table.url("zaal/aandachtspunt/"), signal)
        preview = chair.get(table.url("sluiten/"))
        assert "Nachtzorg aanvragen" in text(preview)
        for _click in range(2):
            closed = chair.post(table.url("sluiten/"))
            assert closed.url == table.url("verslag/")
        assert "wordt gemaakt" in text(chair.get(table.url("verslag/")))
        run_worker()
        report = text(chair.get(table.url("verslag/")))
        assert "Nachtzorg aanvragen" in report
        assert "Mw. K. (1942)" in report
        assert "Kanariegeel" not in report
        pdf = chair.get(table.url("verslag/pdf/"))
        assert pdf.content[:5] == b"%PDF-"
        assert pdf["Content-Disposition"] == f'attachment; filename="mdo-verslag-{tomorrow.isoformat()}.pdf"'
        assert len(mail.outbox) == 1
        with table.desk.open():
            assert Attendance.objects.filter(is_guest=True).count() == 1
            assert (Agreement.objects.count(), Signal.objects.count(), Advice.objects.count()) == (1, 1, 1)
            assert table.meeting().state == MeetingState.REPORTED

    @pytest.mark.parametrize(
        "path", ["vergaderingen/", "vergaderingen/plannen/", "afspraken/", "aandachtspunten/", "afspraken/?toon=mine"]
    )
    def test_an_empty_group_has_its_pages(self, table: Table, path: str) -> None:
        assert table.browser(table.chair).get(table.desk.place.url(path)).status_code == 200

    def test_a_wrong_plan_is_said_at_the_field(self, table: Table) -> None:
        page = table.browser(table.chair).post(table.desk.place.url("vergaderingen/plannen/"), {"day": "2020-01-01"})
        assert page.status_code == 400
        assert "Vul ‘Begintijd’ in" in text(page)

    def test_the_agenda_moves_and_shows_its_total(self, table: Table) -> None:
        with table.desk.open():
            first, _second = table.agenda(*NAMES)
        chair = table.browser(table.chair)
        chair.post(table.url(f"agenda/{first.pk}/plek/"), {"position": "2"})
        chair.post(table.url(f"agenda/{first.pk}/minuten/"), {"minutes": "55"})
        page = text(chair.get(table.url()))
        assert page.index("Zilverreiger") < page.index("Kanariegeel")
        assert "65 van 60 minuten" in page
        assert "De agenda is 5 minuten te lang." in page


class TestRoom:
    def test_initials_are_rendered_by_the_server_until_names_are_asked_for(self, table: Table) -> None:
        chair = opened(table)
        page = text(chair.get(table.url("zaal/")))
        assert "Mw. K. (1942)" in page
        assert [name for name in NAMES if name.removesuffix("-Demo") in page] == []
        chair.post(table.url("zaal/namen/"), {"show": "1"})
        assert "Kanariegeel-Demo" in text(chair.get(table.url("zaal/")))
        other_session = table.browser(table.chair)
        assert "Kanariegeel" not in text(other_session.get(table.url("zaal/")))
        with table.desk.open():
            assert AccessLogEntry.objects.filter(what="meeting.names").count() == 1

    def test_patients_to_add_are_shown_by_initials_too(self, table: Table) -> None:
        chair = opened(table)
        with table.desk.open():
            table.patient("Papegaaiduiker-Demo")
        page = text(chair.get(table.url("zaal/erbij/")))
        assert "Mw. P. (1942)" in page
        assert "Papegaaiduiker" not in page

    def test_saving_while_typing_answers_with_the_version_and_a_conflict_with_both_texts(self, table: Table) -> None:
        chair = opened(table)
        with table.desk.open():
            item = table.meeting().items.first()
        address = table.url(f"zaal/advies/{item.pk}/")
        saved = chair.post(address, {"version": "1", "text": "Eerste"}, headers={"X-Autosave": "1"})
        assert saved.json()["version"] == 2
        late = chair.post(address, {"version": "1", "text": "Tweede"}, headers={"X-Autosave": "1"})
        assert late.status_code == 409
        assert "Eerste" in text(late)
        assert "Vera Voorzitter-Demo" in text(late)
        with table.desk.open():
            assert Advice.objects.get().text == "Eerste"

    def test_a_refusal_is_said_at_the_field(self, table: Table) -> None:
        chair = opened(table)
        body = {"idempotency_key": str(uuid4()), "kind": "bottleneck", "category": "L01", "text": "x"}
        answer = chair.post(table.url("zaal/aandachtspunt/"), body, headers={"X-Autosave": "1"})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["category"])

    def test_a_part_is_answered_without_leaving_the_page(self, table: Table) -> None:
        chair = opened(table)
        with table.desk.open():
            item = table.meeting().items.first()
        answer = chair.post(
            table.url("zaal/minuten/"), {"item": str(item.pk), "minutes": "12"}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200
        assert "van 12 min" in text(answer)

    def test_everything_is_there_after_the_browser_was_closed(self, table: Table) -> None:
        chair = opened(table)
        with table.desk.open():
            item = table.meeting().items.first()
        chair.post(table.url(f"zaal/advies/{item.pk}/"), {"version": "1", "text": "Bel de zoon"})
        again = text(table.browser(table.chair).get(table.url("zaal/")))
        assert "Bel de zoon" in again
        assert "Mw. K. (1942)" in again


class TestRights:
    PATHS = ("", "zaal/", "zaal/stand/", "sluiten/")

    @pytest.mark.parametrize(
        ("role", "expected"),
        [
            ("chair", (302, 200, 200, 200)),
            ("gp", (200, 403, 403, 403)),
            ("nurse", (200, 403, 403, 403)),
            ("home_care", (200, 403, 403, 403)),
            ("consultant", (200, 403, 403, 403)),
            ("vice_chair", (200, 403, 403, 403)),
            ("secretary", (200, 403, 403, 403)),
            ("group_admin", (403, 403, 403, 403)),
        ],
    )
    def test_who_sees_an_open_meeting(self, table: Table, role: str, expected: tuple[int, ...]) -> None:
        with table.desk.open():
            table.open(*NAMES)
        actor = table.chair if role == "chair" else table.desk.acting(role)
        browser = table.browser(actor)
        found = tuple(browser.get(table.url(path)).status_code for path in self.PATHS)
        assert found == ((200, *expected[1:]) if role == "chair" else expected)

    def test_a_nurse_sees_no_patient_of_another_organisation_on_the_agenda(self, table: Table) -> None:
        with table.desk.open():
            table.agenda(*NAMES)
        nurse = table.browser(table.desk.acting("nurse"))
        page = text(nurse.get(table.url()))
        assert "Kanariegeel" not in page
        assert "Geen van jouw patiënten staat op de agenda" in page
        assert "De agenda is nog leeg" not in page
        gp = table.browser(table.desk.acting("gp"))
        assert "Kanariegeel" in text(gp.get(table.url()))

    def test_another_groups_meeting_does_not_exist(self, table: Table, other_desk: Any) -> None:
        with table.desk.open():
            table.open(*NAMES)
        stranger = other_desk.acting("chair")
        browser = table.client_of(other_desk.place.members["chair  "])
        assert stranger.group_id == other_desk.place.row.id
        unknown = browser.get(other_desk.place.url(f"vergaderingen/{uuid4()}/"))
        foreign = browser.get(other_desk.place.url(f"vergaderingen/{table.meeting_id}/"))
        assert foreign.status_code == unknown.status_code == 404
        assert browser.get(table.url()).status_code == 404

    @pytest.mark.parametrize("role", ["gp", "nurse", "consultant"])
    def test_reports_are_for_all_who_take_part(self, table: Table, role: str) -> None:
        with table.desk.open():
            table.open(*NAMES)
            services.close_meeting(table.meeting_id, by=table.chair)
        run_worker()
        page = table.browser(table.desk.acting(role)).get(table.url("verslag/"))
        assert page.status_code == 200
        assert "Mw. K. (1942)" in text(page)
        with table.desk.open():
            entry = AccessLogEntry.objects.filter(what="meeting.report").latest("seq")
            assert (entry.action, len(entry.patient_ids), entry.roles) == ("R", 1, [role])


class TestQueries:
    @pytest.mark.parametrize("path", ["", "zaal/"])
    def test_the_number_of_queries_does_not_grow_with_the_patients(
        self, table: Table, path: str, django_assert_num_queries: Any
    ) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for size in (1, 4):
            with table.desk.open():
                table.plan()
                for number in range(size):
                    patient = table.patient(f"Vogel{size}{number}-Demo", question="Hoe verder?")
                    services.add_item(table.meeting_id, by=table.chair, patient_id=patient.pk)
                if path:
                    services.open_meeting(table.meeting_id, by=table.chair)
                    services.next_item(table.meeting_id, by=table.chair, leaving=None)
            chair = table.browser(table.chair)
            chair.get(table.url(path))
            with CaptureQueriesContext(connection) as captured:
                assert chair.get(table.url(path)).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]
