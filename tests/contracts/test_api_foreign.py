"""What is another group's is as unknown as what never was; nothing is set that the API does not name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.common.groups import in_group, outside_groups
from mdo_platform.meetings.models import Advice, Meeting
from mdo_platform.register.details import DETAIL_FIELDS
from mdo_platform.register.models import Enrolment, Patient
from mdo_tenants.accounts.models import ApiToken, Invitation, User
from mdo_tenants.groups.models import Group, Membership
from tests.contracts.callers import EVERYTHING, Caller, is_problem, operations
from tests.contracts.things import PATIENT, fill

WITH_IDS = [one for one in operations() if "_id}" in one.path]
# Everything that somebody may try to smuggle in, whatever the record is.
SMUGGLED: dict[str, Any] = {
    "id": str(uuid4()),
    "pk": str(uuid4()),
    "created_at": "2001-01-01T00:00:00Z",
    "updated_at": "2001-01-01T00:00:00Z",
    "created_by": str(uuid4()),
    "group_id": str(uuid4()),
    "tenant": "g_zandplaat",
    "role": "group_admin",
    "is_staff": True,
    "is_staff_member": True,
    "is_superuser": True,
}


@pytest.fixture
def foreign(zandplaat, make_member, client_of, organisation) -> Caller:
    chair = make_member(zandplaat, *EVERYTHING, organisation_id=organisation, name="Ook Alles-Demo")
    return Caller(zandplaat, client_of(chair))


def test_another_groups_ids_are_as_unknown_as_any(api, foreign, organisation):
    theirs, mine = fill(foreign, organisation), fill(api, organisation)

    def unlike_unknown(one, kept) -> Any:
        answers = [
            api(one.method, one.filled(**{**ids, **kept}), mine.body(one), **{"If-Match": '"1"'})
            for ids in (theirs, {})
        ]
        alike = answers[0].content == answers[1].content
        return [answer.status_code for answer in answers] if not (alike and is_problem(answers[0], 404)) else None

    assert {str(one): found for one in WITH_IDS if (found := unlike_unknown(one, {}))} == {}
    in_my_meeting = [one for one in WITH_IDS if one.path.endswith("/advice/")]
    kept = {"meeting_id": mine["meeting_id"]}
    assert {str(one): found for one in in_my_meeting if (found := unlike_unknown(one, kept))} == {}


def test_a_patient_takes_its_details_only(api):
    made = api("post", "patients/", {**PATIENT, **SMUGGLED, "status": "closed", "version": 99, "consent_version": 9})
    with in_group(api.place.row):
        patient = Patient.objects.get()
    assert str(patient.pk) == made.json()["patient"]["id"] != SMUGGLED["id"]
    assert (patient.version < 99, patient.status) == (True, "active")
    changes = _everything(patient, but=DETAIL_FIELDS) | SMUGGLED
    answer = api("patch", f"patients/{patient.pk}/", {**changes, "city": "Nieuw"}, **{"If-Match": made["ETag"]})
    assert answer.status_code == 200
    assert _changed(api, patient) <= {
        "city",
        "version",
        "updated_at",
        "record_updated_at",
        "updated_by_name",
        "updated_by_id",
    }


def test_an_enrolment_takes_its_question_only(api, organisation):
    things = fill(api, organisation)
    with in_group(api.place.row):
        enrolment = Enrolment.objects.get()
    fits = {"question", "prognosis", "urgency"}
    body = {**_everything(enrolment, but=fits), **SMUGGLED, "question": "Wat nu?"}
    path = f"enrolments/{things['enrolment_id']}/"
    assert api("patch", path, body, **{"If-Match": f'"{enrolment.version}"'}).status_code == 200
    allowed = {"question", "question_at", "question_by_id", "question_by_name", "version", "updated_at"}
    assert _changed(api, enrolment) <= allowed


def test_a_meeting_and_its_advice_take_what_is_named_only(api, organisation):
    things = fill(api, organisation)
    with in_group(api.place.row):
        meeting, advice = Meeting.objects.get(), Advice.objects.get()
    named = {"starts_at", "minutes", "target_groups", "place", "video_url", "follows", "idempotency_key"}
    named |= {"chair_id", "vice_chair_id", "secretary_id"}
    plan = {"starts_at": timezone.now().isoformat(), "target_groups": ["palliatief"]}
    made = api("post", "meetings/", {**_everything(meeting, but=named), **SMUGGLED, **plan})
    assert made.status_code == 201
    shown = made.json()
    assert (shown["state"], shown["version"], shown["opened_at"]) == ("planned", 1, None)
    assert shown["id"] not in (SMUGGLED["id"], str(meeting.pk))
    path = f"meetings/{meeting.pk}/items/{things['item_id']}/advice/"
    body = {**_everything(advice, but={"text"}), **SMUGGLED, "text": "Nachtzorg"}
    assert api("put", path, body, **{"If-Match": f'"{advice.version}"'}).status_code == 200
    allowed = {"text", "version", "updated_at", "written_by_id", "written_by_name"}
    assert _changed(api, advice) <= allowed


def test_a_member_an_invitation_and_a_token_take_what_is_named_only(api, person, make_member):
    colleague = make_member(api.place, "gp")
    member = Membership.objects.get(user=colleague)
    body = {**_everything(member, but={"roles", "discipline", "organisation_id"}), **SMUGGLED, "roles": ["consultant"]}
    assert api("put", f"members/{member.pk}/", {**body, "email": "weg@demo.invalid"}).status_code == 200
    assert _changed(api, member) == {"roles"}
    before = User.objects.filter(pk=colleague.pk).values().get()
    assert (before["email"], before["is_staff_member"]) == (colleague.email, False)
    extra = {
        **SMUGGLED,
        "token_digest": "x",
        "accepted_at": "2001-01-01T00:00:00Z",
        "expires_at": "2999-01-01T00:00:00Z",
    }
    invited = {"email": "nieuw@demo.invalid", "full_name": "Nieuw Lid-Demo", "roles": ["gp"]}
    assert api("post", "invitations/", {**extra, **invited}).status_code == 201
    invitation = Invitation.objects.get()
    assert (invitation.group_id, invitation.accepted_at) == (api.place.row.pk, None)
    assert invitation.expires_at.year < 2999
    until = (timezone.now() + timedelta(days=1)).isoformat()
    wanted = {"name": "HIS", "scopes": ["register:read"], "expires_at": until}
    smuggled = {**SMUGGLED, "user_id": str(colleague.pk), "digest": "x", "prefix": "x", "last_used_at": until}
    assert api("post", "tokens/", {**smuggled, **wanted}).status_code == 201
    token = ApiToken.objects.get()
    assert (token.user_id, token.group_id, token.last_used_at) == (person.pk, api.place.row.pk, None)


def test_choices_take_the_choices_only(api):
    group = api.place.row
    chosen = {"target_groups": ["palliatief"], "nurses_as_home_care": True, "consultants_may_edit": True}
    kept = {"consent_required": False, "uses_bsn": False, "keeps_item_answers": False, "retention_months": 12}
    body = {**_everything(group, but=set(chosen)), **SMUGGLED, **chosen, **kept}
    assert api("put", "choices/", body).status_code == 200
    assert _changed(api, group) == {"nurses_as_home_care", "consultants_may_edit", "consent_required"}


def _everything(row: Any, *, but: Any) -> dict[str, Any]:
    """Another value for each column of the record."""
    named = set(but)
    others = {
        "UUIDField": str(uuid4()),
        "BooleanField": True,
        "DateField": "2001-01-01",
        "DateTimeField": "2001-01-01T00:00Z",
    }
    columns = [field for field in row._meta.concrete_fields if field.name not in named and field.attname not in named]
    return {field.attname: others.get(field.get_internal_type(), "7") for field in columns}


def _changed(api: Caller, row: Any) -> set[str]:
    where = outside_groups() if isinstance(row, (Group, Membership)) else in_group(api.place.row)
    with where:
        now = type(row).objects.get(pk=row.pk)
    return {
        field.attname
        for field in row._meta.concrete_fields
        if getattr(now, field.attname) != getattr(row, field.attname)
    }
