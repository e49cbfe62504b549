"""Members: invited by mail, roles changed, memberships ended (O-02)."""

from __future__ import annotations

import uuid

import pytest

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group
from mdo_tenants.accounts.models import Invitation
from mdo_tenants.accounts.services.invitations import accept_as_existing, accept_as_new, new_token
from mdo_tenants.groups.models import Group, Membership
from tests.conftest import PASSWORD, make_user

EMAIL = "nieuw@demo.invalid"


def _invite(client, place, **changes):
    form = {"email": EMAIL, "full_name": "Nieuwe Naam-Demo", "roles": ["gp"], **changes}
    return client.post(place.url("beheer/leden/uitnodigen/"), form)


def _accept(invitation):
    return accept_as_new(new_token(invitation), full_name="Nieuwe Naam-Demo", password=PASSWORD)


def _log(place) -> list[str]:
    with in_group(place.row):
        return list(AccessLogEntry.objects.values_list("what", flat=True))


def test_invited_person_becomes_member_with_those_roles(wilgendal, admin_client, client_of):
    _invite(admin_client, wilgendal, roles=["gp", "secretary"])

    user = _accept(Invitation.objects.get(email=EMAIL))

    member = Membership.objects.get(user=user)
    assert (member.group_id, member.roles) == (wilgendal.row.pk, ["gp", "secretary"])
    assert client_of(user).get(wilgendal.url("beheer/leden/")).status_code == 403
    assert _log(wilgendal) == ["invitation.sent", "membership.added"]


def test_invitation_goes_out_by_mail_without_a_word_about_patients(wilgendal, admin_client, mailoutbox):
    _invite(admin_client, wilgendal)
    outbox.run_due()

    (mail,) = mailoutbox
    assert mail.to == [EMAIL]
    assert "/uitnodiging/" in mail.body


def test_invitation_works_once(wilgendal, admin_client):
    from mdo_foundation.common.errors import NotFound

    _invite(admin_client, wilgendal)
    token = new_token(Invitation.objects.get(email=EMAIL))
    accept_as_new(token, full_name="Nieuwe Naam-Demo", password=PASSWORD)

    with pytest.raises(NotFound):
        accept_as_new(token, full_name="Een Ander-Demo", password=PASSWORD)
    assert Membership.objects.filter(user__email=EMAIL).count() == 1


def test_invitation_is_bound_to_its_address(wilgendal, admin_client):
    from mdo_foundation.common.errors import NotFound

    _invite(admin_client, wilgendal)
    token = new_token(Invitation.objects.get(email=EMAIL))

    with pytest.raises(NotFound):
        accept_as_existing(token, user=make_user("Een Ander"))
    assert not Membership.objects.filter(group=wilgendal.row, user__full_name="Een Ander").exists()


def test_known_person_of_another_group_joins_with_the_same_account(wilgendal, zandplaat, make_member, admin_client):
    user = make_member(zandplaat, "chair")
    _invite(admin_client, wilgendal, email=user.email)

    accept_as_existing(new_token(Invitation.objects.get(email=user.email)), user=user)

    roles = dict(Membership.objects.filter(user=user).values_list("group__slug", "roles"))
    assert roles == {"zandplaat": ["chair"], "wilgendal": ["gp"]}


def test_invitation_of_a_group_that_closed_is_not_accepted(wilgendal, admin_client):
    from mdo_foundation.common.errors import NotFound

    _invite(admin_client, wilgendal)
    invitation = Invitation.objects.get(email=EMAIL)
    Group.objects.filter(pk=wilgendal.row.pk).update(status="suspended")

    with pytest.raises(NotFound):
        _accept(invitation)
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_form_sent_twice_invites_once(wilgendal, admin_client, mailoutbox):
    key = str(uuid.uuid4())

    answers = [_invite(admin_client, wilgendal, idempotency_key=key) for _ in range(2)]
    outbox.run_due()

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(mailoutbox) == 1


def test_present_member_is_not_invited_again(wilgendal, make_member, admin_client):
    user = make_member(wilgendal, "gp")

    answer = _invite(admin_client, wilgendal, email=user.email.upper())

    assert "Deze persoon is al lid van de groep" in answer.text
    assert not Invitation.objects.exists()


def test_withdrawn_invitation_is_not_accepted(wilgendal, admin_client):
    from mdo_foundation.common.errors import NotFound

    _invite(admin_client, wilgendal)
    invitation = Invitation.objects.get(email=EMAIL)

    admin_client.post(wilgendal.url(f"beheer/uitnodigingen/{invitation.pk}/intrekken/"))

    with pytest.raises(NotFound):
        _accept(invitation)


