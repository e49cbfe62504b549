"""Item answers do not stay longer than the group wants, than the patient is in the register, or than somebody works."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group, outside_groups
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.questionnaires import services
from mdo_platform.questionnaires.models import Draft, Result
from mdo_platform.questionnaires.services.cleaning import DRAFTS
from mdo_platform.register import services as register
from mdo_platform.register.models import Patient
from mdo_tenants.groups.choices import ITEM_ANSWERS, save_choices
from mdo_tenants.groups.models import Group
from tests.instruments import WALK

ALL = {"moe": "ja", "hulp": "nee", "minuten": "2"}


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "_wake_worker", lambda: None)


def save(patient, by, answers=ALL, version=None):
    return services.save_answers(patient.pk, by=by, tool=WALK.code, version=version, answers=answers)


def filled_in(patient, by):
    draft = save(patient, by)
    return services.finish_draft(patient.pk, by=by, tool=WALK.code, draft_id=draft.pk)


def keep_items(place, *, keeps=True):
    Group.objects.filter(pk=place.row.pk).update(keeps_item_answers=keeps)


def choose(desk, *, keeps):
    with desk.open():
        save_choices(
            desk.place.row,
            by=desk.acting("group_admin"),
            target_groups=["palliatief", "kwetsbare_ouderen"],
            nurses_as_home_care=False,
            consultants_may_edit=False,
            consent_required=True,
            uses_bsn=False,
            keeps_item_answers=keeps,
            retention_months=12,
        )


def due(kind):
    return OutboxEntry.objects.filter(kind=kind).order_by("due_at")


def test_a_group_that_chose_so_keeps_the_answers_that_count(desk, gp, patient):
    keep_items(desk.place)
    with desk.open():
        save(patient, gp, {"hulp": "ja", "welk": "stok"}, version=0)
        assert filled_in(patient, gp).items == {"moe": "ja", "hulp": "nee", "minuten": 2}


def test_choosing_against_them_removes_what_was_kept(desk, gp, patient):
    choose(desk, keeps=True)
    assert not due(ITEM_ANSWERS).exists()
    with desk.open():
        made = filled_in(patient, gp)
    choose(desk, keeps=False)
    assert due(ITEM_ANSWERS).count() == 2
    outbox.run_due()
    with desk.open():
        made.refresh_from_db()
        assert (made.items, made.score) == (None, 3)
        line = AccessLogEntry.objects.latest("seq")
        assert (line.what, line.patient_ids) == ("result.items_removed", [patient.pk])
    choose(desk, keeps=False)
    assert due(ITEM_ANSWERS).count() == 2, "again asks for nothing"


def test_a_request_that_began_before_the_choice_leaves_nothing(desk, gp, patient):
    """It read the choice, and wrote after the worker had looked: the worker looks again when no request can be left."""
    choose(desk, keeps=True)
    choose(desk, keeps=False)
    outbox.run_due()
    with desk.open():
        made = filled_in(patient, gp)
        Result.objects.filter(pk=made.pk).update(items={"moe": "ja"})
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        outbox.run_due()
    with desk.open():
        assert Result.objects.get().items is None


def test_chosen_for_again_before_the_worker_came_nothing_goes(desk, gp, patient):
    choose(desk, keeps=True)
    with desk.open():
        made = filled_in(patient, gp)
    choose(desk, keeps=False)
    choose(desk, keeps=True)
    outbox.run_due()
    with desk.open():
        made.refresh_from_db()
        assert made.items == {"moe": "ja", "hulp": "nee", "minuten": 2}


def test_a_closing_takes_answers_and_drafts_and_keeps_the_score(desk, gp, patient):
    keep_items(desk.place)
    with desk.open():
        made = filled_in(patient, gp)
        save(patient, gp, {"moe": "nee"}, version=0)
        services.discard_draft(patient.pk, by=gp, tool=WALK.code)
        save(patient, gp, {"moe": "ja"}, version=0)
        other = desk.new_patient(by=gp, last_name="Ander-Demo")
        kept = filled_in(other, gp)
        register.close_patient(patient.pk, by=gp, version=None, reason="moved")
        register.undo_closing(patient.pk, by=gp, version=None)
        made.refresh_from_db()
        kept.refresh_from_db()
        assert (made.items, made.score, made.band_label) == (None, 3, "Loopt moeilijk")
        assert not Draft.objects.filter(patient=patient).exists()
        assert kept.items is not None


def test_a_deleted_record_leaves_no_result(desk, gp, patient):
    with desk.open():
        filled_in(patient, gp)
        save(patient, gp, {"moe": "ja"}, version=0)
        Patient.objects.filter(pk=patient.pk).delete()
        assert not Result.objects.exists()
        assert not Draft.objects.exists()


def test_a_draft_that_nobody_touches_is_removed_after_thirty_days(desk, gp, patient):
    start = timezone.now().replace(hour=12)
    with time_machine.travel(start, tick=False) as clock:
        with desk.open():
            save(patient, gp, {"moe": "ja"}, version=0)
            save(patient, gp, {"hulp": "ja"})
        assert due(DRAFTS).count() == 1, "one entry a day"
        clock.move_to(start + timedelta(days=20))
        with desk.open():
            save(patient, gp, {"minuten": "1"})
        clock.move_to(start + timedelta(days=32))
        outbox.run_due()
        with desk.open():
            assert Draft.objects.exists(), "it was touched twelve days ago"
        clock.move_to(start + timedelta(days=52))
        outbox.run_due()
        with desk.open():
            assert not Draft.objects.exists()
            line = AccessLogEntry.objects.latest("seq")
            assert (line.action, line.what, line.patient_ids) == ("D", "draft.removed", [patient.pk])


def test_what_was_thrown_away_is_removed_after_a_day(desk, gp, patient):
    start = timezone.now().replace(hour=12)
    with time_machine.travel(start, tick=False) as clock:
        with desk.open():
            save(patient, gp, {"moe": "ja"}, version=0)
            services.discard_draft(patient.pk, by=gp, tool=WALK.code)
            assert services.remove_old_drafts() == 0
        clock.move_to(start + timedelta(days=2))
        outbox.run_due()
        with desk.open():
            assert not Draft.objects.exists()


def test_only_the_own_group_is_cleaned(desk, other_desk, gp, patient):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        with other_desk.open():
            theirs = other_desk.new_patient(by=other_desk.acting("gp"))
            save(theirs, other_desk.acting("gp"), {"moe": "ja"}, version=0)
        clock.move_to(start + timedelta(days=40))
        with desk.open():
            services.remove_old_drafts()
        with other_desk.open():
            assert Draft.objects.count() == 1


def test_what_the_outbox_holds_says_nothing_about_a_patient(desk, gp, patient):
    with desk.open():
        save(patient, gp, {"moe": "ja"}, version=0)
        with outside_groups():
            entry = due(DRAFTS).get()
    assert (entry.payload, str(patient.pk) in entry.key, entry.group_id) == ({}, False, desk.place.row.pk)
    with in_group(desk.place.row):
        assert Draft.objects.exists()
