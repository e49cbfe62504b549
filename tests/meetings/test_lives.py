"""What a transfer, a closing, an objection and a deletion do to agendas and reports (clinical §8, R-16, R-17)."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from mdo_foundation.common.errors import Invalid
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import AgendaItem, Agreement, Meeting, MeetingReport, Signal
from mdo_platform.register import services as register
from mdo_platform.register.models import Enrolment, Patient
from tests.meetings.conftest import Table, run_worker

pytestmark = pytest.mark.django_db


def transfer(table: Table, patient_id) -> Enrolment:
    old = Enrolment.objects.get(patient=patient_id, kind="primary", ended_on=None)
    other = "kwetsbare_ouderen" if old.target_group == "palliatief" else "palliatief"
    gp = table.desk.acting("gp")
    return register.transfer_enrolment(
        old.pk, by=gp, version=None, target_group=other, reason="Ander beloop", consent="agreed"
    )


def shown(table: Table) -> list:
    return [line.item.patient_id for line in queries.agenda(table.chair, table.meeting())]


def a_report(table: Table) -> tuple[AgendaItem, AgendaItem]:
    """A closed meeting about two patients, each with an advice, an agreement and a signal."""
    with table.desk.open():
        first, second = table.open("Kanariegeel-Demo", "Zilverreiger-Demo")
        for item in (first, second):
            name = item.patient.last_name.split("-")[0]
            services.save_advice(
                table.meeting_id, by=table.chair, item_id=item.pk, version=1, text=f"Advies nummer {item.position}"
            )
            services.save_agreement(
                table.meeting_id, by=table.chair, idempotency_key=uuid4(), item_id=item.pk, what=f"Bellen {name}"
            )
            services.save_signal(
                table.meeting_id,
                by=table.chair,
                idempotency_key=uuid4(),
                item_id=item.pk,
                kind="bottleneck",
                category="K01",
                text=f"Geen nachtzorg {item.position}",
            )
            services.next_item(table.meeting_id, by=table.chair, leaving=item.pk)
        services.close_meeting(table.meeting_id, by=table.chair)
    run_worker()
    return first, second


def pdf_text(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(bytes(pdf))).pages)


class TestAgenda:
    def test_who_is_transferred_is_off_until_there_is_a_new_question(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.agenda("Kanariegeel-Demo")
            new = transfer(table, item.patient_id)
            assert shown(table) == []
            with pytest.raises(Invalid, match="nieuwe vraag"):
                services.add_item(table.meeting_id, by=table.chair, patient_id=item.patient_id)
            register.set_question(new.pk, by=table.desk.acting("gp"), question="Wie regelt de nacht?", version=None)
            again = services.add_item(table.meeting_id, by=table.chair, patient_id=item.patient_id)
            assert (again.pk, again.enrolment_id, again.target_group) == (item.pk, new.pk, "kwetsbare_ouderen")
            assert shown(table) == [item.patient_id]

    def test_who_is_closed_leaves_the_agenda_and_the_count(self, table: Table) -> None:
        with table.desk.open():
            first, second = table.agenda("Kanariegeel-Demo", "Zilverreiger-Demo")
            register.close_patient(first.patient_id, by=table.desk.acting("gp"), version=None, reason="deceased")
            assert shown(table) == [second.patient_id]
            counted = queries.meetings_ahead(table.chair).get(pk=table.meeting_id)
            assert (counted.patients, counted.minutes_planned) == (1, 10)

    def test_a_closing_by_mistake_gives_the_place_back(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.agenda("Kanariegeel-Demo")
            gp = table.desk.acting("gp")
            register.close_patient(item.patient_id, by=gp, version=None, reason="deceased")
            register.undo_closing(item.patient_id, by=gp, version=None)
            assert shown(table) == [item.patient_id]

    def test_who_was_discussed_stays_in_the_report_of_that_day(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.open("Kanariegeel-Demo")
            services.next_item(table.meeting_id, by=table.chair, leaving=item.pk)
            transfer(table, item.patient_id)
            assert shown(table) == [item.patient_id]


class TestConsent:
    """The agenda may be older than a change of consent, or than the group's choice to block."""

    def unasked(self, table: Table) -> tuple[AgendaItem, AgendaItem]:
        first, second = table.agenda("Kanariegeel-Demo", "Zilverreiger-Demo")
        register.set_consent(first.patient_id, by=table.desk.acting("gp"), status="unknown")
        services.open_meeting(table.meeting_id, by=table.chair)
        return first, second

    def test_who_was_not_asked_is_passed_over_and_not_shown(self, table: Table) -> None:
        with table.desk.open():
            first, second = self.unasked(table)
            following = queries.room(table.chair, table.meeting()).following
            assert following is not None
            assert following.item.pk == second.pk
            shown_first = services.next_item(table.meeting_id, by=table.chair, leaving=None)
            assert shown_first is not None
            assert shown_first.pk == second.pk
            with pytest.raises(Invalid, match="toestemming"):
                services.go_to_item(table.meeting_id, by=table.chair, item_id=first.pk)

    def test_a_group_that_warns_goes_on(self, table: Table) -> None:
        with table.desk.open():
            first, _second = self.unasked(table)
            warned = replace(table.chair, switches=frozenset())
            shown_first = services.next_item(table.meeting_id, by=warned, leaving=None)
            assert shown_first is not None
            assert shown_first.pk == first.pk