def test_invitation_sent_again_mails_once_more(wilgendal, admin_client, mailoutbox):
    _invite(admin_client, wilgendal)
    invitation = Invitation.objects.get(email=EMAIL)

    admin_client.post(wilgendal.url(f"beheer/uitnodigingen/{invitation.pk}/opnieuw/"))
    outbox.run_due()

    assert len(mailoutbox) == 2


@pytest.mark.parametrize("role", ["nurse", "home_care"])
def test_nurse_and_home_care_have_an_organisation_of_the_region(wilgendal, organisation, admin_client, role):
    refused = _invite(admin_client, wilgendal, roles=[role])
    accepted = _invite(admin_client, wilgendal, roles=[role], organisation=str(organisation.pk))

    assert "Kies de thuiszorgorganisatie" in refused.text
    assert accepted.status_code == 302
    _accept(Invitation.objects.get(email=EMAIL))
    assert Membership.objects.get(user__email=EMAIL).organisation_id == organisation.pk


def test_organisation_of_another_region_is_refused(wilgendal, organisation, admin_client):
    from mdo_foundation.common.actor import Actor
    from mdo_foundation.common.errors import Invalid
    from mdo_tenants.groups.memberships import invite_member

    actor = Actor(user_id=uuid.uuid4(), name="Bea", roles=frozenset({"group_admin"}), group_id=wilgendal.row.pk)
    with pytest.raises(Invalid), in_group(wilgendal.row):
        invite_member(
            wilgendal.row, by=actor, email=EMAIL, full_name="N", roles=["nurse"], organisation_id=uuid.uuid4()
        )


def test_changed_roles_hold_at_the_next_request(wilgendal, make_member, admin_client, client_of):
    user = make_member(wilgendal, "gp")
    client, member = client_of(user), Membership.objects.get(user=user)
    assert client.get(wilgendal.url("beheer/leden/")).status_code == 403

    admin_client.post(wilgendal.url(f"beheer/leden/{member.pk}/"), {"roles": ["gp", "group_admin"]})

    assert client.get(wilgendal.url("beheer/leden/")).status_code == 200
    assert "membership.changed" in _log(wilgendal)


def test_ended_membership_holds_at_the_next_request(wilgendal, make_member, admin_client, client_of):
    user = make_member(wilgendal, "gp")
    client, member = client_of(user), Membership.objects.get(user=user)

    admin_client.post(wilgendal.url(f"beheer/leden/{member.pk}/beeindigen/"))

    assert client.get(wilgendal.url("beheer/leden/")).status_code == 404
    assert "membership.ended" in _log(wilgendal)


def test_last_administrator_stays(wilgendal, administrator, admin_client):
    member = Membership.objects.get(user=administrator)

    ended = admin_client.post(wilgendal.url(f"beheer/leden/{member.pk}/beeindigen/"))
    changed = admin_client.post(wilgendal.url(f"beheer/leden/{member.pk}/"), {"roles": ["gp"]})

    assert ended.status_code == 400
    assert "Een groep heeft altijd een groepsbeheerder" in ended.text
    assert "Een groep heeft altijd een groepsbeheerder" in changed.text
    member.refresh_from_db()
    assert (member.roles, member.ended_at) == (["group_admin"], None)


def test_one_of_two_administrators_may_leave(wilgendal, administrator, make_member, admin_client):
    make_member(wilgendal, "group_admin")
    member = Membership.objects.get(user=administrator)

    answer = admin_client.post(wilgendal.url(f"beheer/leden/{member.pk}/beeindigen/"))

    assert answer["Location"] == "/groepen/"
    assert admin_client.get(wilgendal.url("beheer/leden/")).status_code == 404


def test_an_unknown_role_is_refused(wilgendal, make_member, admin_client):
    member = Membership.objects.get(user=make_member(wilgendal, "gp"))

    admin_client.post(wilgendal.url(f"beheer/leden/{member.pk}/"), {"roles": ["system"]})

    member.refresh_from_db()
    assert member.roles == ["gp"]


def test_page_costs_the_same_for_few_and_many_members(wilgendal, make_member, admin_client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = wilgendal.url("beheer/leden/")
    admin_client.get(url)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(url)
    for number in range(6):
        make_member(wilgendal, "gp", name=f"Lid {number}")

    with django_assert_num_queries(len(few)):
        admin_client.get(url)
