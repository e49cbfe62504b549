"""A group's own affairs: home page, news, members, choices and a member's own tokens, as pages and over REST."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.rights.matrix.rows import Row, group, row

READ, PERSON, ANY = "group:read", "person", "any"
MEMBER = "beheer/leden/<uuid:membership_id>/"
INVITATION = "beheer/uitnodigingen/<uuid:invitation_id>/"
OWNER = "gp_own"  # of the token that the addresses name: for everybody else it does not exist
CHOICES = {
    "nurses": "nurse",
    "consultants": "edit",
    "consent": "warn",
    "target_groups": "palliatief",
    "bsn": "yes",
    "items": "yes",
    "retention_months": 12,
}
# Over REST everything is chosen at once.
CHOSEN = {
    "target_groups": ["palliatief"],
    "nurses_as_home_care": True,
    "consultants_may_edit": True,
    "consent_required": False,
    "uses_bsn": True,
    "keeps_item_answers": True,
    "retention_months": 12,
}


def invited(_world: Any, _ids: Any) -> dict[str, Any]:
    return {"email": f"{uuid4()}@demo.invalid", "full_name": "Nieuw Lid-Demo", "roles": ["gp"]}


def new_token(_world: Any, _ids: Any) -> dict[str, Any]:
    until = timezone.localdate() + timedelta(days=30)
    return {"name": "HIS", "scopes": "register:read", "expires_on": until.isoformat()}


def new_api_token(_world: Any, _ids: Any) -> dict[str, Any]:
    return {"name": "HIS", "scopes": ["register:read"], "expires_at": timezone.now() + timedelta(days=30)}


PAGES: list[Row] = [
    row("", GET=group("member")),
    row("nieuws/", GET=group("member")),
    row("beheer/leden/", GET=group("admin")),
    row(
        "beheer/leden/uitnodigen/",
        GET=group("admin", fresh="first"),
        POST=group("admin", 302, body=invited, fresh="first"),
    ),
    row(
        MEMBER,
        GET=group("admin", fresh="first"),
        POST=group("admin", 302, body={"roles": ["consultant"]}, fresh="first"),
    ),
    row(f"{MEMBER}beeindigen/", POST=group("admin", 302, fresh="first")),
    row(f"{INVITATION}opnieuw/", POST=group("admin", 302)),
    row(f"{INVITATION}intrekken/", POST=group("admin", 302)),
    row("beheer/keuzes/", GET=group("admin", fresh="first"), POST=group("admin", 302, body=CHOICES, fresh="first")),
    row("api-sleutels/", GET=group("member")),
    row("api-sleutels/nieuw/", GET=group("member", fresh="first"), POST=group("member", body=new_token, fresh="first")),
    row("api-sleutels/<uuid:token_id>/intrekken/", POST=group("member", 302, owner=OWNER)),
]

API: list[Row] = [
    row("api/v1/me/", GET=group("member", scope=ANY)),
    row(
        "api/v1/choices/",
        GET=group("admin", scope=READ),
        PUT=group("admin", body=CHOSEN, fresh="first", scope=PERSON),
    ),
    row("api/v1/home-care-organisations/", GET=group("member", scope=READ)),
    row("api/v1/members/", GET=group("member", scope=READ)),
    row(
        "api/v1/members/<uuid:membership_id>/",
        GET=group("member", scope=READ),
        PUT=group("admin", body={"roles": ["consultant"]}, fresh="first", scope=PERSON),
        DELETE=group("admin", 204, fresh="first", scope=PERSON),
    ),
    row(
        "api/v1/invitations/",
        GET=group("admin", scope=READ),
        POST=group("admin", 201, body=invited, fresh="first", scope=PERSON),
    ),
    row("api/v1/invitations/<uuid:invitation_id>/", DELETE=group("admin", 204, scope=PERSON)),
    row("api/v1/invitations/<uuid:invitation_id>/resend/", POST=group("admin", 204, scope=PERSON)),
    row(
        "api/v1/tokens/",
        GET=group("member", scope=PERSON),
        POST=group("member", 201, body=new_api_token, fresh="first", scope=PERSON),
    ),
    row("api/v1/tokens/<uuid:token_id>/", DELETE=group("member", 204, owner=OWNER, scope=PERSON)),
    row("api/v1/news/", GET=group("member", scope=READ)),
    row("api/v1/openapi.json", GET=group("member", scope=ANY)),
]

ROWS = [*PAGES, *API]
