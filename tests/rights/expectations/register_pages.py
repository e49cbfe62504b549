"""Pages of the register. Reading asks for sight of the patient, every form for the right to change it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.rights.matrix.rows import Row, group, patient, row

PATIENT = "register/<uuid:patient_id>/"


def new_patient(_world: Any, _ids: Any) -> dict[str, Any]:
    return {
        "target_group": "palliatief", "sex": "female", "last_name": "Nieuw-Demo", "birth_date": "1940-02-01",
        "consent": "unknown", "consent_given_by": "patient", "idempotency_key": str(uuid4()),
    }  # fmt: skip


def new_question(_world: Any, ids: Any) -> dict[str, Any]:
    return {"value": "Hoe verder?", "version": ids.enrolment_version}


ROWS: list[Row] = [
    row(
        "register/",
        GET=group("register", shows="visible"),
    ),
    row("register/zoeken/", POST=group("register", body={"q": "kanari"}, shows="visible", writes=False)),
    row("register/afdrukken/", POST=group("register", shows="visible", body={"alles": "1"}, writes=False)),
    row("register/nieuw/", GET=group("creates"), POST=group("creates", 302, body=new_patient)),
    row(PATIENT, GET=patient("reads", shows="object")),
    row(f"{PATIENT}vraag/", GET=patient("reads", shows="object")),
    row(f"{PATIENT}problemen/", GET=patient("reads", shows="object")),
    row(
        f"{PATIENT}problemen/<slug:dimension>/",
        GET=patient("reads", shows="object", params={"dimension": "somatisch"}),
    ),
    row(f"{PATIENT}adviezen/", GET=patient("reads", shows="object")),
    row(f"{PATIENT}tijdlijn/", GET=patient("reads", shows="object")),
    row(
        f"{PATIENT}tijdlijn/<slug:field>/",
        GET=patient("reads", shows="object", params={"field": "som_problemen"}),
    ),
    row("rapportages/", GET=group("register")),
    row(
        f"{PATIENT}veld/<slug:field>/",
        POST=patient("changes", 302, params={"field": "som_pijn_nrs"}, body={"value": "4", "version": "0"}),
    ),
    row(
        f"{PATIENT}gegevens/<slug:name>/",
        POST=patient(
            "changes",
            302,
            params={"name": "city"},
            body=lambda _world, ids: {"value": "Elders", "version": ids.version},
        ),
    ),
    row(
        "register/aanmelding/<uuid:enrolment_id>/<slug:part>/",
        POST=patient("changes", 302, params={"part": "question"}, body=new_question),
    ),
]