class TestReports:
    def test_an_objection_afterwards_takes_the_line_out_of_page_pdf_and_api(self, table: Table) -> None:
        first, _second = a_report(table)
        with table.desk.open():
            register.set_consent(first.patient_id, by=table.desk.acting("gp"), status="objects")
            made = queries.report(table.chair, table.meeting_id, as_file=True)
            assert made is not None
            assert [line["advice"] for line in made.content["patients"]] == ["Advies nummer 2"]
            assert made.content["removed"] == 1
            assert "nummer 1" not in pdf_text(made.pdf)
            assert "nummer 2" in pdf_text(made.pdf)
        page = table.browser(table.chair).get(table.url("verslag/")).content.decode()
        assert "nummer 1" not in page
        assert "1 patiënt is later uit dit verslag gehaald" in page

    def test_a_withdrawn_objection_brings_it_back(self, table: Table) -> None:
        first, _second = a_report(table)
        with table.desk.open():
            gp = table.desk.acting("gp")
            register.set_consent(first.patient_id, by=gp, status="objects")
            register.set_consent(first.patient_id, by=gp, status="agreed")
            made = queries.report(table.chair, table.meeting_id)
            assert made is not None
            assert len(made.content["patients"]) == 2

    def test_no_id_of_a_patient_leaves_the_database(self, table: Table) -> None:
        first, _second = a_report(table)
        with table.desk.open():
            stored = MeetingReport.objects.get()
            assert stored.content["patients"][0]["patient_id"] == str(first.patient_id)
            made = queries.report(table.chair, table.meeting_id)
            assert made is not None
            assert str(first.patient_id) not in str(made.content)
            assert str(first.patient_id).encode() not in bytes(stored.pdf)

    def test_a_deletion_takes_the_patient_out_of_everything_that_meetings_hold(self, table: Table) -> None:
        first, second = a_report(table)
        with table.desk.open():
            gp = table.desk.acting("gp")
            register.close_patient(first.patient_id, by=gp, version=None, reason="deceased")
            long_ago = timezone.localdate() - timedelta(days=500)
            Patient.objects.filter(pk=first.patient_id).update(
                closed_on=long_ago, deletion_announced_on=long_ago + timedelta(days=340)
            )
            assert register.follow_retention().deleted == 1
            stored = MeetingReport.objects.get()
            assert [line["patient_id"] for line in stored.content["patients"]] == [str(second.patient_id)]
            assert stored.content["removed"] == 1
            assert "nummer 1" not in pdf_text(stored.pdf)
            assert [item.pk for item in Meeting.objects.get().items.all()] == [second.pk]
            assert [row.item_id for row in Agreement.objects.all()] == [second.pk]
            assert Signal.objects.count() == 2  # they rise above one patient

    def test_a_report_of_before_there_were_ids_loses_the_line_by_its_label(self, table: Table) -> None:
        first, second = a_report(table)
        with table.desk.open():
            stored = MeetingReport.objects.get()
            for line in stored.content["patients"]:
                del line["patient_id"]
            stored.save()
            register.set_consent(first.patient_id, by=table.desk.acting("gp"), status="objects")
            made = queries.report(table.chair, table.meeting_id)
            assert made is not None
            assert [line["advice"] for line in made.content["patients"]] == ["Advies nummer 2"]
        assert second
