"""Which patients of a meeting somebody sees: the meeting's people while it lasts, then the register decides."""

from __future__ import annotations

import pytest

from mdo_foundation.common.errors import NotFound
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import Meeting
from mdo_platform.register import services as register
from tests.meetings.conftest import Table, desk, key, organisations, table

__all__ = ["desk", "key", "organisations", "table"]


@pytest.mark.parametrize("role", ["vice_chair", "secretary"])
def test_who_is_appointed_sees_its_patients_until_the_meeting_is_closed(table: Table, role: str):
    with table.desk.open():
        helper = table.desk.acting(role)
        (item,) = table.open("Kanarie-Demo")
        Meeting.objects.filter(pk=table.meeting_id).update(**{f"{role}_id": helper.user_id})
        services.save_advice(table.meeting_id, by=helper, item_id=item.pk, version=1, text="Bespreken")
        assert len(queries.agenda(helper, table.meeting())) == 1
        assert queries.advice(helper, table.meeting_id, item.pk).text == "Bespreken"
        services.take_over(table.meeting_id, by=helper)
        services.close_meeting(table.meeting_id, by=helper)
        assert queries.agenda(helper, table.meeting()) == []
        with pytest.raises(NotFound):
            queries.advice(helper, table.meeting_id, item.pk)


@pytest.mark.parametrize("role", ["vice_chair", "secretary"])
def test_who_is_appointed_elsewhere_sees_nothing_of_this_meeting(table: Table, role: str):
    with table.desk.open():
        helper = table.desk.acting(role)
        (item,) = table.open("Kanarie-Demo")
        services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text="Bespreken")
        assert queries.agenda(helper, table.meeting()) == []
        with pytest.raises(NotFound):
            queries.advice(helper, table.meeting_id, item.pk)


def test_advice_about_who_objects_is_gone_for_the_chair_too(table: Table):
    with table.desk.open():
        (item,) = table.open("Kanarie-Demo")
        services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text="Bespreken")
        register.set_consent(item.patient_id, by=table.desk.acting("gp"), status="objects")
        with pytest.raises(NotFound):
            queries.advice(table.chair, table.meeting_id, item.pk)


def test_number_in_the_menu_is_the_number_in_the_list(table: Table):
    with table.desk.open():
        gp = table.desk.acting("gp", name="Gea Huisarts-Demo")
        (item,) = table.open("Kanarie-Demo")
        services.save_agreement(
            table.meeting_id, by=table.chair, idempotency_key=item.pk, item_id=item.pk, what="Bel", who=str(gp.user_id)
        )
        assert queries.open_agreements_of(gp) == len(queries.agreements(gp, show="mine")) == 1
        register.set_consent(item.patient_id, by=table.desk.acting("gp"), status="objects")
        assert queries.open_agreements_of(gp) == len(queries.agreements(gp, show="mine")) == 0
