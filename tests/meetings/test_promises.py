"""Agreements after the meeting: reminded, filtered, declined, back on the agenda and in the room (M-10, R9)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.utils import timezone

from mdo_foundation.common.errors import NotAllowed
from mdo_foundation.common.groups import outside_groups
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import promises, queries, services
from mdo_platform.meetings.models import Agreement
from tests.meetings.conftest import Table, queued, run_worker

pytestmark = pytest.mark.django_db


def promised(table: Table, *, who: UUID, what: str = "Kanariegeel bellen", **fields: Any) -> Agreement:
    """An agreement about the patient on the screen; call it inside the group, in an open meeting."""
    item = queries.current_item(table.meeting())
    agreement = services.save_agreement(
        table.meeting_id,
        by=table.chair,
        idempotency_key=uuid4(),
        item_id=item and item.pk,
        what=what,
        who=str(who),
        **fields,
    )
    assert agreement
    return agreement


def held(table: Table, **fields: Any) -> UUID:
    """A closed meeting in which a nurse promised something; the nurse."""
    with table.desk.open():
        table.open("Kanariegeel-Demo")
        nurse = table.desk.acting("nurse", name="Nora Nachtzuster-Demo").user_id
        promised(table, who=nurse, **fields)
        services.close_meeting(table.meeting_id, by=table.chair)
    return nurse


def monday_comes() -> None:
    OutboxEntry.objects.filter(kind=promises.KIND, state="pending").update(due_at=timezone.now())
    run_worker()


def reminders() -> list[Any]:
    return [one for one in mail.outbox if "open afspra" in one.subject]


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 12, 7)),
        (date(2026, 12, 28), date(2027, 1, 4)),
        (date(2027, 3, 22), date(2027, 3, 29)),  # the clock goes forward between
    ],
)
def test_the_next_monday_at_eight_on_the_wall(day: date, monday: date) -> None:
    then = timezone.localtime(promises.next_monday(day))
    assert (then.date(), then.hour, then.minute) == (monday, 8, 0)


class TestReminders:
    def test_who_promised_gets_a_number_and_a_link_once_a_week(self, table: Table) -> None:
        held(table, due_on=timezone.localdate() + timedelta(days=3))
        assert reminders() == []
        monday_comes()
        (sent,) = reminders()
        assert sent.subject == "Je hebt 1 open afspraak van het MDO Wilgendal"
        assert "afspraken/?toon=mine" in sent.body
        assert "Kanariegeel" not in sent.subject + sent.body
        run_worker()
        assert len(reminders()) == 1
        done, waiting = queued(promises.KIND)
        assert (done.state, waiting.state) == ("done", "pending")
        assert waiting.due_at == promises.next_monday(date.fromisoformat(done.payload["monday"]))

    def test_nothing_to_do_means_no_mail_and_no_next_week(self, table: Table) -> None:
        nurse = held(table, due_on=timezone.localdate())
        with table.desk.open():
            services.mark_done(Agreement.objects.get().pk, by=table.chair)
        monday_comes()
        assert reminders() == []
        assert [one.state for one in queued(promises.KIND)] == ["done"]
        assert nurse

    def test_what_is_far_away_waits_without_a_mail(self, table: Table) -> None:
        held(table, due_on=timezone.localdate() + timedelta(days=40))
        monday_comes()
        assert reminders() == []
        assert sorted(one.state for one in queued(promises.KIND)) == ["done", "pending"]

    def test_asking_twice_in_a_week_is_one_row(self, table: Table) -> None:
        nurse = held(table)
        with table.desk.open():
            promises.remind_later([nurse])
        with outside_groups():
            assert OutboxEntry.objects.filter(kind=promises.KIND).count() == 1


class TestDeclined:
    def test_who_speaks_with_the_patient_says_so_and_who_promised_sees_it(self, table: Table) -> None:
        nurse = held(table)
        gp = table.desk.acting("gp", name="Huib Huisarts-Demo")
        with table.desk.open():
            agreement = Agreement.objects.get()
            for _click in range(2):
                services.mark_declined(agreement.pk, by=gp)
            assert [one.declined_by_name for one in queries.agreements(gp, show="declined")] == ["Huib Huisarts-Demo"]
            assert [one.pk for one in queries.agreements(gp, show="open")] == [agreement.pk]
            with pytest.raises(NotAllowed):
                services.mark_declined(agreement.pk, by=table.desk.acting("consultant"))
            services.mark_declined(agreement.pk, by=gp, declined=False)
            assert queries.agreements(gp, show="declined") == []
        assert nurse

    def test_not_about_nobody(self, table: Table) -> None:
        with table.desk.open():
            table.open()
            agreement = promised(table, who=table.chair.user_id, what="Zaal regelen")
            with pytest.raises(NotAllowed):
                services.mark_declined(agreement.pk, by=table.chair)

    def test_the_page_and_the_api(self, table: Table) -> None:
        held(table)
        with table.desk.open():
            agreement = Agreement.objects.get()
        chair = table.browser(table.chair)
        url = table.desk.place.url(f"afspraken/{agreement.pk}/akkoord/")
        page = chair.post(url, {"declined": "1", "toon": "declined"}, follow=True).content.decode()
        assert "Patiënt niet akkoord: " in page
        api = table.desk.place.url(f"api/v1/agreements/{agreement.pk}/")
        assert chair.patch(api, {"declined": False}, content_type="application/json").json()["declined_on"] is None
        assert chair.patch(api, {}, content_type="application/json").status_code == 400


class TestTheyComeBack:
    def test_on_the_agenda_and_in_the_closing_round(self, table: Table) -> None:
        held(table)
        with table.desk.open():
            patient = Agreement.objects.get().item.patient_id  # type: ignore[union-attr]
            table.plan()
            services.open_meeting(table.meeting_id, by=table.chair)
            promised(table, who=table.chair.user_id, what="Zaal regelen voor iedereen")
            services.close_meeting(table.meeting_id, by=table.chair)
            table.plan()
            services.add_item(table.meeting_id, by=table.chair, patient_id=patient)
        chair = table.browser(table.chair)
        assert "1 open afspraak van eerder" in chair.get(table.url()).content.decode()
        chair.post(table.url("openen/"))
        chair.post(table.url("zaal/volgende/"), {"leaving": ""})
        with table.desk.open():
            item = queries.current_item(table.meeting())
        assert item
        assert "Kanariegeel bellen" in chair.get(table.url("zaal/")).content.decode()
        chair.post(table.url("zaal/volgende/"), {"leaving": str(item.pk)})
        assert "Zaal regelen voor iedereen" in chair.get(table.url("zaal/")).content.decode()

    def test_filters(self, table: Table) -> None:
        nurse = held(table)
        chair, address = table.browser(table.chair), table.desk.place.url("afspraken/")
        assert "Kanariegeel bellen" in chair.get(f"{address}?wie={nurse}&doelgroep=palliatief").content.decode()
        with table.desk.open():
            assert queries.agreements(table.chair, who=table.chair.user_id) == []
            assert queries.agreements(table.chair, target_group="psychogeriatrie") == []
            assert queries.agreement_choices(table.chair)[1] == ["palliatief"]
