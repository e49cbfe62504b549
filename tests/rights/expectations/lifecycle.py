"""Enrolment, transfer, closing, reopening, keeping, consent and BSN, as pages and over REST."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.rights.matrix.rows import Asked, Row, group, patient, row

PATIENT = "register/<uuid:patient_id>/"
API = "api/v1/patients/<uuid:patient_id>/"
READ, WRITE, PERSON = "register:read", "register:write", "person"
NURSES = ("nurse_own", "nurse_other", "consultant_asked")  # may change the patient, but not all patients of the group
CLOSER = "gp_own"
NOT_HELD = ("own", "elsewhere", "past", "objects", "twin")
SAID = {"consent": "unknown", "consent_given_by": "patient"}
THEMATIC = "cultuursensitief"


def version(**more: Any) -> Any:
    return lambda _world, ids: {"version": ids.version, **more}


def enrolment_version(**more: Any) -> Any:
    return lambda _world, ids: {"version": ids.enrolment_version, **more}


def said(_world: Any, _ids: Any) -> dict[str, Any]:
    return {"status": "informed", "given_by": "patient", "given_on": timezone.localdate().isoformat()}


def transfer(_world: Any, ids: Any) -> dict[str, Any]:
    return {
        "version": ids.enrolment_version, "enrolment": ids.enrolment_id, "target_group": "kwetsbare_ouderen",
        "reason": "Minder palliatief", "consent_given_on": timezone.localdate().isoformat(), **SAID,
    }  # fmt: skip


def close(_world: Any, ids: Any) -> dict[str, Any]:
    return {"version": ids.version, "reason": "moved", "on": timezone.localdate().isoformat()}


def held(ok: int, **more: Any) -> Asked:
    """By a GP or the chair, of any patient that they see."""
    return patient("evaluates", ok, needs="holds", **more)


def bsn(ok: int = 200, *, of: str = "changes", **more: Any) -> Asked:
    return patient(of, ok, fresh="last", **more)


PAGES: list[Row] = [
    row("register/afgesloten/", GET=group("register", shows="closed")),
    row("register/afgesloten/zoeken/", POST=group("register", shows="closed", body={"q": "kanari"}, writes=False)),
    row("register/bewaartermijn/", GET=group("holds", shows="closed")),
    row(f"{PATIENT}toestemming/", GET=patient("reads", shows="object"), POST=patient("evaluates", 302, body=said)),
    row(
        f"{PATIENT}themagericht/",
        GET=patient("changes", shows="object"),
        POST=patient("changes", 302, body={"target_group": THEMATIC}),
    ),
    row(f"{PATIENT}overzetten/", GET=patient("changes", shows="object"), POST=patient("changes", 302, body=transfer)),
    row(
        "register/aanmelding/<uuid:enrolment_id>/beeindigen/",
        GET=patient("changes", shows="object"),
        # Only a second target group is ended here: what these patients have is their first.
        POST=patient("changes", 400, body=enrolment_version(reason="care_ended"), writes=False),
    ),
    row(
        f"{PATIENT}afsluiten/",
        GET=patient("evaluates", shows="object", answers={"closed": 302}),
        POST=patient("changes", 302, body=close, again=CLOSER, idle=("closed",)),
    ),
    row(
        f"{PATIENT}heropenen/",
        GET=patient("reopens", shows="object", active=302),
        POST=patient("reopens", 302, body=version(because="mistake", target_group="palliatief", **SAID), active=403),
    ),
    row(
        f"{PATIENT}bewaren/", GET=held(200, shows="object"), POST=held(302, body=version(reason="Er loopt een klacht"))
    ),
    row(f"{PATIENT}bewaren/opheffen/", POST=held(302, idle=NOT_HELD)),
    row("register/terugzetten/<uuid:change_id>/", POST=patient("changes", 302, body={"to": "timeline"})),
    row(
        f"{PATIENT}bsn/",
        GET=bsn(shows="object"),
        POST=bsn(302, body={"bsn": "999990111", "version": 1}),
    ),
    row(f"{PATIENT}bsn/tonen/", POST=bsn(shows="object", reveals=True, writes=False)),
    row(f"{PATIENT}bsn/verwijderen/", POST=bsn(302)),
]

REST: list[Row] = [
    row("api/v1/patients/closed/", GET=group("register", shows="closed", scope=READ)),
    row(
        "api/v1/patients/closed/search/",
        POST=group("register", shows="closed", body={"query": "kanari"}, scope=READ, writes=False),
    ),
    row("api/v1/retention/", GET=group("holds", shows="closed", scope=READ)),
    row(
        f"{API}close/",
        POST=patient(
            "changes", body=version(reason="moved"), shows="object", scope=WRITE, again=CLOSER, idle=("closed",)
        ),
    ),
    row(
        f"{API}reopen/",
        POST=patient("reopens", body=version(because="mistake"), shows="object", scope=WRITE, active=403),
    ),
    row(
        f"{API}hold/",
        PUT=held(200, body=version(reason="Er loopt een klacht"), shows="object", scope=WRITE),
        DELETE=held(200, body=version(), shows="object", scope=WRITE, idle=NOT_HELD),
    ),
    row(f"{API}consents/", GET=patient("reads", scope=READ)),
    row(
        f"{API}consent/",
        GET=patient("reads", scope=READ),
        POST=patient("evaluates", 204, body={"status": "informed", "given_by": "patient"}, scope=WRITE),
    ),
    row(
        f"{API}enrolments/",
        GET=patient("reads", shows="object", scope=READ),
        POST=patient("changes", 201, body={"target_group": THEMATIC}, scope=WRITE),
    ),
    row(
        "api/v1/enrolments/<uuid:enrolment_id>/end/",
        POST=patient("changes", 400, body=enrolment_version(reason="care_ended"), scope=WRITE, writes=False),
    ),
    row(
        "api/v1/enrolments/<uuid:enrolment_id>/transfer/",
        POST=patient(
            "changes",
            201,
            body=enrolment_version(target_group="kwetsbare_ouderen", reason="Minder palliatief"),
            scope=WRITE,
        ),
    ),
    row("api/v1/changes/<uuid:change_id>/put-back/", POST=patient("changes", 204, body={}, scope=WRITE)),
    row(
        f"{API}bsn/",
        GET=bsn(scope=PERSON),
        PUT=bsn(body={"bsn": "999990111", "version": 1}, scope=PERSON),
        DELETE=bsn(204, body={"version": 1}, scope=PERSON),
    ),
    row(f"{API}bsn/reveal/", POST=bsn(reveals=True, scope=PERSON, writes=False)),
]

ROWS = [*PAGES, *REST]
