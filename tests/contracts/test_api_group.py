"""The group's own affairs over the API: the same rules as the pages of its administrator."""

from __future__ import annotations

from uuid import uuid4

import pytest

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common import outbox
from mdo_foundation.common.actor import system_actor
from mdo_foundation.common.groups import in_group
from mdo_tenants.accounts.models import Invitation
from mdo_tenants.groups.models import Membership
from mdo_tenants.networks import appointments
from mdo_tenants.networks.models import NewsItem
from tests.contracts.callers import Caller, is_problem


@pytest.fixture
def gp(wilgendal, make_member, client_of) -> Caller:
    return Caller(wilgendal, client_of(make_member(wilgendal, "gp", name="Gerda Huisarts-Demo")))


@pytest.fixture
def administrator(wilgendal, make_member, client_of) -> Caller:
    return Caller(wilgendal, client_of(make_member(wilgendal, "group_admin", name="Bea Beheer-Demo")))


def _log(place) -> list[str]:
    with in_group(place.row):
        return list(AccessLogEntry.objects.values_list("what", flat=True))


def test_who_am_i(gp, program):
    me = gp("get", "me/").json()
    assert (me["name"], me["roles"], me["via"], me["scopes"]) == ("Gerda Huisarts-Demo", ["gp"], "session", None)
    assert me["rights"] == ["change_all_patients", "create_patient", "read_reports", "see_all_patients"]
    assert (me["group"]["slug"], me["target_groups"]) == ("wilgendal", ["kwetsbare_ouderen", "palliatief"])
    me = program("register:read")("get", "me/").json()
    assert (me["via"], me["scopes"]) == ("token", ["register:read"])


def test_members_are_listed_and_only_the_administrator_sees_addresses(gp, administrator):
    seen, managed = (caller("get", "members/").json()["results"] for caller in (gp, administrator))
    assert [row["name"] for row in seen] == [row["name"] for row in managed]
    assert {row["email"] for row in seen} == {None}
    assert all(row["email"].endswith("@demo.invalid") for row in managed)
    one = gp("get", f"members/{seen[0]['membership_id']}/").json()
    assert one == seen[0]


def test_roles_change_from_the_next_request(gp, administrator):
    member = Membership.objects.get(user__full_name="Gerda Huisarts-Demo")
    answer = administrator("put", f"members/{member.pk}/", {"roles": ["consultant"], "discipline": "apotheker"})
    assert (answer.json()["roles"], answer.json()["discipline"]) == (["consultant"], "apotheker")
    assert gp("get", "me/").json()["roles"] == ["consultant"]
    assert administrator("delete", f"members/{member.pk}/").status_code == 204
    assert is_problem(gp("get", "me/"), 404)
    assert _log(gp.place) == ["membership.changed", "membership.ended"]


def test_what_the_pages_refuse_is_refused(gp, administrator):
    mine = Membership.objects.get(user__full_name="Bea Beheer-Demo")
    theirs = Membership.objects.get(user__full_name="Gerda Huisarts-Demo")
    for method in ("put", "delete"):
        assert is_problem(administrator(method, f"members/{mine.pk}/", {"roles": ["gp"]}), 400)
        assert is_problem(gp(method, f"members/{theirs.pk}/", {"roles": ["group_admin"]}), 403)
    for wrong in ({"roles": []}, {"roles": ["director"]}, {}):
        assert is_problem(administrator("put", f"members/{theirs.pk}/", wrong), 400)
    nurse = administrator("put", f"members/{theirs.pk}/", {"roles": ["nurse"]})
    assert is_problem(nurse, 400)
    assert list(nurse.json()["fields"]) == ["organisation_id"]
    for path in ("invitations/", "choices/"):
        assert is_problem(gp("get", path), 403)
    assert _log(gp.place) == []


def test_an_invitation_goes_out_once_again_and_back(administrator, mailoutbox):
    body = {
        "email": "nieuw@demo.invalid",
        "full_name": "Nieuw Lid-Demo",
        "roles": ["gp"],
        "idempotency_key": str(uuid4()),
    }
    made = [administrator("post", "invitations/", body) for _time in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    (listed,) = administrator("get", "invitations/").json()["results"]
    assert listed["id"] == made[0].json()["id"] == made[1].json()["id"]
    assert set(listed) == {"id", "email", "full_name", "roles", "created_at", "expires_at"}
    outbox.run_due()
    assert administrator("post", f"invitations/{listed['id']}/resend/").status_code == 204
    outbox.run_due()
    assert [mail.to for mail in mailoutbox] == [["nieuw@demo.invalid"]] * 2
    assert administrator("delete", f"invitations/{listed['id']}/").status_code == 204
    assert administrator("get", "invitations/").json()["results"] == []
    assert Invitation.objects.get().revoked_at
    assert is_problem(administrator("delete", f"invitations/{listed['id']}/"), 404)


def test_choices_hold_from_the_next_request(administrator):
    seen = administrator("get", "choices/").json()
    assert seen["target_groups"] == ["kwetsbare_ouderen", "palliatief"]
    chosen = {**seen, "target_groups": ["palliatief"], "consent_required": False}
    assert administrator("put", "choices/", chosen).json() == chosen
    assert administrator("get", "choices/").json() == chosen
    assert is_problem(administrator("put", "choices/", {**seen, "target_groups": ["onbekend"]}), 400)
    assert is_problem(administrator("put", "choices/", {"target_groups": ["palliatief"]}), 400)


def test_home_care_and_news_of_the_region(gp, zandplaat, make_member, client_of):
    network = appointments.create_network(name="Netwerk Meerland-Demo", region="Meerland-Demo", target_groups=[])
    appointments.add_group(network, group_id=gp.place.row.pk)
    from mdo_tenants.networks.services import add_home_care_organisation

    add_home_care_organisation(network, by=system_actor(), name="De Kievit-Demo")
    NewsItem.objects.create(network=network, title="Nieuwe route", body="Zie de site.")
    elsewhere = Caller(zandplaat, client_of(make_member(zandplaat, "gp")))
    for path, field, text in (
        ("home-care-organisations/", "name", "De Kievit-Demo"),
        ("news/", "title", "Nieuwe route"),
    ):
        assert [row[field] for row in gp("get", path).json()["results"]] == [text]
        assert elsewhere("get", path).json()["results"] == []
