"""One of everything in a group, made over its API, and bodies that fit an operation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from tests.contracts.callers import Caller, Operation, document
from tests.pathways.helpers import OTHER

PATIENT = {
    "last_name": "Boterbloem-Demo",
    "birth_date": "1938-05-01",
    "target_group": "palliatief",
    "consent": "agreed",
}
_OWN_BODIES: dict[str, dict[str, Any]] = {
    "change_enrolment": {"question": "Hoe nu verder?"},
    "change_patient": {"city": "Elders"},
    "save_answer": {"value": 7},
    "save_step": {"done_on": "2026-01-05"},
    "close_patient": {"reason": "moved"},
    "transfer_enrolment": {"target_group": "kwetsbare_ouderen", "reason": "Ander beloop"},
    "enrol": {"target_group": "kwetsbare_ouderen"},
    "take_turn": {"action": "next"},
    "complete_agreement": {"done": True},
    "change_agenda_item": {"minutes": 5},
    "attach_to_advice": {"kind": "tools", "code": "x", "attached": False},
    "record_score": {"tool": "ecog", "score": 2},
    "save_item_answers": {"answers": {"status": "2"}},
    "add_diagnosis": {"icpc": "R84"},
    "choose_import_columns": {"columns": ["last_name", "birth_date"]},
    "change_diagnosis": {"title": "Longkanker"},
    "add_involved": {"name": "Ot Oeverzwaluw-Demo", "discipline": "Apotheker"},
    "change_involved": {"phone": "030 000 00 00"},
    "change_home_care": {"started_on": "2026-01-05"},
    "tick_attendance": {"attendance_id": str(uuid4()), "present": True},
    "save_agreement": {"idempotency_key": str(uuid4()), "what": "Bellen"},
    "save_signal": {"idempotency_key": str(uuid4()), "kind": "bottleneck", "category": "K01", "text": "Geen nachtzorg"},
}


class Things(dict[str, str]):
    """Ids by the name that a path gives them."""

    def body(self, operation: Operation) -> dict[str, Any] | None:
        """A body that fits; None for an operation without."""
        if not operation.has_body:
            return None
        name = operation.spec["operationId"]
        return _OWN_BODIES.get(name) or fitting(operation)


def fill(api: Caller, organisation: UUID) -> Things:
    def made(method: str, path: str, body: Any) -> Any:
        answer = api(method, path, body)
        assert answer.status_code in {200, 201}, (path, answer.content)
        return answer.json()

    patient = made("post", "patients/", PATIENT)["patient"]["id"]
    base = f"patients/{patient}/"
    enrolment = api("get", f"{base}enrolments/").json()[0]["id"]
    involved = made("post", f"{base}involved/", {"name": "Mia Mus-Demo", "discipline": "Verpleegkundige"})["id"]
    care = made("post", f"{base}home-care/", {"organisation_id": str(organisation)})["id"]
    diagnosis = made("post", f"{base}diagnoses/", {"icpc": "R84"})["id"]
    answered = api("put", f"{base}answers/som_pijn_nrs/", {"value": 3}, **{"If-Match": '"0"'})
    assert answered.status_code == 200
    result = made("post", f"{base}results/", _OWN_BODIES["record_score"])["id"]
    answered = api("patch", f"{base}questionnaires/ecog/", _OWN_BODIES["save_item_answers"], **{"If-Match": '"0"'})
    assert answered.status_code == 200
    soon = (timezone.now() + timedelta(days=1)).isoformat()
    meeting = made("post", "meetings/", {"starts_at": soon, "target_groups": ["palliatief"]})["id"]
    item = made("post", f"meetings/{meeting}/items/", {"patient_id": patient})["id"]
    made("post", f"meetings/{meeting}/open/", None)
    made("post", f"meetings/{meeting}/turn/", {"action": "next"})
    made("patch", f"meetings/{meeting}/items/{item}/advice/", _OWN_BODIES["attach_to_advice"])
    agreement = {"idempotency_key": str(uuid4()), "item_id": item, "what": "Bellen"}
    stored = made("put", f"meetings/{meeting}/agreements/", agreement)["id"]
    invited = {"email": f"{uuid4()}@demo.invalid", "full_name": "Nieuw Lid-Demo", "roles": ["gp"]}
    invitation = made("post", "invitations/", invited)["id"]
    token = made("post", "tokens/", {"name": "HIS", "scopes": ["register:read"], "expires_at": soon})["id"]
    member = api("get", "members/").json()["results"][0]["membership_id"]
    return Things(
        patient_id=patient, enrolment_id=enrolment, professional_id=involved, care_id=care, diagnosis_id=diagnosis,
        meeting_id=meeting, item_id=item, agreement_id=stored, invitation_id=invitation, token_id=token,
        membership_id=member, result_id=result, tool="ecog", pathway=OTHER.code, step=OTHER.steps[0].code,
    )  # fmt: skip


def fitting(operation: Operation) -> dict[str, Any]:
    """The least that the document demands of the body."""
    schemas = document()["components"]["schemas"]
    schema = _resolved(operation.spec["requestBody"]["content"]["application/json"]["schema"], schemas)
    return {name: _value(schema["properties"][name], schemas) for name in schema.get("required", [])}


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _value(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    schema = _resolved(schema, schemas)
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "array":
        return [_value(schema["items"], schemas)]
    by_format = {
        "uuid": str(uuid4()),
        "date": "1938-05-01",
        "date-time": (timezone.now() + timedelta(days=2)).isoformat(),
        "email": "iemand@demo.invalid",
    }
    by_type = {"string": "palliatief", "integer": 1, "boolean": True}
    return by_format.get(schema.get("format", "")) or by_type[schema["type"]]
