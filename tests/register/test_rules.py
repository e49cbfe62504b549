"""The rights table on rows (portal, S-02): written out by hand per role."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import NotAllowed, NotFound
from mdo_platform.register import queries, rules, services
from mdo_platform.register.models import CareInvolvement
from mdo_tenants.groups.models import Group
from tests.register.helpers import KIEVIT, LINDEWAARD

ALL, OWN, NONE = {"kievit", "lindewaard", "zonder"}, {"kievit"}, set()

# roles, organisation: who is seen, who may be changed, may one create
TABLE = [
    (("gp",), None, ALL, ALL, True),
    (("nurse",), KIEVIT, OWN, OWN, True),
    (("home_care",), KIEVIT, OWN, NONE, False),
    (("consultant",), None, ALL, NONE, False),
    (("chair",), None, ALL, ALL, True),
    (("vice_chair",), None, NONE, NONE, False),
    (("secretary",), None, NONE, NONE, False),
    (("group_admin",), None, NONE, NONE, False),
    (("group_admin", "gp"), None, ALL, ALL, True),
    (("nurse",), None, NONE, NONE, False),
    (("nurse", "consultant"), KIEVIT, ALL, OWN, True),
]


@pytest.fixture
def patients(desk):
    with desk.open():
        gp = desk.acting("gp")
        return {
            "kievit": desk.new_patient(by=gp, last_name="Kievit-Demo", organisation_ids=[KIEVIT]).pk,
            "lindewaard": desk.new_patient(by=gp, last_name="Linde-Demo", organisation_ids=[LINDEWAARD]).pk,
            "zonder": desk.new_patient(by=gp, last_name="Zonder-Demo").pk,
        }


@pytest.mark.parametrize("line", TABLE)
def test_what_a_role_sees_changes_and_creates(desk, patients, line):
    roles, organisation_id, seen, changed, creates = line
    with desk.open():
        actor = desk.acting(*roles, organisation_id=organisation_id)
        assert rules.can_create_patient(actor) is creates
        for name, patient_id in patients.items():
            if name in seen:
                assert queries.patient_record(actor, patient_id).patient.pk == patient_id
            else:
                with pytest.raises(NotFound):
                    queries.patient_record(actor, patient_id)
            change = lambda: services.update_patient(patient_id, by=actor, version=None, changes={"city": "X"})  # noqa: B023, E731
            if name in changed:
                assert change().city == "X"
            else:
                with pytest.raises(NotAllowed if name in seen else NotFound):
                    change()


@pytest.mark.parametrize("line", TABLE)
def test_the_overview_holds_the_same_rows(desk, patients, line):
    roles, organisation_id, seen, _changed, _creates = line
    with desk.open():
        actor = desk.acting(*roles, organisation_id=organisation_id)
        if not rules.can_see_register(actor):
            with pytest.raises(NotAllowed):
                queries.overview(actor, queries.OverviewFilter())
            return
        found = queries.overview(actor, queries.OverviewFilter())
        assert {row["id"] for row in found.rows} == {patients[name] for name in seen}
        assert found.total == len(seen)
        assert found.counts.get("palliatief", 0) == len(seen)


def test_a_foreign_and_an_unknown_patient_look_the_same(desk, other_desk, patients):
    with other_desk.open():
        for patient_id in (patients["zonder"], uuid4()):
            with pytest.raises(NotFound) as refused:
                queries.patient_record(other_desk.acting("gp"), patient_id)
            assert str(refused.value)
        assert queries.overview(other_desk.acting("gp"), queries.OverviewFilter()).total == 0


def test_a_nurse_enters_patients_with_the_own_organisation_involved(desk):
    with desk.open():
        nurse = desk.acting("nurse", organisation_id=KIEVIT)
        patient = desk.new_patient(by=nurse)
        names = CareInvolvement.objects.filter(patient=patient).values_list("organisation_name", flat=True)
        assert list(names) == ["De Kievit"]
        queries.patient_record(nurse, patient.pk)


def test_the_end_of_involvement_ends_the_view_at_once(desk, patients):
    with desk.open():
        nurse = desk.acting("nurse", organisation_id=KIEVIT)
        care = CareInvolvement.objects.get(patient=patients["kievit"])
        services.end_home_care(care.pk, by=desk.acting("gp"), version=None)
        with pytest.raises(NotFound):
            queries.patient_record(nurse, patients["kievit"])


def test_care_that_starts_tomorrow_gives_no_view_today(desk, patients):
    with desk.open():
        tomorrow = timezone.localdate() + timedelta(days=1)
        services.add_home_care(patients["zonder"], by=desk.acting("gp"), organisation_id=KIEVIT, started_on=tomorrow)
        with pytest.raises(NotFound):
            queries.patient_record(desk.acting("nurse", organisation_id=KIEVIT), patients["zonder"])


def test_an_objection_hides_from_all_but_the_own_gp(desk):
    with desk.open():
        gp, colleague, chair = desk.acting("gp"), desk.acting("gp", name="Ben Bever-Demo"), desk.acting("chair")
        patient = desk.new_patient(by=chair, gp_id=gp.user_id)
        queries.patient_record(colleague, patient.pk)
        services.set_consent(patient.pk, by=gp, status="objects")
        queries.patient_record(gp, patient.pk)
        queries.patient_record(chair, patient.pk)
        with pytest.raises(NotFound):
            queries.patient_record(colleague, patient.pk)
        assert queries.overview(colleague, queries.OverviewFilter()).total == 0
        services.set_consent(patient.pk, by=gp, status="agreed")
        queries.patient_record(colleague, patient.pk)


def test_the_groups_choices_count_at_the_next_request(desk, patients):
    nurse = desk.acting("nurse", organisation_id=KIEVIT)
    with desk.open():
        assert rules.can_change_patient(nurse, patients["kievit"])
    Group.objects.filter(pk=desk.place.row.pk).update(nurses_as_home_care=True)
    now = desk.again(SimpleNamespace(pk=nurse.user_id))
    with desk.open():
        assert not rules.can_change_patient(now, patients["kievit"])
        assert not rules.can_create_patient(now)


def test_a_consultant_changes_one_patient_when_asked_and_allowed(desk, patients):
    consultant = desk.acting("consultant")
    with desk.open():
        asked = services.add_professional(
            patients["zonder"],
            by=desk.acting("gp"),
            name="Cor Consulent-Demo",
            discipline="Consulent",
            user_id=consultant.user_id,
            may_edit=True,
        )
        assert not rules.can_change_patient(consultant, patients["zonder"])
    Group.objects.filter(pk=desk.place.row.pk).update(consultants_may_edit=True)
    now = desk.again(SimpleNamespace(pk=consultant.user_id))
    with desk.open():
        assert rules.can_change_patient(now, patients["zonder"])
        assert not rules.can_change_patient(now, patients["kievit"])
        services.end_professional(asked.pk, by=desk.acting("gp"), version=None)
        assert not rules.can_change_patient(now, patients["zonder"])


def test_a_nurse_cannot_let_a_consultant_change(desk, patients):
    with desk.open(), pytest.raises(NotAllowed):
        services.add_professional(
            patients["kievit"],
            by=desk.acting("nurse", organisation_id=KIEVIT),
            name="Cor Consulent-Demo",
            discipline="Consulent",
            may_edit=True,
        )
