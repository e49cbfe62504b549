"""What a group chooses for itself, acting at the next request."""

from __future__ import annotations

import pytest
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.groups.choices import RETENTION
from mdo_tenants.groups.models import Group, GroupTargetGroup, Membership
from mdo_tenants.groups.queries import actor_from, enabled_target_groups, membership
from mdo_tenants.groups.rights import USES_BSN, Right, has_right

FORM = {
    "nurses": "nurse",
    "consultants": "look",
    "consent": "block",
    "bsn": "no",
    "items": "no",
    "retention_months": 12,
    "target_groups": ["palliatief", "kwetsbare_ouderen"],
}


def _save(client, place, **changes):
    return client.post(place.url("beheer/keuzes/"), {**FORM, **changes})


def _actor(place, user):
    return actor_from(membership(group_id=place.row.pk, user_id=user.pk))


def test_form_shows_what_holds_now(wilgendal, admin_client):
    Group.objects.filter(pk=wilgendal.row.pk).update(consultants_may_edit=True)

    form = admin_client.get(wilgendal.url("beheer/keuzes/")).context["form"]

    assert form.initial == {**FORM, "consultants": "edit", "target_groups": ["kwetsbare_ouderen", "palliatief"]}


def test_nurses_lose_and_regain_their_column(wilgendal, organisation, make_member, admin_client):
    nurse = make_member(wilgendal, "nurse", organisation_id=organisation.pk)
    assert has_right(_actor(wilgendal, nurse), Right.CHANGE_OWN_PATIENTS)

    _save(admin_client, wilgendal, nurses="home_care")
    assert not has_right(_actor(wilgendal, nurse), Right.CHANGE_OWN_PATIENTS)
    _save(admin_client, wilgendal, nurses="nurse")

    assert has_right(_actor(wilgendal, nurse), Right.CHANGE_OWN_PATIENTS)


def test_consultants_may_edit_on_request(wilgendal, make_member, admin_client):
    consultant = make_member(wilgendal, "consultant")
    assert not has_right(_actor(wilgendal, consultant), Right.CHANGE_ON_REQUEST)

    _save(admin_client, wilgendal, consultants="edit")

    assert has_right(_actor(wilgendal, consultant), Right.CHANGE_ON_REQUEST)


def test_consent_may_warn_in_place_of_block(wilgendal, admin_client):
    _save(admin_client, wilgendal, consent="warn")

    assert Group.objects.get(pk=wilgendal.row.pk).consent_required is False


def test_bsn_is_off_until_the_group_chooses_for_it(wilgendal, make_member, admin_client):
    gp = make_member(wilgendal, "gp")
    assert USES_BSN not in _actor(wilgendal, gp).switches

    _save(admin_client, wilgendal, bsn="yes")

    assert USES_BSN in _actor(wilgendal, gp).switches


@pytest.mark.parametrize(("months", "is_kept"), [(2, False), (3, True), (24, True), (25, False)])
def test_the_retention_term_has_bounds(wilgendal, admin_client, months, is_kept):
    Group.objects.filter(pk=wilgendal.row.pk).update(retention_months=7)

    answer = _save(admin_client, wilgendal, retention_months=months)

    assert answer.status_code == (302 if is_kept else 200)
    assert Group.objects.get(pk=wilgendal.row.pk).retention_months == (months if is_kept else 7)
    if not is_kept:
        assert "Kies een bewaartermijn van 3 tot en met 24 maanden." in answer.content.decode()


def test_another_retention_term_is_followed_at_once(wilgendal, admin_client):
    asked = OutboxEntry.objects.filter(kind=RETENTION, group_id=wilgendal.row.pk)
    _save(admin_client, wilgendal)
    assert not asked.exists()

    _save(admin_client, wilgendal, retention_months=6)

    assert asked.count() == 1


def test_choices_of_one_group_leave_another_alone(wilgendal, zandplaat, admin_client):
    _save(admin_client, wilgendal, nurses="home_care", target_groups=["palliatief"])

    assert Group.objects.get(pk=zandplaat.row.pk).nurses_as_home_care is False
    assert len(enabled_target_groups(zandplaat.row.pk, on=timezone.localdate())) == 2


def test_target_group_goes_off_and_on_with_dates(wilgendal, admin_client):
    today = timezone.localdate()
    _save(admin_client, wilgendal, target_groups=["palliatief"])
    assert enabled_target_groups(wilgendal.row.pk, on=today) == ["palliatief"]

    _save(admin_client, wilgendal)

    assert enabled_target_groups(wilgendal.row.pk, on=today) == ["kwetsbare_ouderen", "palliatief"]
    rows = GroupTargetGroup.objects.filter(group=wilgendal.row, code="kwetsbare_ouderen").order_by("pk")
    assert [row.disabled_on for row in rows] == [today, None]


def test_a_group_keeps_at_least_one_target_group(wilgendal, admin_client):
    answer = _save(admin_client, wilgendal, target_groups=[])

    assert "Maak een keuze bij ‘Doelgroepen’" in answer.text
    assert len(enabled_target_groups(wilgendal.row.pk, on=timezone.localdate())) == 2


def test_unknown_target_group_is_refused(wilgendal, admin_client):
    _save(admin_client, wilgendal, target_groups=["palliatief", "verzonnen"])

    assert enabled_target_groups(wilgendal.row.pk, on=timezone.localdate()) == ["kwetsbare_ouderen", "palliatief"]


def test_choices_are_logged(wilgendal, administrator, admin_client):
    _save(admin_client, wilgendal, nurses="home_care")

    with in_group(wilgendal.row):
        entry = AccessLogEntry.objects.get(what="group.choices")
    assert entry.actor_id == administrator.pk
    assert entry.detail["nurses_as_home_care"] is True


def test_same_choices_twice_change_nothing(wilgendal, admin_client):
    for _ in range(2):
        assert _save(admin_client, wilgendal).status_code == 302

    assert GroupTargetGroup.objects.filter(group=wilgendal.row).count() == 2
    assert Membership.objects.filter(group=wilgendal.row).count() == 1
