"""A list goes into the register whole or not at all, once, and nothing is written before it is confirmed (R-14)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_platform.exchange import services
from mdo_platform.exchange.models import ImportRow, ImportState, PatientImport
from mdo_platform.register.models import CareInvolvement, Enrolment, Patient
from tests.exchange.helpers import AKKERWINDE, BERENKLAUW, HEADINGS, csv_of, work
from tests.register.helpers import KIEVIT


def test_a_list_is_entered_after_it_was_confirmed(desk, gp, staged):
    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE, BERENKLAUW))
        assert found.state == ImportState.CHECKED
        assert Patient.objects.count() == 0
        services.confirm(found.pk, by=gp)
        assert Patient.objects.count() == 0
    work()
    with desk.open():
        first, second = Patient.objects.order_by("last_name")
        assert (first.name_prefix, first.last_name, first.birth_date.isoformat(), first.sex, first.consent) == (
            "van der", "Akkerwinde-Demo", "1941-03-14", "female", "agreed",
        )  # fmt: skip
        assert second.consent == "unknown"
        assert set(Enrolment.objects.values_list("target_group", "kind")) == {("palliatief", "primary")}
        found.refresh_from_db()
        assert (found.state, found.entered_count, found.skipped_count) == (ImportState.DONE, 2, 0)
        assert found.patient_ids == [first.pk, second.pk]
        assert ImportRow.objects.count() == 0
        assert (found.file_name, found.headings) == ("", [])
        line = AccessLogEntry.objects.get(what="register.import")
        assert (line.action, line.patient_ids, line.actor_id) == ("C", [first.pk, second.pk], gp.user_id)
        assert "Akkerwinde" not in str(line.detail)


def test_confirming_twice_and_doing_the_task_again_enters_once(desk, gp, staged):
    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE))
        services.confirm(found.pk, by=gp)
        assert services.confirm(found.pk, by=gp).state == ImportState.RUNNING
    work()
    with desk.open():
        services.run_import(found.pk)
        assert services.confirm(found.pk, by=gp).state == ImportState.DONE
    work()
    with desk.open():
        assert Patient.objects.count() == 1
        assert AccessLogEntry.objects.filter(what="register.import").count() == 1


def test_the_same_upload_is_staged_once_and_a_new_one_replaces_it(desk, gp):
    key = uuid4()
    with desk.open():
        first = services.start_import(csv_of(HEADINGS, AKKERWINDE), by=gp, idempotency_key=key)
        assert services.start_import(csv_of(HEADINGS, AKKERWINDE), by=gp, idempotency_key=key) == first
        services.start_import(csv_of(HEADINGS, BERENKLAUW), by=gp)
        assert PatientImport.objects.count() == 1
        assert not PatientImport.objects.filter(pk=first.pk).exists()


def test_an_old_page_confirms_nothing(desk, gp, staged):
    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE))
        services.choose_columns(found.pk, by=gp, columns=found.columns, defaults=found.defaults)
        with pytest.raises(Conflict):
            services.confirm(found.pk, by=gp, revision=found.revision)


def test_columns_are_needed_once_each_and_a_target_group(desk, gp):
    with desk.open():
        found = services.start_import(csv_of(["Achternaam", "Geboren", "x"], ["A-Demo", "1-1-1940", "y"]), by=gp)
        assert found.columns == ["last_name", "birth_date", ""]
        group = {"target_group": "palliatief"}
        for columns, defaults, said in (
            (["last_name", "", ""], group, "Geboortedatum"),
            (["last_name", "birth_date", "last_name"], group, "hoogstens één"),
            (["last_name", "birth_date"], group, "elke kolom"),
            (["last_name", "birth_date", "bsn"], group, "elke kolom"),
            (found.columns, {}, "doelgroep"),
            (found.columns, {"target_group": "psychogeriatrie"}, "doelgroep"),
            (found.columns, group | {"gp": str(uuid4())}, "huisarts"),
        ):
            with pytest.raises(Invalid, match=said):
                services.choose_columns(found.pk, by=gp, columns=columns, defaults=defaults)
        with pytest.raises(Conflict):
            services.confirm(found.pk, by=gp)


def test_what_is_not_true_any_more_enters_nothing_and_says_why(desk, gp, staged):
    """Between confirmation and work: the target group is switched off, or the person has left."""
    from mdo_tenants.groups.models import GroupTargetGroup, Membership

    changes = [
        lambda: GroupTargetGroup.objects.filter(group=desk.place.row, code="palliatief").update(
            disabled_on=timezone.localdate()
        ),
        lambda: Membership.objects.filter(user_id=gp.user_id).update(roles=["consultant"]),
        lambda: Membership.objects.filter(user_id=gp.user_id).update(ended_at=timezone.now()),
    ]
    for change in changes:
        with desk.open():
            found = staged(csv_of(HEADINGS, AKKERWINDE))
            services.confirm(found.pk, by=gp)
        change()
        work()
        with desk.open():
            found.refresh_from_db()
            assert found.state == ImportState.CHECKED
            assert found.refusal
            assert Patient.objects.count() == 0
        GroupTargetGroup.objects.filter(group=desk.place.row).update(disabled_on=None)
        Membership.objects.filter(user_id=gp.user_id).update(roles=["gp"], ended_at=None)


def test_a_day_later_nothing_of_a_list_is_left(desk, gp, staged):
    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE))
    with time_machine.travel(timezone.now() + timedelta(hours=23, minutes=59)):
        work()
        with desk.open():
            assert PatientImport.objects.filter(pk=found.pk).exists()
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        work()
    with desk.open():
        assert PatientImport.objects.count() == ImportRow.objects.count() == 0


def test_a_list_that_is_running_is_not_taken_away(desk, gp, staged):
    from mdo_foundation.common.models import OutboxEntry

    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE))
        PatientImport.objects.update(state=ImportState.RUNNING)
        services.cancel(found.pk, by=gp)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        work()
        assert OutboxEntry.objects.get(kind="exchange.expire").state == "pending"
    with desk.open():
        assert PatientImport.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=49)):  # nobody has been able to enter it
        work()
    with desk.open():
        assert PatientImport.objects.count() == 0


def test_faulty_rows_are_left_out_only_when_that_was_chosen(desk, gp, staged):
    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE, ["C.", "", "", "1-1-1940", "", "", ""]))
        row = found.rows.exclude(problems=[]).get()
        assert (row.number, [one["field"] for one in row.problems]) == (3, ["last_name"])
        with pytest.raises(Invalid):
            services.confirm(found.pk, by=gp)
        services.confirm(found.pk, by=gp, skips_faulty=True)
    work()
    with desk.open():
        found.refresh_from_db()
        assert (found.entered_count, found.skipped_count) == (1, 1)


def twins_of(found):
    return {row.number: (row.twin_row, list(row.twin_ids)) for row in found.rows.all()}


def test_the_same_person_twice_is_found_and_skipped_unless_chosen(desk, gp, staged):
    again = ["X.", "Van der", "AKKERWINDE-DEMO", "14 maart 1941", "", "Palliatief", ""]
    joined = ["X.", "", "van der Akkerwinde-Demo", "1941-03-14", "", "Palliatief", ""]
    with desk.open():
        there = desk.new_patient(by=gp, last_name="Berenklauw-Demo", birth_date=date(1938, 12, 1))
        found = staged(csv_of(HEADINGS, AKKERWINDE, again, joined, BERENKLAUW))
        assert twins_of(found) == {2: (None, []), 3: (2, []), 4: (2, []), 5: (None, [there.pk])}
        services.decide(found.pk, by=gp, rows={4: "enter", 2: "enter", 99: "enter"})
        services.confirm(found.pk, by=gp)
    work()
    with desk.open():
        assert sorted(Patient.objects.values_list("last_name", flat=True)) == [
            "Akkerwinde-Demo", "Berenklauw-Demo", "van der Akkerwinde-Demo",
        ]  # fmt: skip


def test_everything_double_is_nothing_to_do(desk, gp, staged):
    with desk.open():
        desk.new_patient(by=gp, last_name="Akkerwinde-Demo", birth_date=date(1941, 3, 14))
        found = staged(csv_of(HEADINGS, AKKERWINDE))
        with pytest.raises(Invalid, match="niets om in te voeren"):
            services.confirm(found.pk, by=gp)
        services.decide(found.pk, by=gp, everything="enter")
        services.confirm(found.pk, by=gp)
    work()
    with desk.open():
        assert Patient.objects.count() == 2


def test_who_was_entered_meanwhile_stops_the_import(desk, gp, staged):
    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE, BERENKLAUW))
        services.confirm(found.pk, by=gp)
        there = desk.new_patient(by=desk.acting("chair"), last_name="Akkerwinde-Demo", birth_date=date(1941, 3, 14))
    work()
    with desk.open():
        found.refresh_from_db()
        assert (found.state, Patient.objects.count()) == (ImportState.CHECKED, 1)
        assert "dubbele" in found.refusal
        assert twins_of(found)[2] == (None, [there.pk])


@pytest.fixture
def nurse(desk):
    return desk.acting("nurse", organisation_id=KIEVIT)


def test_a_nurse_learns_nothing_of_patients_out_of_view(desk, gp, nurse, staged):
    """That somebody is in the register is medical data: a list full of names must not tell it."""
    with desk.open():
        desk.new_patient(by=gp, last_name="Akkerwinde-Demo", birth_date=date(1941, 3, 14))
        hidden = desk.new_patient(
            by=gp, last_name="Centaurie-Demo", birth_date=date(1940, 1, 1), organisation_ids=[KIEVIT], consent="objects"
        )
        own = desk.new_patient(
            by=gp, last_name="Berenklauw-Demo", birth_date=date(1938, 12, 1), organisation_ids=[KIEVIT]
        )
        centaurie = ["C.", "", "Centaurie-Demo", "1-1-1940", "", "Palliatief", ""]
        found = staged(csv_of(HEADINGS, AKKERWINDE, BERENKLAUW, centaurie), by=nurse)
        assert twins_of(found) == {2: (None, []), 3: (None, [own.pk]), 4: (None, [])}
        services.confirm(found.pk, by=nurse)
    work()
    with desk.open():
        found.refresh_from_db()
        assert (found.state, found.entered_count) == (ImportState.DONE, 2)
        assert hidden.pk not in found.patient_ids


def test_a_nurses_own_organisation_is_involved_by_itself(desk, nurse, staged):
    with desk.open():
        found = staged(csv_of([*HEADINGS, "Thuiszorg"], [*AKKERWINDE, "Lindewaard"]), by=nurse)
        services.confirm(found.pk, by=nurse)
    work()
    with desk.open():
        assert set(CareInvolvement.objects.values_list("organisation_name", flat=True)) == {"De Kievit", "Lindewaard"}


def test_only_who_may_enter_patients_and_only_their_own_list(desk, gp, staged):
    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE))
        for role in ("home_care", "consultant", "group_admin", "vice_chair", "secretary"):
            somebody = desk.acting(role)
            with pytest.raises(NotAllowed):
                services.start_import(csv_of(HEADINGS, AKKERWINDE), by=somebody)
            with pytest.raises(NotAllowed):
                services.confirm(found.pk, by=somebody)
        chair = desk.acting("chair")
        for step in (
            lambda: services.confirm(found.pk, by=chair),
            lambda: services.cancel(found.pk, by=chair),
            lambda: services.decide(found.pk, by=chair, everything="enter"),
            lambda: services.choose_columns(found.pk, by=chair, columns=found.columns, defaults={}),
        ):
            with pytest.raises(NotFound):
                step()


def test_progress_is_told_while_it_works(desk, gp, staged, monkeypatch):
    from mdo_platform.exchange import progress

    told = []
    monkeypatch.setattr(progress, "tell", lambda _id, done: told.append(done))
    rows = [["A.", "", f"Rij{number}-Demo", "1-1-1940", "", "Palliatief", ""] for number in range(1_200)]
    with desk.open():
        services.confirm(staged(csv_of(HEADINGS, *rows)).pk, by=gp)
    work()
    assert told == [0, 500, 1000, 1200]


def test_without_redis_the_bar_stands_still_and_the_list_goes_in(desk, gp, staged, monkeypatch):
    from redis.exceptions import ConnectionError as Away

    from mdo_platform.exchange import progress

    class NoCache:
        def get(self, *_args):
            raise Away

        set = get

    monkeypatch.setattr(progress, "cache", NoCache())
    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE))
        services.confirm(found.pk, by=gp)
    work()
    with desk.open():
        assert Patient.objects.count() == 1
        assert progress.told(found.pk) == 0
