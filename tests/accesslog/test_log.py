"""The group's log: for chair and group administrator, with filters; the administrator sees no name of a patient."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_platform.accesslog.pseudonyms import pseudonym, range_of
from mdo_platform.accesslog.queries import LogFilter, LoggedLines, month_content
from mdo_platform.register.models import Patient
from mdo_tenants.accounts.services.sessions import SECOND_FACTOR
from tests.accesslog.conftest import House

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/security/nen7513-export.schema.json").read_text())
NAME = "Zwartkopje-Demo"
# L3 of the requirements: the names of the norm and its Dutch additions.
EVENT_NAMES = {
    *("EventID", "EventActionCode", "EventDateTime", "EventOutcomeIndicator", "EventTypeCode"),
    *("userID", "alternateUserID", "userName", "userIsRequestor", "roleIDCode", "purposeOfUse"),
    *("networkAccessPointTypeCode", "networkAccessPointID"),
    *("AuditEnterpriseSiteID", "AuditSourceID", "AuditSourceTypeCode"),
    *("autorisatieProtocol", "behandelrelatieProtocol", "toestemmingsProfiel", "controles"),
}
OBJECT_NAMES = {
    *("TypeCode", "TypeCodeRole", "DataLifeCycle", "IDTypeCode", "PermissionPolicySet", "Sensitivity"),
    *("ID", "Name", "Detail", "Description"),
}


@pytest.fixture
def patient(house: House) -> Any:
    with house.desk.open():
        found = house.desk.new_patient(last_name=NAME)
    house.get("consultant", f"register/{found.pk}/")
    return found


def fresh(house: House, role: str, *, is_fresh: bool = True) -> None:
    """A code of a moment ago, or of ten minutes ago."""
    browser = house.browser(role)
    session = browser.session
    session[SECOND_FACTOR] = timezone.now().timestamp() - (0 if is_fresh else 600)
    session.save()


def test_the_chair_reads_names_and_the_administrator_pseudonyms(house: House, patient: Any) -> None:
    chair = house.get("chair", "inzage/").content.decode()
    assert NAME in chair
    admin = house.get("group_admin", "inzage/").content.decode()
    assert NAME not in admin
    assert pseudonym(patient.pk) in admin
    assert str(patient.pk) not in admin
    assert house.actor("consultant").name in admin


@pytest.mark.parametrize("role", ["gp", "nurse", "home_care", "consultant", "vice_chair", "secretary"])
@pytest.mark.parametrize("page", ["inzage/", "inzage/controle/", "inzage/controle/2026/11/", "api/v1/access-log/"])
def test_nobody_else_reads_it(house: House, patient: Any, role: str, page: str) -> None:
    answer = house.get(role, page)
    assert answer.status_code == 403
    assert NAME not in answer.content.decode()
    assert not house.lines(what__startswith="log.")


def test_reading_the_log_is_a_line_with_who_is_named_in_it(house: House, patient: Any) -> None:
    house.get("chair", "inzage/", {"actie": "R"})
    (line,) = house.lines(what="log.read")
    assert (line.action, line.patient_ids, line.detail["action"]) == ("R", [patient.pk], "R")


def test_the_filters_narrow_it(house: House, patient: Any) -> None:
    consultant = house.actor("consultant")
    today = timezone.localdate()

    def shown(**chosen: str) -> list[str]:
        rows = house.get("group_admin", "inzage/", chosen).context["rows"]
        return [row.what for row in rows]

    opened = "Naam, adres en betrokken zorgverleners bekeken"
    assert shown(persoon=str(consultant.user_id)) == [opened]
    assert "Aangemeld voor het MDO" in shown(actie="C")
    assert opened not in shown(actie="C")
    assert opened in shown(kenmerk=pseudonym(patient.pk).lower())
    assert shown(kenmerk="0000-0000") == []
    assert shown(kenmerk="geen kenmerk") == []
    assert opened in shown(van=today.isoformat(), tot=today.isoformat())
    assert shown(tot=(today - timedelta(days=1)).isoformat()) == []


def test_a_list_shows_how_many_and_not_who(house: House, patient: Any) -> None:
    with house.desk.open():
        other = house.desk.new_patient(last_name="Grasmus-Demo")
        record_access(house.actor("gp"), action="R", what="register.overview", patient_ids=[patient.pk, other.pk])
    row = house.get("chair", "inzage/").context["rows"][0]
    assert (row.what, row.patient) == ("Lijst met patiënten bekeken", "2 patiënten")


def test_a_patient_out_of_view_is_a_pseudonym_for_the_chair_too(house: House, patient: Any) -> None:
    with house.desk.open():
        Patient.objects.filter(pk=patient.pk).update(consent="objects")
    page = house.get("chair", "inzage/").content.decode()
    assert NAME not in page
    assert pseudonym(patient.pk) in page


def test_a_pseudonym_is_the_start_of_the_id() -> None:
    assert range_of("nee") is None
    low, high = range_of(" 1a2b-3C4D ")
    assert str(low) == "1a2b3c4d-0000-0000-0000-000000000000"
    assert str(high) == "1a2b3c4d-ffff-ffff-ffff-ffffffffffff"


def test_the_api_reads_the_same(house: House, patient: Any) -> None:
    admin = house.get("group_admin", "api/v1/access-log/", {"patient": pseudonym(patient.pk)}).json()
    assert admin["results"][0]["patient_name"] is None
    assert admin["results"][0]["patient"] == pseudonym(patient.pk)
    chair = house.get("chair", "api/v1/access-log/", {"limit": "5"}).json()
    assert NAME in chair["results"][-1]["patient_name"]
    assert len(house.lines(what="log.read")) == 2
    assert house.get("chair", "api/v1/access-log/", {"action": "X"}).status_code == 400


@pytest.mark.parametrize(("scope", "is_named"), [("group:read", False), ("register:read", True)])
def test_a_token_learns_names_by_the_registers_scope_only(
    house: House, patient: Any, scope: str, is_named: bool
) -> None:
    with house.desk.open():
        token = replace(house.actor("chair"), via="token", scopes=frozenset({"group:read", scope}))
        found = LoggedLines(token, LogFilter())[0:50]
        month = month_content(token, timezone.localdate().replace(day=1))
    assert (NAME in str([name for _line, name in found])) is is_named
    assert (NAME in str(month.names)) is is_named


def test_the_export_has_exactly_the_names_of_the_norm(house: House, patient: Any) -> None:
    today = timezone.localdate().isoformat()
    fresh(house, "group_admin")
    answer = house.post("group_admin", "inzage/uitvoer/", {"first": today, "last": today})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    document = json.loads(answer.content)
    jsonschema.validate(document, SCHEMA)
    assert len(document["events"]) == len(house.lines()) - 1, "every line but that of the export itself"
    event = next(one for one in document["events"] if one["EventTypeCode"] == "patient.read")
    assert set(event) == {*EVENT_NAMES, "participantObjects"}
    (participant,) = event["participantObjects"]
    assert set(participant) == {f"participantObject{name}" for name in OBJECT_NAMES} | {"controles"}
    assert participant["participantObjectID"] == str(patient.pk)
    assert (event["controles"], participant["controles"]) == ("TFTF", "TFTF")
    assert NAME not in answer.content.decode(), "an export never holds a name of a patient"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", event["EventDateTime"])


def test_the_schema_refuses_what_is_not_of_the_norm(house: House, patient: Any) -> None:
    """The positive control of the test above."""
    today = timezone.localdate().isoformat()
    fresh(house, "chair")
    document = json.loads(house.post("chair", "inzage/uitvoer/", {"first": today, "last": today}).content)
    for spoil in (
        lambda event: event.pop("controles"),
        lambda event: event.update(controles="TTX F"),
        lambda event: event.update(EventDateTime="22-11-2026"),
        lambda event: event.update(EventActionCode="X"),
        lambda event: event.update(extra=1),
    ):
        spoiled = json.loads(json.dumps(document))
        spoil(spoiled["events"][0])
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(spoiled, SCHEMA)


def test_an_export_needs_a_fresh_code_and_is_a_line(house: House, patient: Any) -> None:
    today = timezone.localdate().isoformat()
    fresh(house, "chair", is_fresh=False)
    assert house.get("chair", "inzage/uitvoer/").status_code == 302
    assert house.post("chair", "inzage/uitvoer/", {"first": today, "last": today}).status_code == 302
    body = json.dumps({"first": today, "last": today})
    url = "api/v1/access-log/export/"
    assert house.post("chair", url, body, content_type="application/json").status_code == 403
    assert not house.lines(what="log.export")
    fresh(house, "chair")
    answer = house.post("chair", url, body, content_type="application/json")
    jsonschema.validate(answer.json(), SCHEMA)
    (line,) = house.lines(what="log.export")
    assert (line.action, line.patient_ids) == ("E", [patient.pk])


def test_a_period_that_cannot_be_is_refused_in_words(house: House) -> None:
    fresh(house, "chair")
    for first, last in (("2026-11-22", "2026-11-21"), ("2020-01-01", "2022-01-01"), ("", "2026-01-01")):
        answer = house.post("chair", "inzage/uitvoer/", {"first": first, "last": last})
        assert answer.status_code == 400
    assert not house.lines(what="log.export")


def test_printing_a_page_is_a_line_of_its_own(house: House, patient: Any) -> None:
    page = house.get("gp", "register/")
    numbers = page["X-Access-Lines"]
    assert f'data-access-lines="{numbers}"' in page.content.decode()
    assert house.post("gp", "inzage/afdruk/", {"lines": numbers}).status_code == 204
    line = house.lines()[-1]
    assert (line.action, line.what, line.patient_ids) == ("E", "page.print", [patient.pk])
    assert line.detail["lines"] == [int(number) for number in numbers.split(",")]


@pytest.mark.parametrize("lines", ["", "x", "0", "999999", "1;2", "9" * 30])
def test_lines_that_are_not_there_print_nothing(house: House, lines: str) -> None:
    before = len(house.lines())
    assert house.post("gp", "inzage/afdruk/", {"lines": lines}).status_code == 404
    assert len(house.lines()) == before


def test_the_lines_of_somebody_else_print_nothing(house: House, patient: Any) -> None:
    numbers = house.get("gp", "register/")["X-Access-Lines"]
    assert house.post("consultant", "inzage/afdruk/", {"lines": numbers}).status_code == 404
    assert not house.lines(what="page.print")
