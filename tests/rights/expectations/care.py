"""Diagnoses, who is involved, and home care, as pages and over REST: for who may change the patient."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.rights.expectations.lifecycle import NURSES
from tests.rights.matrix.rows import Asked, Row, group, patient, row

PATIENT = "register/<uuid:patient_id>/"
API = "api/v1/patients/<uuid:patient_id>/"
READ, WRITE = "register:read", "register:write"
DIAGNOSIS = {"icpc": "R85", "title": "Andere maligniteit"}
SOMEBODY = {"name": "Nieuw-Demo", "discipline": "Apotheker"}
# A nurse is asked first whether she is sure, when it is her own organisation: then she no longer sees the patient.
SURE = {"sure": "1"}
OVER = {"past": 404}  # care that ended is changed no more
FULL = {"twin": 400}  # in Zandplaat's region there is no third organisation


def changes(ok: Any = 302, **more: Any) -> Asked:
    return patient("changes", ok, **more)


def writes(ok: Any = 200, **more: Any) -> Asked:
    return patient("changes", ok, scope=WRITE, **more)


def ended(name: str, **more: Any) -> dict[str, Any]:
    return {"using": {name: f"ended_{name}"}, **more}


def third(world: Any, _ids: Any) -> dict[str, Any]:
    day = timezone.localdate().isoformat()
    return {"organisation": world.care["merel"], "organisation_id": world.care["merel"], "started_on": day}


def dates(_world: Any, ids: Any) -> dict[str, Any]:
    started = ids.care_started_on - timedelta(days=1)
    return {"started_on": started.isoformat(), "ended_on": "", "version": 1}


def api_dates(_world: Any, ids: Any) -> dict[str, Any]:
    started = ids.care_started_on - timedelta(days=1)
    return {"started_on": started.isoformat(), "version": 1}


PAGES: list[Row] = [
    row(f"{PATIENT}diagnosen/", POST=changes(body=DIAGNOSIS)),
    row(
        "register/diagnosen/<uuid:diagnosis_id>/",
        GET=changes(200, shows="object"),
        POST=changes(body={**DIAGNOSIS, "version": 1}),
    ),
    row("register/diagnosen/<uuid:diagnosis_id>/verwijderen/", POST=changes()),
    row("register/diagnosen/<uuid:diagnosis_id>/terug/", POST=changes(**ended("diagnosis_id"))),
    row(f"{PATIENT}betrokkenen/", POST=changes(body=SOMEBODY)),
    row(
        "register/betrokkenen/<uuid:professional_id>/",
        GET=changes(200, shows="object"),
        POST=changes(body={**SOMEBODY, "version": 1}),
    ),
    row("register/betrokkenen/<uuid:professional_id>/regie/", POST=changes()),
    row(
        "register/betrokkenen/<uuid:professional_id>/wijzigen/",
        POST=changes(
            body={"allowed": "1"}, using={"professional_id": "consultant_id"}, denied=NURSES, answers={"twin": 400}
        ),
    ),
    row("register/betrokkenen/<uuid:professional_id>/verwijderen/", POST=changes()),
    row("register/betrokkenen/<uuid:professional_id>/terug/", POST=changes(**ended("professional_id"))),
    row(f"{PATIENT}thuiszorg/", POST=changes(body=third, answers=FULL)),
    row(
        "register/thuiszorg/<uuid:care_id>/",
        GET=changes(200, shows="object", anyhow=OVER),
        POST=changes(body=dates, anyhow=OVER),
    ),
    row("register/thuiszorg/<uuid:care_id>/beeindigen/", POST=changes(body=SURE, anyhow=OVER)),
    row("register/thuiszorg/<uuid:care_id>/terug/", POST=changes(**ended("care_id"))),
]

REST: list[Row] = [
    row("api/v1/icpc/search/", POST=group("register", body={"query": "A05"}, scope=READ, writes=False)),
    row("api/v1/disciplines/", GET=group("register", scope=READ)),
    row(
        f"{API}diagnoses/",
        GET=patient("reads", shows="object", scope=READ),
        POST=writes(201, body=DIAGNOSIS),
    ),
    row(
        "api/v1/diagnoses/<uuid:diagnosis_id>/",
        PATCH=writes(body={"title": "Anders", "version": 1}),
        DELETE=writes(204, body={"version": 1}),
    ),
    row("api/v1/diagnoses/<uuid:diagnosis_id>/restore/", POST=writes(**ended("diagnosis_id"))),
    row(
        f"{API}involved/",
        GET=patient("reads", shows="object", scope=READ),
        POST=writes(201, body=SOMEBODY),
    ),
    row(
        "api/v1/involved/<uuid:professional_id>/",
        PATCH=writes(body={"phone": "030", "version": 1}),
        DELETE=writes(204, body={"version": 1}),
    ),
    row("api/v1/involved/<uuid:professional_id>/lead/", POST=writes()),
    row(
        "api/v1/involved/<uuid:professional_id>/may-edit/",
        POST=writes(
            body={"allowed": True}, using={"professional_id": "consultant_id"}, denied=NURSES, answers={"twin": 400}
        ),
    ),
    row("api/v1/involved/<uuid:professional_id>/restore/", POST=writes(**ended("professional_id"))),
    row(
        f"{API}home-care/",
        GET=patient("reads", scope=READ, shows="object", empty=("past",)),
        POST=writes(201, body=third, answers=FULL),
    ),
    row(
        "api/v1/home-care/<uuid:care_id>/",
        PATCH=writes(body=api_dates, answers=OVER),
        DELETE=writes(204, body={"version": 1}, answers=OVER),
    ),
    row("api/v1/home-care/<uuid:care_id>/restore/", POST=writes(**ended("care_id"))),
]

ROWS = [*PAGES, *REST]
