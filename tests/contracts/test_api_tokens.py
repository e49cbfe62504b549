"""A token does what its member may do at that moment, and of that only what its scopes name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.groups import in_group
from mdo_tenants.accounts.models import ApiToken
from mdo_tenants.accounts.services.people import disable_person
from mdo_tenants.groups.models import Group, Membership
from mdo_tenants.groups.tokens import SCOPES
from tests.contracts.callers import Caller, is_problem, operations, token_of

OPERATIONS = list(operations())
PATIENT = {"last_name": "Boterbloem-Demo", "birth_date": "1938-05-01", "target_group": "palliatief"}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_opens_its_part_and_nothing_else(program, scope):
    caller = program(scope)
    for one in OPERATIONS:
        answer = caller(one.method, one.filled(), {} if one.has_body else None)
        if one.scope() in ("", scope):
            assert answer.status_code in {200, 400, 404, 428}, (str(one), answer.content)
        else:
            assert is_problem(answer, 403), str(one)


def test_no_scope_opens_who_am_i_only(program):
    caller = program()
    assert caller("get", "me/").json()["scopes"] == []
    assert caller("head", "patients/").status_code == 403


def test_a_token_needs_no_csrf_token_and_writes_in_its_own_name(wilgendal, program):
    caller = program("register:write", "register:read")
    made = caller("post", "patients/", PATIENT)
    assert made.status_code == 201
    assert caller("get", f"patients/{made.json()['patient']['id']}/").status_code == 200
    with in_group(wilgendal.row):
        assert set(AccessLogEntry.objects.values_list("via", flat=True)) == {"token"}


def test_a_token_does_no_more_than_its_member(wilgendal, make_member, program):
    reader = make_member(wilgendal, "consultant")
    caller = program(*SCOPES, user=reader)
    assert caller("get", "patients/").status_code == 200
    assert is_problem(caller("post", "patients/", PATIENT), 403)
    assert is_problem(caller("get", "choices/"), 403)
    Membership.objects.filter(user=reader).update(roles=["group_admin"])
    assert is_problem(caller("get", "patients/"), 403)
    assert caller("get", "choices/").status_code == 200


def test_a_token_gives_nobody_access(wilgendal, program, person):
    caller = program(*SCOPES)
    mine = ApiToken.objects.get()
    membership = Membership.objects.get(user=person)
    until = (timezone.now() + timedelta(days=1)).isoformat()
    for method, path, body in (
        ("get", "tokens/", None),
        ("head", "tokens/", None),
        ("post", "tokens/", {"name": "x", "scopes": ["register:read"], "expires_at": until}),
        ("delete", f"tokens/{mine.pk}/", None),
        ("put", f"members/{membership.pk}/", {"roles": ["chair"]}),
        ("delete", f"members/{membership.pk}/", None),
        ("post", "invitations/", {"email": "x@demo.invalid", "full_name": "X Demo", "roles": ["gp"]}),
    ):
        assert caller(method, path, body).status_code == 403, path
    assert ApiToken.objects.get().revoked_at is None


@pytest.mark.parametrize(
    ("ended", "status"),
    [("expired", 401), ("revoked", 401), ("disabled", 401), ("ended", 404), ("suspended", 503)],
)
def test_a_token_ends_at_the_next_request(person, program, time_machine, ended, status):
    caller = program("register:read")
    assert caller("get", "patients/").status_code == 200
    if ended == "expired":
        time_machine.move_to(timezone.now() + timedelta(days=30), tick=False)
    elif ended == "revoked":
        ApiToken.objects.update(revoked_at=timezone.now())
    elif ended == "disabled":
        disable_person(person.pk)
    elif ended == "ended":
        Membership.objects.filter(user=person).update(ended_at=timezone.now())
    else:
        Group.objects.filter(slug="wilgendal").update(status="suspended")
    assert is_problem(caller("get", "patients/"), status)


def test_a_token_of_one_group_is_no_token_of_another(wilgendal, zandplaat, make_member, program, person):
    """Not even for who is a member of both; and as little as for a group that does not exist."""
    Membership.objects.create(group=zandplaat.row, user=person, roles=["chair"])
    caller = program(*SCOPES)
    here, there = caller("get", "patients/"), Caller(zandplaat, caller.browser, caller.token)("get", "patients/")
    headers = {"Authorization": f"Bearer {caller.token}"}
    nowhere = Client().get("/groep/bestaat-niet/api/v1/patients/", headers=headers)
    assert here.status_code == 200
    assert is_problem(there, 401)
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", "Token x", "Bearer mdo_\u00ff"])
def test_another_header_is_no_token_even_with_a_session(api, header):
    assert is_problem(api("get", "patients/", Authorization=header), 401)


def test_a_token_opens_no_page(wilgendal, person):
    headers = {"Authorization": f"Bearer {token_of(person, wilgendal, *SCOPES)}"}
    for path in ("", "register/", "api-sleutels/", "beheer/leden/"):
        assert Client().get(wilgendal.url(path), headers=headers).status_code == 302


def test_own_tokens_over_the_api(wilgendal, api, program, make_member, client_of):
    until = timezone.now() + timedelta(days=10)
    body = {"name": "HIS", "scopes": ["register:read"], "expires_at": until.isoformat()}
    made = api("post", "tokens/", body)
    assert made.status_code == 201
    caller = Caller(wilgendal, Client(), made.json()["token"])
    assert caller("get", "patients/").status_code == 200
    assert is_problem(api("post", "tokens/", body), 400)
    (listed,) = api("get", "tokens/").json()["results"]
    assert listed["last_used_at"]
    assert made.json()["token"].startswith(listed["prefix"])
    assert made.json()["token"] not in api("get", "tokens/").content.decode()
    other = Caller(wilgendal, client_of(make_member(wilgendal, "group_admin")))
    assert other("get", "tokens/").json()["results"] == []
    assert is_problem(other("delete", f"tokens/{listed['id']}/"), 404)
    assert api("delete", f"tokens/{listed['id']}/").status_code == 204
    assert is_problem(caller("get", "patients/"), 401)


def test_what_gives_access_needs_a_fresh_code(api, person, time_machine):
    membership = Membership.objects.get(user=person)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    until = (timezone.now() + timedelta(days=1)).isoformat()
    for method, path, body in (
        ("post", "tokens/", {"name": "x", "scopes": ["register:read"], "expires_at": until}),
        ("put", f"members/{membership.pk}/", {"roles": ["group_admin"]}),
        ("delete", f"members/{membership.pk}/", None),
        ("post", "invitations/", {"email": "x@demo.invalid", "full_name": "X Demo", "roles": ["gp"]}),
    ):
        answer = api(method, path, body)
        assert is_problem(answer, 403)
        assert answer.json()["type"] == "urn:mdo:fresh_code_required"
    assert not ApiToken.objects.exists()
