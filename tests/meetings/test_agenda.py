"""What is proposed for an agenda and why, what is ticked beforehand, the checklist, the A4 (M-04, K-09)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import AgendaAttachment, Meeting, MeetingState
from mdo_platform.pathways.queries import yearly_due
from mdo_platform.register import services as register
from mdo_platform.register.models import Change, Enrolment
from tests.meetings.conftest import Table
from tests.pathways.helpers import PALLIATIVE, PROGRAMME, record, with_programmes

pytestmark = pytest.mark.django_db

A_WHILE = timedelta(days=30)


def text(response: Any) -> str:
    return response.content.decode()


def held(table: Table, *, ago: timedelta = A_WHILE) -> None:
    """A meeting of the past, by which 'new' and 'changed since' are measured."""
    meeting = table.plan()
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.REPORTED, starts_at=timezone.now() - ago)


def enrolled(table: Table, name: str, *, ago: timedelta, **fields: Any) -> Enrolment:
    """A patient who was enrolled and discussed so long ago."""
    patient = table.patient(name, **fields)
    day = timezone.localdate() - ago
    Enrolment.objects.filter(patient=patient).update(started_on=day, last_discussed_on=day, urgency_on=day)
    Change.objects.filter(patient_id=patient.pk).update(at=timezone.now() - ago)
    return Enrolment.objects.get(patient=patient)


def proposed(table: Table) -> dict[str, queries.Proposed]:
    found = queries.proposals(table.chair, table.meeting())
    return {one.candidate.record.patient.last_name: one for one in found}


class TestProposals:
    def test_each_says_why_the_most_pressing_first(self, table: Table) -> None:
        with table.desk.open():
            held(table)
            enrolled(table, "Langstaart-Demo", ago=timedelta(days=200))
            changed = enrolled(table, "Kleurvlieg-Demo", ago=timedelta(days=60))
            register.set_urgency(changed.pk, by=table.chair, level="u2", version=changed.version)
            Change.objects.filter(record_id=changed.pk, field="urgency").update(at=timezone.now() - timedelta(days=50))
            changed.refresh_from_db()
            register.set_urgency(changed.pk, by=table.chair, level="u3", version=changed.version)
            enrolled(table, "Niets-Demo", ago=timedelta(days=60))
            enrolled(table, "Vraagwortel-Demo", ago=timedelta(days=60), question="Hoe verder?")
            table.patient("Nieuweling-Demo")
            table.plan()
            found = proposed(table)
            assert [(name, one.reasons) for name, one in found.items()] == [
                ("Nieuweling-Demo", ("new",)),
                ("Vraagwortel-Demo", ("question",)),
                ("Kleurvlieg-Demo", ("changed",)),
                ("Langstaart-Demo", ("long_ago",)),
                ("Niets-Demo", ()),
            ]
            assert found["Kleurvlieg-Demo"].candidate.urgency_before == "u2"
            assert [name for name, one in found.items() if one.ticked] == [
                "Nieuweling-Demo",
                "Vraagwortel-Demo",
                "Kleurvlieg-Demo",
            ]

    def test_no_more_are_ticked_than_there_is_time_for(self, table: Table) -> None:
        with table.desk.open():
            table.plan(minutes=30)
            first = table.patient("Appelvink-Demo")
            services.add_item(table.meeting_id, by=table.chair, patient_id=first.pk, minutes=5)
            for name in ("Boterbloem-Demo", "Citroenvlinder-Demo", "Distelvink-Demo"):
                table.patient(name)
            assert [one.ticked for one in proposed(table).values()] == [True, True, False]

    def test_a_programme_asks_for_a_meeting_a_year(self, table: Table) -> None:
        with table.desk.open():
            held(table)
            days = {"Jaarling-Demo": 400, "Kortgeleden-Demo": 300}
            for name, ago in days.items():
                enrolment = enrolled(table, name, ago=timedelta(days=ago), target_group="kwetsbare_ouderen")
                answer = {"field": "kwetsbaarheidsniveau", "value": "complex", "version": 0}
                register.save_answer(enrolment.patient_id, by=table.chair, **answer)
            table.plan()
            assert {name: one.reasons for name, one in proposed(table).items()} == {
                "Jaarling-Demo": ("yearly",),
                "Kortgeleden-Demo": ("long_ago",),
            }

    def test_the_programme_says_here_what_it_says_on_its_own_page(
        self, table: Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """By a step alone too, and not for who declined when last asked (K-03)."""
        with_programmes(monkeypatch, {PALLIATIVE: PROGRAMME.model_copy(update={"consent": None})})
        with table.desk.open():
            held(table)
            for name, consent in (("Stapvoets-Demo", "agreed"), ("Weigeraar-Demo", "declined")):
                patient = enrolled(table, name, ago=timedelta(days=400)).patient
                record(patient, table.chair, "drie", outcome="volgen", consent=consent)
            table.plan()
            found = {name: ("yearly" in one.reasons) for name, one in proposed(table).items()}
            assert found == {"Stapvoets-Demo": True, "Weigeraar-Demo": False}
            due = {row["patient__last_name"] for row in yearly_due(table.chair).rows}
            assert due == {"Stapvoets-Demo"}
            step = Enrolment.objects.get(patient__last_name="Stapvoets-Demo")
            item = services.add_item(table.meeting_id, by=table.chair, patient_id=step.patient_id)
            assert item.reason == "yearly"

    def test_who_may_not_be_discussed_is_never_ticked(self, table: Table) -> None:
        with table.desk.open():
            table.plan()
            table.patient("Nachtegaal-Demo", question="Hoe verder?", consent="unknown")
            (one,) = proposed(table).values()
            assert not one.ticked
            assert "toestemming" in one.candidate.refusals[0]

    def test_the_reason_stays_with_the_item(self, table: Table) -> None:
        with table.desk.open():
            held(table)
            enrolment = enrolled(table, "Langstaart-Demo", ago=timedelta(days=200))
            table.plan()
            item = services.add_item(table.meeting_id, by=table.chair, patient_id=enrolment.patient_id)
            assert item.reason == "long_ago"

    def test_the_page_shows_reasons_and_a_warning_when_it_is_too_long(self, table: Table) -> None:
        with table.desk.open():
            table.plan(minutes=15)
            for name in ("Appelvink-Demo", "Boterbloem-Demo"):
                patient = table.patient(name)
                services.add_item(table.meeting_id, by=table.chair, patient_id=patient.pk)
            table.patient("Citroenvlinder-Demo", question="Hoe verder?")
        page = text(table.browser(table.chair).get(table.url()))
        assert "De agenda is 5 minuten te lang." in page
        assert '<span class="tag tag-new">Nieuw</span> <span class="tag">Vraag</span>' in page


class TestAttachments:
    def test_a_tick_says_who_and_when_and_is_logged_once(self, table: Table) -> None:
        gp = table.desk.acting("gp", name="Huib Huisarts-Demo")
        with table.desk.open():
            (item,) = table.agenda("Appelvink-Demo")
            for by in (gp, table.chair):
                services.tick_attachment(table.meeting_id, by=by, item_id=item.pk, kind="lab", ready=True)
            tick = AgendaAttachment.objects.get()
            assert (tick.kind, tick.by_name) == ("lab", "Huib Huisarts-Demo")
            line = AccessLogEntry.objects.get(what="meeting.attachment")
            assert line.patient_ids == [item.patient_id]
            services.tick_attachment(table.meeting_id, by=table.chair, item_id=item.pk, kind="lab", ready=False)
            assert not AgendaAttachment.objects.exists()

    def test_it_is_for_who_may_change_the_patient(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.agenda("Appelvink-Demo")
            for role, error in (("consultant", NotAllowed), ("nurse", NotFound), ("group_admin", NotAllowed)):
                with pytest.raises(error):
                    services.tick_attachment(
                        table.meeting_id, by=table.desk.acting(role), item_id=item.pk, kind="lab", ready=True
                    )
            with pytest.raises(Invalid):
                services.tick_attachment(table.meeting_id, by=table.chair, item_id=item.pk, kind="foto", ready=True)

    def test_not_after_the_meeting(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.open("Appelvink-Demo")
            services.close_meeting(table.meeting_id, by=table.chair)
            with pytest.raises(Conflict):
                services.tick_attachment(table.meeting_id, by=table.chair, item_id=item.pk, kind="lab", ready=True)

    def test_the_page_counts_and_warns_within_two_weeks(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.agenda("Appelvink-Demo")
        chair = table.browser(table.chair)
        chair.post(table.url(f"agenda/{item.pk}/bijlage/"), {"kind": "letters", "ready": "1"})
        page = text(chair.get(table.url()))
        assert "1 van 4" in page
        assert "zijn nog niet compleet" in page


class TestPrint:
    def test_initials_unless_names_are_asked_for_and_the_choice_is_logged(self, table: Table) -> None:
        with table.desk.open():
            table.agenda("Kanariegeel-Demo", question="Wat wil mevrouw Kanariegeel?")
        chair = table.browser(table.chair)
        assert "Kanariegeel" not in text(chair.get(table.url("agenda/afdrukken/")))
        assert "Kanariegeel-Demo" in text(chair.get(table.url("agenda/afdrukken/?namen=volledig")))
        with table.desk.open():
            lines = AccessLogEntry.objects.filter(what="meeting.print").order_by("seq")
            assert [line.detail["names"] for line in lines] == [False, True]


class TestApi:
    def test_proposals_and_ticks(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.agenda("Appelvink-Demo")
            table.patient("Boterbloem-Demo", question="Hoe verder?")
        chair = table.browser(table.chair)
        api = table.desk.place.url(f"api/v1/meetings/{table.meeting_id}/")
        (one,) = chair.get(f"{api}proposals/").json()["results"]
        assert (one["reasons"], one["ticked"]) == (["new", "question"], True)
        tick = {"kind": "medication", "ready": True}
        answer = chair.put(f"{api}items/{item.pk}/attachments/", tick, content_type="application/json")
        assert [row["kind"] for row in answer.json() if row["ready"]] == ["medication"]
        (row,) = chair.get(f"{api}items/").json()["results"]
        assert [one["ready"] for one in row["attachments"]] == [False, True, False, False]
