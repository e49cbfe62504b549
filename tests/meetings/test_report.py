"""Closing and the report: once, complete, without names, and mailed as a link only."""

from __future__ import annotations

import io
import json
from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from pypdf import PdfReader

from mdo_foundation.common import outbox
from mdo_foundation.common.errors import Conflict
from mdo_foundation.common.groups import outside_groups
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import services, tasks
from mdo_platform.meetings.models import MeetingReport, MeetingState
from mdo_platform.meetings.queries.preview import report_preview
from mdo_platform.register import services as register
from mdo_platform.register.models import Enrolment
from tests.meetings.conftest import Table, queued, run_worker

pytestmark = pytest.mark.django_db

CANARIES = ("Kanariegeel", "Zilverreiger", "Papegaaiduiker")


def hold_a_meeting(table: Table) -> None:
    """Everything that can be recorded, with the patient's names in every text; call it inside the group."""
    patient = table.patient(
        "Kanariegeel-Demo",
        question="Wat wil mevrouw Kanariegeel zelf?",
        first_name="Zilverreiger",
        birth_name="Papegaaiduiker-Demo",
        birth_date=date(1941, 5, 6),
    )
    table.plan(place="Zaal 1")
    item = services.add_item(table.meeting_id, by=table.chair, patient_id=patient.pk)
    services.open_meeting(table.meeting_id, by=table.chair)
    nurse = table.desk.acting("nurse", name="Nora Nachtzuster-Demo")
    services.tick_attendance(table.meeting_id, by=table.chair, user_id=nurse.user_id, present=True)
    services.add_guest(table.meeting_id, by=table.chair, name="Gerrit Gast-Demo", discipline="mantelzorgmakelaar")
    services.next_item(table.meeting_id, by=table.chair, leaving=None)
    services.save_advice(
        table.meeting_id,
        by=table.chair,
        item_id=item.pk,
        version=1,
        text="Bel Zilverreiger. Papegaaiduiker slaapt niet.",
    )
    services.save_agreement(
        table.meeting_id,
        by=table.chair,
        idempotency_key=uuid4(),
        item_id=item.pk,
        what="Kanariegeel bellen",
        who=str(nurse.user_id),
        due_on=date(2026, 11, 25),
    )
    services.save_signal(
        table.meeting_id,
        by=table.chair,
        idempotency_key=uuid4(),
        item_id=item.pk,
        kind="bottleneck",
        category="K01",
        text="Geen nachtzorg voor kanariegeel",
    )


def close(table: Table) -> None:
    with table.desk.open():
        hold_a_meeting(table)
        services.close_meeting(table.meeting_id, by=table.chair)


class TestClosing:
    def test_the_question_is_answered_and_the_report_asked_for(self, table: Table) -> None:
        close(table)
        with table.desk.open():
            enrolment = Enrolment.objects.get()
            assert (enrolment.question, enrolment.last_discussed_on is not None) == ("", True)
        schema = table.desk.place.row.schema_name
        assert [entry.key for entry in queued("meeting_report")] == [f"{schema}:{table.meeting_id}"]
        assert queued("meeting_report")[0].payload == {"meeting": str(table.meeting_id)}

    def test_closing_twice_is_refused_and_changes_nothing(self, table: Table) -> None:
        close(table)
        with table.desk.open():
            with pytest.raises(Conflict):
                services.close_meeting(table.meeting_id, by=table.chair)
            assert table.meeting().state == MeetingState.CLOSED
        assert len(queued("meeting_report")) == 1

    def test_a_question_that_was_changed_after_the_talk_stays_open(self, table: Table) -> None:
        with table.desk.open():
            hold_a_meeting(table)
            item = table.meeting().items.get()
            services.next_item(table.meeting_id, by=table.chair, leaving=item.pk)
            register.set_question(
                item.enrolment_id, by=table.desk.acting("gp"), question="En het weekend?", version=None
            )
            services.close_meeting(table.meeting_id, by=table.chair)
            assert Enrolment.objects.get().question == "En het weekend?"

    def test_what_was_noted_about_who_was_parked_is_in_the_report(self, table: Table) -> None:
        """Parked and not taken up again, or noted on without having been on the screen: no note may be lost."""
        with table.desk.open():
            parked, waiting, _silent, last = table.open("Appelvink-Demo", "Bosuil-Demo", "Citroen-Demo", "Duif-Demo")
            for item, text in ((parked, "Bel de zoon"), (waiting, "Vraag een bed aan")):
                services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text=text)
            services.park_item(table.meeting_id, by=table.chair, leaving=parked.pk)
            register.set_question(parked.enrolment_id, by=table.desk.acting("gp"), question="En nu?", version=None)
            services.go_to_item(table.meeting_id, by=table.chair, item_id=last.pk)
            preview = report_preview(table.chair, table.meeting())
        page = table.browser(table.chair).get(table.url("sluiten/")).content.decode()
        assert "1 patiënt is nog geparkeerd." in page
        with table.desk.open():
            services.close_meeting(table.meeting_id, by=table.chair)
        run_worker()
        with table.desk.open():
            content = MeetingReport.objects.get().content
            assert Enrolment.objects.get(pk=parked.enrolment_id).question == "En nu?"
        for told in (preview, content):
            assert [one["advice"] for one in told["patients"]] == ["Bel de zoon", "Vraag een bed aan", ""]
            assert told["patients"][0]["question"] == "Hoe regelen we nachtzorg?"
            assert told["not_discussed"] == 1


