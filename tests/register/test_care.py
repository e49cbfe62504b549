"""What is around a patient: changed with its version, taken away and put back, and who may do that (R-09 … R-12)."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_foundation.common.groups import outside_groups
from mdo_platform.register import queries, rules, services
from mdo_platform.register.models import CareInvolvement, Change, Diagnosis, InvolvedProfessional
from mdo_tenants.groups.models import Group
from tests.register.helpers import KIEVIT, LINDEWAARD

TODAY = timezone.localdate


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def patient(desk, gp):
    with desk.open():
        return desk.new_patient(by=gp, organisation_ids=[KIEVIT])


@pytest.fixture
def opened(desk, patient):
    with desk.open():
        yield patient


def _history(record_id):
    return {(one.field, one.old, one.new) for one in Change.objects.filter(record_id=record_id)}


@pytest.mark.parametrize(("typed", "stored"), [("r84", "R84"), (" a49-01 ", "A49.01"), ("A49,01", "A49.01"), ("", "")])
def test_a_code_is_kept_as_a_code(typed, stored):
    assert services.clean_diagnosis(icpc=typed, title="Titel") == (stored, "Titel")


@pytest.mark.parametrize("typed", ["84", "RR4", "R84.1", "A49.011", "Ⓡ84", "R８４", "R84\x00", "R84 R85"])
def test_what_is_no_code_is_refused_at_its_field(typed):
    with pytest.raises(Invalid) as refused:
        services.clean_diagnosis(icpc=typed, title="Titel")
    assert set(refused.value.fields) == {"icpc"}


def test_a_diagnosis_is_changed_with_its_version(opened, gp, desk):
    added = services.add_diagnosis(opened.pk, by=gp, icpc="R84", title="longkanker")
    other = desk.acting("gp", name="Cas Citroen-Demo")
    changed = services.change_diagnosis(added.pk, by=other, version=added.version, title="longkanker, uitgezaaid")
    assert (changed.icpc, changed.title) == ("R84", "longkanker, uitgezaaid")
    with pytest.raises(Conflict) as clash:
        services.change_diagnosis(added.pk, by=gp, version=added.version, icpc="R84", title="longkanker links")
    assert clash.value.current["values"] == {"title": "longkanker, uitgezaaid"}
    assert clash.value.current["by"] == "Cas Citroen-Demo"


def test_a_removed_diagnosis_comes_back_with_its_history(opened, gp):
    added = services.add_diagnosis(opened.pk, by=gp, icpc="R84", title="longkanker")
    services.end_diagnosis(added.pk, by=gp, version=added.version)
    record = queries.patient_record(gp, opened.pk)
    assert record.diagnoses == []
    assert [one.pk for one in queries.former_care(record).diagnoses] == [added.pk]
    for _click in range(2):
        services.restore_diagnosis(added.pk, by=gp)
    assert [one.title for one in queries.patient_record(gp, opened.pk).diagnoses] == ["longkanker"]
    assert _history(added.pk) >= {("diagnosis", "R84 longkanker", None), ("diagnosis", None, "R84 longkanker")}
    assert Change.objects.filter(record_id=added.pk, field="diagnosis").count() == 2


def test_a_code_alone_gets_the_one_title_that_is_known_for_it(opened, gp):
    assert services.add_diagnosis(opened.pk, by=gp, icpc="A49.01").title == "Mogelijk kwetsbaar"
    assert services.add_diagnosis(opened.pk, by=gp, icpc="A05").title == ""  # two outcomes have this code
    assert services.add_diagnosis(opened.pk, by=gp, icpc="R84").title == ""


def test_a_member_of_the_group_brings_the_own_details(opened, gp, desk):
    nurse = desk.acting("nurse", organisation_id=KIEVIT, name="Mia Mus-Demo")
    added = services.add_professional(opened.pk, by=gp, user_id=nurse.user_id, name="Iemand Anders", phone="030")
    assert (added.name, added.organisation, added.phone) == ("Mia Mus-Demo", "De Kievit", "030")
    assert added.discipline == "Verpleegkundige"
    assert added.email == desk.user_of(nurse).email
    with pytest.raises(Invalid) as twice:
        services.add_professional(opened.pk, by=gp, user_id=nurse.user_id)
    assert set(twice.value.fields) == {"user_id"}
    renamed = services.change_professional(added.pk, by=gp, version=added.version, name="Ander Mens", phone="031")
    assert (renamed.name, renamed.phone) == ("Mia Mus-Demo", "031")


def test_who_is_no_member_cannot_be_chosen(opened, gp, other_desk):
    stranger = other_desk.acting("gp")
    for user_id in (uuid4(), stranger.user_id):
        with pytest.raises(Invalid):
            services.add_professional(opened.pk, by=gp, user_id=user_id, name="X", discipline="Y")


@pytest.mark.parametrize("texts", [{"name": "", "discipline": "X"}, {"name": "X", "discipline": " "}])
def test_an_outsider_needs_a_name_and_a_discipline(opened, gp, texts):
    with pytest.raises(Invalid):
        services.add_professional(opened.pk, by=gp, **texts)


def test_exactly_one_leads_also_after_a_return(opened, gp):
    first = services.add_professional(opened.pk, by=gp, name="A-Demo", discipline="Huisarts", is_lead=True)
    second = services.add_professional(opened.pk, by=gp, name="B-Demo", discipline="Apotheker")

    def leads():
        return [one.name for one in queries.patient_record(gp, opened.pk).professionals if one.is_lead]

    services.set_lead(second.pk, by=gp)
    assert leads() == ["B-Demo"]
    services.end_professional(second.pk, by=gp, version=None)
    assert leads() == []
    services.restore_professional(second.pk, by=gp)
    assert leads() == ["B-Demo"]
    services.end_professional(second.pk, by=gp, version=None)
    services.set_lead(first.pk, by=gp)
    services.restore_professional(second.pk, by=gp)
    assert leads() == ["A-Demo"]
    assert ("lead", "B-Demo", None) in _history(second.pk)


@pytest.fixture
def consultant(desk):
    _switch(desk, consultants_may_edit=True)
    return desk.acting("consultant", name="Cor Consulent-Demo")


def _switch(desk, **choices):
    with outside_groups():
        Group.objects.filter(pk=desk.place.row.pk).update(**choices)


def _now(desk, actor):
    with outside_groups():
        return desk.again(SimpleNamespace(pk=actor.user_id))


def test_a_consultant_may_edit_until_the_patient_or_the_group_says_no(opened, gp, desk, consultant):
    asked = services.add_professional(opened.pk, by=gp, user_id=consultant.user_id)
    with pytest.raises(NotAllowed):
        services.update_patient(opened.pk, by=consultant, version=None, changes={"city": "X"})
    services.set_may_edit(asked.pk, by=gp, allowed=True)
    services.update_patient(opened.pk, by=consultant, version=None, changes={"city": "X"})
    services.set_may_edit(asked.pk, by=gp, allowed=False)
    assert not rules.can_change_patient(consultant, opened.pk)
    services.set_may_edit(asked.pk, by=gp, allowed=True)
    _switch(desk, consultants_may_edit=False)
    assert not rules.can_change_patient(_now(desk, consultant), opened.pk)


def test_only_who_may_change_every_patient_lets_a_consultant_edit(opened, gp, desk, consultant):
    asked = services.add_professional(opened.pk, by=gp, user_id=consultant.user_id, may_edit=True)
    nurse = desk.acting("nurse", organisation_id=KIEVIT)
    for actor in (nurse, consultant):
        for allowed in (True, False):
            with pytest.raises(NotAllowed):
                services.set_may_edit(asked.pk, by=actor, allowed=allowed)
        with pytest.raises(NotAllowed):
            services.add_professional(opened.pk, by=actor, name="X", discipline="Y", may_edit=True)


def test_only_a_consultant_of_the_group_is_asked_to_edit(opened, gp, desk):
    outsider = services.add_professional(opened.pk, by=gp, name="X-Demo", discipline="Consulent")
    colleague = services.add_professional(opened.pk, by=gp, user_id=desk.acting("home_care").user_id)
    for one in (outsider, colleague):
        with pytest.raises(Invalid):
            services.set_may_edit(one.pk, by=gp, allowed=True)


def test_a_nurse_who_puts_a_consultant_back_does_not_let_him_edit_again(opened, gp, desk, consultant):
    asked = services.add_professional(opened.pk, by=gp, user_id=consultant.user_id, may_edit=True)
    nurse = desk.acting("nurse", organisation_id=KIEVIT)
    services.end_professional(asked.pk, by=nurse, version=None)
    assert not rules.can_change_patient(consultant, opened.pk)
    services.restore_professional(asked.pk, by=nurse)
    assert not rules.can_change_patient(consultant, opened.pk)
    assert ("may_edit", True, False) in _history(asked.pk)


def test_a_doctor_who_puts_a_consultant_back_does(opened, gp, consultant):
    asked = services.add_professional(opened.pk, by=gp, user_id=consultant.user_id, may_edit=True)
    services.end_professional(asked.pk, by=gp, version=None)
    services.restore_professional(asked.pk, by=gp)
    assert rules.can_change_patient(consultant, opened.pk)
    assert ("may_edit", False, True) in _history(asked.pk)


def test_home_care_sees_between_its_two_days(opened, gp, desk):
    nurse = desk.acting("nurse", organisation_id=LINDEWAARD)

    def sees():
        return bool(queries.visible_patient_ids(nurse, among=[opened.pk]))

    care = services.add_home_care(opened.pk, by=gp, organisation_id=LINDEWAARD, started_on=TODAY() + timedelta(days=3))
    assert not sees()
    care = services.change_home_care(care.pk, by=gp, version=care.version, started_on=TODAY())
    assert sees()
    care = services.change_home_care(care.pk, by=gp, version=care.version, ended_on=TODAY() + timedelta(days=1))
    assert sees()
    assert len(queries.patient_record(gp, opened.pk).care) == 2
    care = services.change_home_care(care.pk, by=gp, version=care.version, ended_on=TODAY())
    assert not sees()
    services.restore_home_care(care.pk, by=gp)
    assert sees()


def test_an_end_that_was_planned_is_taken_back_by_involving_again(opened, gp):
    care = CareInvolvement.objects.get(patient=opened)
    services.change_home_care(care.pk, by=gp, version=1, ended_on=TODAY() + timedelta(days=9))
    again = services.add_home_care(opened.pk, by=gp, organisation_id=KIEVIT)
    assert (again.pk, again.ended_on) == (care.pk, None)


def test_a_period_that_is_over_is_not_reopened(opened, gp):
    care = CareInvolvement.objects.get(patient=opened)
    services.end_home_care(care.pk, by=gp, version=None)
    CareInvolvement.objects.filter(pk=care.pk).update(updated_at=timezone.now() - timedelta(days=2))
    with pytest.raises(Invalid):
        services.restore_home_care(care.pk, by=gp)
    assert services.add_home_care(opened.pk, by=gp, organisation_id=KIEVIT).pk != care.pk


def test_an_organisation_that_is_involved_again_is_not_doubled_by_undoing(opened, gp):
    care = CareInvolvement.objects.get(patient=opened)
    services.end_home_care(care.pk, by=gp, version=None)
    services.add_home_care(opened.pk, by=gp, organisation_id=KIEVIT)
    with pytest.raises(Invalid):
        services.restore_home_care(care.pk, by=gp)


@pytest.mark.parametrize("days", [{"started_on": -20_000}, {"started_on": 500}, {"ended_on": -900}, {"ended_on": 900}])
def test_days_that_cannot_be_are_refused(opened, gp, days):
    care = CareInvolvement.objects.get(patient=opened)
    dates = {name: TODAY() + timedelta(days=number) for name, number in days.items()}
    with pytest.raises(Invalid) as refused:
        services.change_home_care(care.pk, by=gp, version=1, **dates)
    assert set(refused.value.fields) == set(days)


def test_what_is_gone_or_elsewhere_does_not_exist(opened, gp, desk):
    gone = services.add_diagnosis(opened.pk, by=gp, icpc="R84")
    services.end_diagnosis(gone.pk, by=gp, version=None)
    blind = desk.acting("nurse", organisation_id=LINDEWAARD)
    care = CareInvolvement.objects.get(patient=opened)
    for act in (
        lambda: services.change_diagnosis(gone.pk, by=gp, version=1, title="X"),
        lambda: services.end_diagnosis(gone.pk, by=gp, version=1),
        lambda: services.restore_diagnosis(gone.pk, by=blind),
        lambda: services.restore_diagnosis(uuid4(), by=gp),
        lambda: services.change_home_care(care.pk, by=blind, version=1, started_on=TODAY()),
        lambda: services.restore_home_care(care.pk, by=blind),
        lambda: queries.diagnosis(gp, gone.pk),
        lambda: queries.involvement(blind, care.pk),
    ):
        with pytest.raises(NotFound):
            act()


def test_who_only_looks_changes_nothing(opened, gp, desk):
    looker = desk.acting("consultant")
    diagnosis = services.add_diagnosis(opened.pk, by=gp, icpc="R84")
    person = services.add_professional(opened.pk, by=gp, name="X-Demo", discipline="Y")
    care = CareInvolvement.objects.get(patient=opened)
    before = [list(model.objects.values()) for model in (Diagnosis, InvolvedProfessional, CareInvolvement, Change)]
    for act in (
        lambda: services.change_diagnosis(diagnosis.pk, by=looker, version=1, title="X"),
        lambda: services.restore_diagnosis(diagnosis.pk, by=looker),
        lambda: services.change_professional(person.pk, by=looker, version=1, name="X"),
        lambda: services.restore_professional(person.pk, by=looker),
        lambda: services.change_home_care(care.pk, by=looker, version=1, started_on=TODAY()),
        lambda: services.restore_home_care(care.pk, by=looker),
        lambda: queries.professional(looker, person.pk),
    ):
        with pytest.raises(NotAllowed):
            act()
    after = [list(model.objects.values()) for model in (Diagnosis, InvolvedProfessional, CareInvolvement, Change)]
    assert after == before
