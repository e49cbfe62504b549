"""Who leads a meeting and closes it; one target group at a time."""

from __future__ import annotations

import pytest

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, NotAllowed
from mdo_platform.meetings import queries, services
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


class TestTakingOver:
    def test_only_who_leads_closes(self, table: Table) -> None:
        with table.desk.open():
            helper = table.desk.acting("secretary", name="Nico Notulist-Demo")
            table.plan(secretary_id=helper.user_id)
            services.open_meeting(table.meeting_id, by=table.chair)
            with pytest.raises(Conflict, match="Vera Voorzitter-Demo leidt") as refused:
                services.close_meeting(table.meeting_id, by=helper)
            assert refused.value.current == {"state": "open", "led_by": "Vera Voorzitter-Demo"}
            for _click in range(2):
                services.take_over(table.meeting_id, by=helper)
            assert AccessLogEntry.objects.filter(what="meeting.taken_over").count() == 1
            with pytest.raises(Conflict):
                services.close_meeting(table.meeting_id, by=table.chair)
            services.close_meeting(table.meeting_id, by=helper)

    def test_not_for_others_and_not_outside_the_meeting(self, table: Table) -> None:
        with table.desk.open():
            table.plan()
            with pytest.raises(Conflict):
                services.take_over(table.meeting_id, by=table.chair)
            services.open_meeting(table.meeting_id, by=table.chair)
            with pytest.raises(NotAllowed):
                services.take_over(table.meeting_id, by=table.desk.acting("gp"))

    def test_the_pages_and_the_api_say_who_leads(self, table: Table) -> None:
        with table.desk.open():
            helper = table.desk.acting("secretary", name="Nico Notulist-Demo")
            table.plan(secretary_id=helper.user_id)
            services.open_meeting(table.meeting_id, by=table.chair)
        browser = table.browser(helper)
        assert "Vera Voorzitter-Demo</bdi> leidt" in browser.get(table.url("zaal/")).content.decode()
        assert browser.post(table.url("sluiten/")).status_code == 409
        api = table.desk.place.url(f"api/v1/meetings/{table.meeting_id}/")
        assert browser.post(f"{api}close/").status_code == 409
        assert browser.post(f"{api}take-over/").json()["led_by_id"] == str(helper.user_id)
        assert browser.post(f"{api}close/").status_code == 200


class TestOneTargetGroup:
    def test_next_and_previous_stay_within_it(self, table: Table) -> None:
        with table.desk.open():
            table.plan()
            groups = ("palliatief", "kwetsbare_ouderen", "palliatief")
            items = [
                services.add_item(
                    table.meeting_id,
                    by=table.chair,
                    patient_id=table.patient(name, question="Hoe verder?", target_group=code).pk,
                )
                for name, code in zip(("Appel-Demo", "Boter-Demo", "Citroen-Demo"), groups, strict=True)
            ]
            services.open_meeting(table.meeting_id, by=table.chair)
        chair = table.browser(table.chair)
        page = chair.post(table.url("zaal/doelgroep/"), {"doelgroep": "palliatief"}, follow=True).content.decode()
        assert page.count('agenda-link" name="item"') == 2
        chair.post(table.url("zaal/volgende/"), {"leaving": ""})
        chair.post(table.url("zaal/volgende/"), {"leaving": str(items[0].pk)})
        with table.desk.open():
            assert queries.current_item(table.meeting()) == items[2]
        chair.post(table.url("zaal/vorige/"), {"leaving": str(items[2].pk)})
        with table.desk.open():
            assert queries.current_item(table.meeting()) == items[0]


def test_names_on_the_screen_are_seen_by_everybody_there(table: Table) -> None:
    with table.desk.open():
        items = table.open("Appelvink-Demo")
        nurse = table.desk.acting("nurse", name="Nora Nachtzuster-Demo")
        services.tick_attendance(table.meeting_id, by=table.chair, user_id=nurse.user_id, present=True)
    table.browser(table.chair).post(table.url("zaal/namen/"), {"show": "1"})
    with table.desk.open():
        line = AccessLogEntry.objects.get(what="meeting.names")
        assert line.patient_ids == [items[0].patient_id]
        assert sorted(line.detail["members"]) == sorted([str(table.chair.user_id), str(nurse.user_id)])
