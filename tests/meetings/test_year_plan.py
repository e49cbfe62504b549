"""The year plan: from a rule to dates, without free days, planned in one go and once (M-01)."""

from __future__ import annotations

import tomllib
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import Invalid, NotAllowed
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.yearplan import free_days
from mdo_platform.meetings.yearplan.free_days import Period, why_free
from mdo_platform.meetings.yearplan.rule import Rule, dates, propose
from tests.meetings.calendar_tools import at, clock, deliver, rows
from tests.meetings.conftest import Table

TUESDAY = 1
SCHOOL_YEAR = ("Herfstvakantie", "Kerstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie")


def rule(**fields: Any) -> Rule:
    fields = {"every": "weeks", "interval": 6, "weekday": TUESDAY, "at": time(12, 30), "count": 4, **fields}
    return Rule(**{"first_day": date(2027, 10, 1), **fields})


class TestRule:
    def test_every_sixth_tuesday(self) -> None:
        assert dates(rule()) == [date(2027, 10, 5), date(2027, 11, 16), date(2027, 12, 28), date(2028, 2, 8)]

    def test_the_first_tuesday_of_every_second_month(self) -> None:
        found = dates(rule(every="months", interval=2, which=1, count=3))
        assert found == [date(2027, 10, 5), date(2027, 12, 7), date(2028, 2, 1)]

    def test_the_last_thursday_until_a_day(self) -> None:
        found = dates(rule(every="months", interval=1, which=-1, weekday=3, count=None, until=date(2027, 12, 30)))
        assert found == [date(2027, 10, 28), date(2027, 11, 25), date(2027, 12, 30)]

    def test_it_begins_on_the_first_day_when_that_fits(self) -> None:
        assert dates(rule(first_day=date(2027, 10, 5), count=1)) == [date(2027, 10, 5)]

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"interval": 0}, "interval"),
            ({"weekday": 7}, "weekday"),
            ({"which": 5}, "which"),
            ({"every": "days"}, "every"),
            ({"count": None}, "count"),
            ({"count": 61}, "count"),
            ({"count": None, "until": date(2027, 9, 1)}, "until"),
            ({"interval": 1, "until": date(2037, 9, 1)}, "until"),
        ],
    )
    def test_a_rule_that_gives_no_plan_is_refused(self, wrong: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            dates(rule(**wrong))
        assert field in refused.value.fields


class TestFreeDays:
    def test_public_holidays(self) -> None:
        assert why_free(date(2027, 4, 27)) == ["Koningsdag"]
        assert why_free(date(2027, 5, 17)) == ["Tweede pinksterdag"]
        assert why_free(date(2027, 4, 28)) == []

    def test_school_holidays_are_of_a_region(self) -> None:
        assert why_free(date(2027, 10, 19), region="midden") == ["Herfstvakantie"]
        assert why_free(date(2027, 10, 19), region="zuid") == []
        assert why_free(date(2027, 10, 19)) == []

    def test_own_free_weeks(self) -> None:
        own = [Period(first=date(2027, 11, 15), last=date(2027, 11, 21))]
        assert why_free(date(2027, 11, 16), own=own) == ["Vrije periode"]

    def test_the_table_of_school_holidays_holds_together(self) -> None:
        """Saturday to Sunday, in order, and everything in a year that is called known."""
        table = tomllib.loads(Path(free_days.__file__).with_name("school_holidays.toml").read_text())
        for period in table["period"]:
            for region in ("noord", "midden", "zuid"):
                first, last = period[region]
                assert (first.weekday(), last.weekday()) == (5, 6), period
                assert timedelta(7) < last - first < timedelta(45)
            assert period["source"].startswith("https://")
        for known in free_days.known():
            for region in ("noord", "midden", "zuid"):
                inside = [p for p in table["period"] if known.first <= p[region][0] <= known.last]
                assert [p["name"] for p in inside] == [*SCHOOL_YEAR, *SCHOOL_YEAR]

    def test_days_that_are_free_are_left_out_beforehand(self) -> None:
        found = propose(dates(rule()), at=time(12, 30), region="noord", taken=[date(2027, 11, 16)])
        assert [(one.is_taken, one.against) for one in found] == [
            (True, []),
            (False, ["Er is al een vergadering"]),
            (False, ["Kerstvakantie"]),
            (True, []),
        ]
        assert [one.starts_at for one in found][1:3] == [at("2027-11-16 12:30"), at("2027-12-28 12:30")]


@pytest.mark.django_db
class TestPlan:
    def plan(self, table: Table, **fields: Any) -> list[Meeting]:
        fields.setdefault("starts", [at("2027-10-05 12:30"), at("2027-11-16 12:30")])
        fields.setdefault("idempotency_key", uuid4())
        return services.plan_year(by=table.chair, target_groups=["palliatief"], **fields)

    def test_all_in_one_go_with_invitations_and_reminders(self, table: Table) -> None:
        with table.desk.open():
            made = self.plan(table, place="Zaal 2")
            assert [(one.starts_at, one.place) for one in made] == [
                (at("2027-10-05 12:30"), "Zaal 2"),
                (at("2027-11-16 12:30"), "Zaal 2"),
            ]
        assert len(rows("meetings.remind")) == 4
        assert len(deliver()) == 2

    def test_sent_twice_it_is_planned_once_and_one_more_day_is_one_more_meeting(self, table: Table) -> None:
        key = uuid4()
        with table.desk.open():
            first = self.plan(table, idempotency_key=key)
            again = self.plan(table, idempotency_key=key)
            assert [one.pk for one in again] == [one.pk for one in first]
            more = self.plan(table, idempotency_key=key, starts=[at("2027-10-05 12:30"), at("2027-12-14 12:30")])
            assert more[0].pk == first[0].pk
            assert Meeting.objects.count() == 3
        assert len(rows("meetings.tell")) == 3

    def test_one_date_that_cannot_be_is_no_plan_at_all(self, table: Table) -> None:
        with table.desk.open():
            with pytest.raises(Invalid):
                self.plan(table, starts=[at("2027-10-05 12:30"), at("2020-10-05 12:30")])
            with pytest.raises(Invalid):
                self.plan(table, starts=[])
            assert not Meeting.objects.exists()
        assert rows("meetings.tell") == []

    def test_only_the_chair_plans_a_year(self, table: Table) -> None:
        with table.desk.open(), pytest.raises(NotAllowed):
            services.plan_year(
                by=table.desk.acting("gp"),
                starts=[at("2027-10-05 12:30")],
                idempotency_key=uuid4(),
                target_groups=["palliatief"],
            )

    def test_days_with_a_meeting_are_known_and_cancelled_ones_are_free(self, table: Table) -> None:
        with table.desk.open():
            first, _second = self.plan(table)
            services.cancel_meeting(first.pk, by=table.chair, version=1, reason="Vakantie")
            found = queries.year_plan(table.chair, rule())
            assert [one.against for one in found][:2] == [[], ["Er is al een vergadering"]]


FORM = {
    "every": "weeks",
    "interval": "6",
    "weekday": "1",
    "which": "1",
    "time": "12:30",
    "day": "2027-10-01",
    "count": "4",
    "region": "noord",
    "free": "15-11-2027 t/m 21-11-2027",
    "minutes": "60",
    "target_groups": "palliatief",
}


@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def _year(self) -> Any:
        with clock(at("2027-09-01 09:00")):
            yield

    def test_preview_move_and_plan(self, table: Table) -> None:
        browser, address = table.browser(table.chair), table.desk.place.url("vergaderingen/jaarplan/")
        shown = browser.post(address, {**FORM, "action": "preview"})
        rows_ = shown.context["rows"]
        assert [(row["day"].isoformat(), row["take"]) for row in rows_] == [
            ("2027-10-05", True),
            ("2027-11-16", False),
            ("2027-12-28", False),
            ("2028-02-08", True),
        ]
        page = shown.content.decode()
        assert "Kerstvakantie" in page
        assert "Vrije periode" in page
        assert "2027-2028 en 2028-2029" in page
        posted = {**FORM, "date": [row["day"].isoformat() for row in rows_], "take": ["2027-10-05"]}
        moved = browser.post(address, {**posted, "later": "2027-11-16"})
        assert [(row["day"].isoformat(), row["take"]) for row in moved.context["rows"]] == [
            ("2027-10-05", True),
            ("2027-11-23", True),
            ("2027-12-28", False),
            ("2028-02-08", False),
        ]
        done = browser.post(
            address,
            {**posted, "date": ["2027-10-05", "2027-11-23"], "take": ["2027-10-05", "2027-11-23"], "action": "plan"},
        )
        assert done["Location"] == table.desk.place.url("vergaderingen/jaar/?jaar=2027")
        year = browser.get(done["Location"]).content.decode()
        assert "di 5 okt" in year
        assert "di 23 nov" in year
        assert "2 vergaderingen" in year

    @pytest.mark.parametrize(
        "wrong",
        [
            {"free": "in de zomer"},
            {"free": "31-02-2027"},
            {"interval": "0"},
            {"count": ""},
            {"action": "plan"},
            {"time": ""},
        ],
    )
    def test_what_does_not_fit_is_said_at_the_field(self, table: Table, wrong: dict[str, str]) -> None:
        address = table.desk.place.url("vergaderingen/jaarplan/")
        answer = table.browser(table.chair).post(address, {**FORM, "action": "preview", **wrong})
        assert answer.status_code == 400

    def test_a_day_that_is_missing_is_called_as_its_field_is(self, table: Table) -> None:
        address = table.desk.place.url("vergaderingen/jaarplan/")
        answer = table.browser(table.chair).post(address, {**FORM, "action": "preview", "day": ""})
        assert "Vul ‘Eerste dag, of daarna’ in." in answer.content.decode()

    @pytest.mark.parametrize("year", ["", "2027", "x", "99999999999", "²"])
    def test_any_year_can_be_asked_for(self, table: Table, year: str) -> None:
        answer = table.browser(table.chair).get(table.desk.place.url(f"vergaderingen/jaar/?jaar={year}"))
        assert answer.status_code == (400 if year.startswith("9") else 200)


@pytest.mark.django_db
def test_moving_and_cancelling_on_their_pages(table: Table) -> None:
    with table.desk.open():
        patient = table.patient("Appelvink-Demo")
        meeting = table.plan(starts_at=timezone.now() + timedelta(weeks=3))
        services.add_item(meeting.pk, by=table.chair, patient_id=patient.pk)
    browser = table.browser(table.chair)
    form = browser.get(table.url("wijzigen/")).context["form"]
    values = {name: value for name, value in form.initial.items() if value}
    values |= {"day": values["day"].isoformat(), "time": "19:30", "place": "Zaal 3"}
    assert browser.post(table.url("wijzigen/"), values).status_code == 302
    late = browser.post(table.url("wijzigen/"), {**values, "place": "Zaal 4"})
    assert (late.status_code, late.context["form"].data["version"]) == (409, "2")
    assert "Zaal 3" in late.content.decode()
    assert browser.get(table.url("afzeggen/")).status_code == 200
    assert browser.post(table.url("afzeggen/"), {"version": "2", "reason": ""}).status_code == 400
    assert browser.post(table.url("afzeggen/"), {"version": "1", "reason": "Ziek"}).status_code == 409
    assert browser.post(table.url("afzeggen/"), {"version": "2", "reason": "De voorzitter is ziek."}).status_code == 302
    assert browser.post(table.url("afzeggen/"), {"version": "2", "reason": "Nog eens"}).status_code == 302
    cancelled = table.url()
    with table.desk.open():
        other = table.plan(starts_at=timezone.now() + timedelta(weeks=6))
    page = browser.get(cancelled).content.decode()
    assert "De voorzitter is ziek." in page
    assert str(other.pk) in page
    moved = browser.post(f"{cancelled}overzetten/", {"to": str(other.pk)})
    assert moved["Location"] == table.url()
    assert "1 patiënt is overgezet." in browser.get(table.url()).content.decode()
