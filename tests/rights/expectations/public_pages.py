"""Everything outside the groups: the site, accounts, networks, and the pages of the owner's staff. Never a patient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.rights.expectations.rights_table import PUBLIC
from tests.rights.matrix.rows import Answer, Asked, Row, public, row

NETWORK = "netwerk/<uuid:network_id>/"
STAFF_NETWORK = "beheer/netwerken/<uuid:network_id>/"
INVOICES = "beheer/facturen/"
LOGGED_IN = [name for name, line in PUBLIC.items() if line["account"] == "y"]
LAST_YEAR = {"year": str(timezone.localdate().year - 1)}
TABLE = {"name": "2026-demo", "issued_on": "2026-01-01", "licence": "Van de licentiehouder-Demo"}
CLOSED_TOOL = {"tool": "complex_kwetsbaar"}
PERMISSION = {"given_by": "Eigenaar-Demo", "reference": "B-1", "granted_on": "2026-01-02", "medium": "screen"}
TARGET_GROUP = {"code": "palliatief"}
NEW_PASSWORD = "vijver kruiwagen lantaarn tegelvloer"


def table() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("icpc.csv", b"code;titel\nA05;Algehele achteruitgang\n", "text/csv")}


def anybody(ok: Answer = 200, *, logged_in: Answer | None = None, **more: Any) -> Asked:
    """For everybody alike, or with another answer for who is logged in."""
    answers: Mapping[str, Answer] = {} if logged_in is None else dict.fromkeys(LOGGED_IN, logged_in)
    return public("anybody", ok, answers={**answers, **more.pop("answers", {})}, **more)


def no_change(right: str, ok: Answer = 200, **more: Any) -> Asked:
    return public(right, ok, writes=False, **more)


def keyed(**more: Any) -> Any:
    return lambda _world, _ids: {**more, "idempotency_key": uuid4()}


SITE: list[Row] = [
    row("healthz", GET=anybody()),
    row("readyz", GET=anybody((200, 503))),
    *(
        row(path, GET=anybody())
        for path in (
            "", "contact/", "privacy/", "toegankelijkheid/", "voorwaarden/", "verwerkersovereenkomst/",
            "aanmelden/verstuurd/",
        )
    ),
    row("aanmelden/", GET=anybody(), POST=anybody(writes=False)),
    row("aanmelden/bevestigen/<str:token>/", GET=anybody(404), POST=anybody(404, writes=False)),
    row("aanmelden/voortgang/", GET=anybody(404)),
    row("agenda/<str:token>.ics", GET=anybody(404)),
    row("aanmelden/account/", POST=anybody(404, writes=False)),
    # The demo's doors are no part of a portal that is in use.
    row("demo/", GET=anybody(404)),
    row("demo/inloggen/<uuid:user_id>/", POST=anybody(404, writes=False)),
    row("demo/code/<uuid:user_id>/", GET=anybody(404)),
    row("demo/post/", GET=anybody(404)),
]  # fmt: skip

ACCOUNTS: list[Row] = [
    row("inloggen/", GET=anybody(logged_in=302), POST=anybody(logged_in=302, writes=False)),
    row(
        "inloggen/code/",
        GET=anybody(302, answers={"password_only": 200}),
        POST=anybody(302, answers={"password_only": 200}, writes=False),
    ),
    row("inloggen/instellen/", GET=anybody(302), POST=anybody(302, writes=False)),
    row("inloggen/bevestigen/", GET=public("account"), POST=no_change("account")),
    row("uitloggen/", POST=anybody(writes=False)),
    row("account/", GET=public("account"), POST=public("account", 302, body={"full_name": "Andere Naam-Demo"})),
    row(
        "account/wachtwoord/",
        GET=public("account", fresh="first"),
        POST=public("account", 302, body={"password": NEW_PASSWORD}, fresh="first"),
    ),
    row("account/beveiliging/", GET=public("account", fresh="first")),
    row("account/beveiliging/app/", GET=public("account", fresh="first"), POST=no_change("account", fresh="first")),
    row("account/beveiliging/herstelcodes/nieuw/", POST=public("account", 302, fresh="first")),
    row("account/beveiliging/herstelcodes/", GET=public("account", 302), POST=no_change("account", 302)),
    row("account/apparaten/uitloggen/", POST=no_change("account", 302)),
    row("wachtwoord-vergeten/", GET=anybody(), POST=anybody(writes=False)),
    row("wachtwoord/<uuid:user_id>/<str:token>/", GET=anybody(404), POST=anybody(404, writes=False)),
    row("uitnodiging/<str:token>/", GET=anybody(404), POST=anybody(404, writes=False)),
    row("groepen/", GET=public("account", (200, 302))),
    row("netwerk/", GET=public("account", (200, 302))),
]

NETWORKS: list[Row] = [
    row(NETWORK, GET=public("network")),
    row(
        f"{NETWORK}nieuws/nieuw/",
        GET=public("network"),
        POST=public("network", 302, body=keyed(title="Nieuws", body="Tekst")),
    ),
    row(
        f"{NETWORK}nieuws/<uuid:news_id>/",
        GET=public("network"),
        POST=public("network", 302, body={"title": "Anders", "body": "Tekst", "version": 1}),
    ),
    row(f"{NETWORK}nieuws/<uuid:news_id>/intrekken/", POST=public("network", 302)),
    row(f"{NETWORK}thuiszorg/", GET=public("network"), POST=public("network", 302, body={"name": "Nieuwe Zorg-Demo"})),
    row(
        f"{NETWORK}thuiszorg/<uuid:organisation_id>/",
        GET=public("network"),
        POST=public("network", 302, body={"name": "Andere Zorg-Demo", "is_active": "on", "version": 1}),
    ),
    row(f"{NETWORK}groepen/", GET=public("network")),
]

STAFF: list[Row] = [
    row("beheer/", GET=public("staff")),
    row("beheer/groepen/<uuid:group_id>/opschorten/", POST=public("staff", 302, fresh="first")),
    row("beheer/groepen/<uuid:group_id>/hervatten/", POST=public("staff", 302, fresh="first", idle=("",))),
    row(
        "beheer/netwerken/",
        GET=public("staff"),
        POST=public("staff", 302, body={"name": "Nieuw netwerk-Demo", "region": "Polder-Demo"}),
    ),
    row(STAFF_NETWORK, GET=public("staff")),
    row(
        f"{STAFF_NETWORK}groepen/",
        POST=public("staff", 302, body=lambda world, _ids: {"group": world.groups["zandplaat"].pk}),
    ),
    row(f"{STAFF_NETWORK}groepen/<uuid:group_id>/verwijderen/", POST=public("staff", 302)),
    row(
        f"{STAFF_NETWORK}coordinatoren/",
        POST=public("staff", 302, body=lambda world, _ids: {"email": world.people["nobody"].user.email}, fresh="first"),
    ),
    row(f"{STAFF_NETWORK}coordinatoren/<uuid:user_id>/ontslaan/", POST=public("staff", 302)),
    row("beheer/icpc/", GET=public("staff")),
    row(
        "beheer/icpc/plaatsen/",
        GET=public("staff", fresh="first"),
        POST=public("staff", 302, body=TABLE, files=table, fresh="first"),
    ),
    row("beheer/icpc/intrekken/", POST=public("staff", (302, 404), fresh="first", idle=("",))),
    row("beheer/doelgroepen/", GET=public("staff")),
    row("beheer/doelgroepen/<slug:code>/", GET=public("staff", params=TARGET_GROUP)),
    row("beheer/doelgroepen/<slug:code>/versies/", GET=public("staff", params=TARGET_GROUP)),
    row("beheer/licenties/", GET=public("staff")),
    row(
        "beheer/licenties/<slug:tool>/toestemming/",
        GET=public("staff", params=CLOSED_TOOL, fresh="first"),
        POST=public("staff", 302, params=CLOSED_TOOL, body=PERMISSION, fresh="first"),
    ),
    row("beheer/licenties/toestemming/<uuid:permission_id>/intrekken/", POST=public("staff", 302, fresh="first")),
    row("beheer/aanmeldingen/", GET=public("staff")),
    row("beheer/aanmeldingen/<uuid:sign_up_id>/opnieuw/", POST=public("staff", 302)),
    row(INVOICES, GET=public("staff", 302)),
    row(f"{INVOICES}<int:year>/", GET=public("staff", params=LAST_YEAR)),
    row(
        f"{INVOICES}<int:year>/maken/",
        GET=public("staff", params=LAST_YEAR, fresh="first"),
        # Without a sender of the invoices, as in these tests, no run is started.
        POST=public("staff", 503, params=LAST_YEAR, body=keyed(), fresh="first", writes=False),
    ),
    row(f"{INVOICES}factuur/<uuid:invoice_id>/pdf/", GET=public("staff")),
    row(
        f"{INVOICES}tarieven/",
        GET=public("staff", fresh="first"),
        POST=public("staff", 302, body={"kind": "base", "starts_on": "2031-01-01", "amount": "92,50"}, fresh="first"),
    ),
]

ROWS = [*SITE, *ACCOUNTS, *NETWORKS, *STAFF]