class TestReport:
    def test_it_holds_what_was_recorded_and_no_name_of_a_patient(self, table: Table) -> None:
        close(table)
        run_worker()
        with table.desk.open():
            content = MeetingReport.objects.get().content
            assert table.meeting().state == MeetingState.REPORTED
        assert [person["name"] for person in content["participants"]] == [
            "Nora Nachtzuster-Demo",
            "Vera Voorzitter-Demo",
            "Gerrit Gast-Demo",
        ]
        (patient,) = content["patients"]
        assert patient["label"] == "Mw. K. (1941)"
        assert patient["question"] == "Wat wil mevrouw [naam] zelf?"
        assert patient["advice"] == "Bel [naam]. [naam] slaapt niet."
        assert patient["agreements"] == [{"what": "[naam] bellen", "who": "Nora Nachtzuster-Demo", "due": "wo 25 nov"}]
        assert set(patient["urgency"]) == {"colour", "shape", "letter", "label"}
        assert content["signals"] == [
            {"kind": "Knelpunt", "category": "Thuiszorgcapaciteit", "text": "Geen nachtzorg voor [naam]"}
        ]
        found = [name for name in CANARIES if name.lower() in json.dumps(content).lower()]
        assert found == []
        assert "06" not in patient["label"]
        assert "1941-05-06" not in json.dumps(content)

    def test_the_pdf_is_tagged_dutch_and_without_names(self, table: Table) -> None:
        close(table)
        run_worker()
        with table.desk.open():
            pdf = PdfReader(io.BytesIO(bytes(MeetingReport.objects.get().pdf)))
        text = "\n".join(page.extract_text() for page in pdf.pages)
        assert pdf.trailer["/Root"]["/Lang"] == "nl-NL"
        assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "Mw. K. (1941)" in text
        assert "Zonder namen" in text
        assert [name for name in CANARIES if name.lower() in text.lower()] == []
        assert [name for name in CANARIES if name.lower() in str(pdf.metadata).lower()] == []

    def test_what_changes_in_the_register_afterwards_does_not_change_it(self, table: Table) -> None:
        close(table)
        with table.desk.open():
            enrolment = Enrolment.objects.get()
            register.set_urgency(enrolment.pk, by=table.desk.acting("gp"), level="u4", version=None)
        run_worker()
        with table.desk.open():
            assert MeetingReport.objects.get().content["patients"][0]["urgency"]["letter"] != "4"

    def test_who_objects_before_it_is_made_is_not_in_it(self, table: Table) -> None:
        close(table)
        with table.desk.open():
            item = table.meeting().items.get()
            register.set_consent(item.patient_id, by=table.desk.acting("gp"), status="objects")
        run_worker()
        with table.desk.open():
            assert MeetingReport.objects.get().content["patients"] == []


class TestWorker:
    def test_participants_get_a_link_once_and_nothing_about_patients(self, table: Table) -> None:
        close(table)
        run_worker()
        run_worker()
        users = [table.user(table.chair), table.user(table.desk.acting("nurse", name="Nora Nachtzuster-Demo"))]
        assert sorted(message.to[0] for message in mail.outbox) == sorted(user.email for user in users)
        path = f"/groep/{table.desk.place.row.slug}/vergaderingen/{table.meeting_id}/verslag/"
        for message in mail.outbox:
            assert path in message.body
            everything = f"{message.subject}{message.body}{message.message()}".lower()
            assert [word for word in (*CANARIES, "1941", "nachtzorg", "mw. k.") if word.lower() in everything] == []

    def test_running_it_again_at_any_step_makes_nothing_twice(self, table: Table) -> None:
        close(table)
        with table.desk.open():
            meeting = table.meeting()
            first = tasks.store_report(meeting)
            assert tasks.store_report(meeting).pk == first.pk
            tasks.queue_report_mails(meeting)
            tasks.queue_report_mails(meeting)
        run_worker()
        with table.desk.open():
            assert MeetingReport.objects.get().pk == first.pk
        assert len(mail.outbox) == 2

    def test_a_failure_halfway_leaves_nothing_and_is_done_later(
        self, table: Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        close(table)
        with monkeypatch.context() as broken:

            def fail(_meeting: object) -> None:
                raise RuntimeError("killed")

            broken.setattr(tasks, "queue_report_mails", fail)
            outbox.run_due()
        with table.desk.open():
            assert (MeetingReport.objects.count(), table.meeting().state) == (0, MeetingState.CLOSED)
        OutboxEntry.objects.filter(kind="meeting_report").update(due_at="2020-01-01T00:00Z")
        run_worker()
        with table.desk.open():
            assert table.meeting().state == MeetingState.REPORTED
        assert len(mail.outbox) == 2

    def test_no_name_of_a_patient_is_in_the_outbox(self, table: Table) -> None:
        close(table)
        run_worker()
        with outside_groups():
            stored = json.dumps(list(OutboxEntry.objects.values("kind", "key", "payload", "error")), default=str)
        assert [name for name in CANARIES if name.lower() in stored.lower()] == []
