"""A target group whose every text is markup, a formula or both, on the real pages, in files and over the API."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import openpyxl
import pluggy
import pytest
from pypdf import PdfReader

from mdo_foundation.targetgroups import registry
from mdo_foundation.targetgroups.loading import load_plugins
from mdo_platform.meetings import services as meetings
from mdo_platform.register import services
from mdo_platform.register.models import Enrolment
from mdo_plugin_api import PROJECT, Advice, TargetGroup, hookimpl, hooks
from mdo_plugin_api.testing import Plugin, definition
from tests.meetings.conftest import Table, desk, key, organisations, run_worker, table

__all__ = ["desk", "key", "organisations", "table"]
pytestmark = pytest.mark.django_db

SHORT = '=1"><img src=x onerror=k()>'
MARK = SHORT + "</script></svg><script>k()</script>{{ k }}#panic()*_$"
URL = 'https://kwaad.invalid/"><script>k()</script>'
WORDS = {"label", "meaning", "help", "title", "summary", "description", "unit", "source", "text", "owner", "terms"}


def poisoned(told: Any) -> Any:
    """The definition with every text replaced; codes, colours and numbers are as they were."""
    if isinstance(told, list):
        return [poisoned(one) for one in told]
    if not isinstance(told, dict):
        return told
    changed = {name: MARK if name in WORDS else poisoned(value) for name, value in told.items()}
    for name, text in {"short": SHORT, "letter": '<"', "url": URL}.items():
        if name in changed:
            changed[name] = text
    return changed


def evil_group(plugins: Any) -> TargetGroup:
    told = json.loads(definition(next(one.target_group for one in plugins if one.target_group.code == "palliatief")))
    for letter, scale in (("<", "urgency"), (">", "prognosis")):
        for number, level in enumerate(told[scale]["levels"]):
            level["mark"] = letter + chr(ord("a") + number)
    changed = poisoned(told)
    for scale in ("urgency", "prognosis"):
        changed[scale]["levels"] = [one | {"letter": one.pop("mark")} for one in changed[scale]["levels"]]
    for tool in changed["tools"]:
        tool.pop("kind")
    return TargetGroup.model_validate(changed | {"disciplines": [MARK], "question_examples": [MARK]})


@pytest.fixture
def advised(monkeypatch):
    """The registry has the hostile target group in the place of palliative care; gives what it advises, to change."""
    given: dict[str, Any] = {"advice": [Advice(code="kwaad", text=MARK)]}
    module = ModuleType("mdo_kwaad")

    def mdo_advise(snapshot: Any) -> Any:
        return given["advice"]

    def mdo_score(questionnaire: str, answers: Any) -> float | None:
        return None

    module.mdo_advise, module.mdo_score = hookimpl(mdo_advise), hookimpl(mdo_score)  # type: ignore[attr-defined]
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hooks)
    manager.register(module)
    evil = Plugin(evil_group(load_plugins()), manager.hook)
    monkeypatch.setattr(registry, "load_plugins", lambda **_given: [evil])
    registry.get_registry.cache_clear()
    yield given
    monkeypatch.undo()
    registry.get_registry.cache_clear()


class Parsed(HTMLParser):
    """What a browser makes of a page: the handlers and scripts that should not be there."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.wrong: list[Any] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if any(name.startswith("on") for name in names) or (tag == "script" and "src" not in names):
            self.wrong.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and "k()" in data:
            self.wrong.append(data)


@pytest.fixture
def held(advised: Any, table: Table):
    """A patient of the hostile target group, discussed in a meeting with a report."""
    gp = table.desk.acting("gp")
    with table.desk.open():
        patient = table.desk.new_patient(by=gp, last_name="Demo")
        enrolment = Enrolment.objects.get(patient=patient)
        services.set_urgency(enrolment.pk, by=gp, level="u4", version=None)
        services.save_answer(patient.pk, by=gp, field="pzp_plaats_overlijden", value="thuis", version=0)
        services.add_professional(patient.pk, by=gp, name="Demo", discipline=MARK)
        services.set_question(enrolment.pk, by=gp, question="Hoe?", version=None)
        table.plan(target_groups=["palliatief"])
        meetings.add_item(table.meeting_id, by=table.chair, patient_id=patient.pk)
        meetings.open_meeting(table.meeting_id, by=table.chair)
        meetings.next_item(table.meeting_id, by=table.chair, leaving=None)
    return patient


def pages(table: Table, patient: Any) -> list[str]:
    tabs = ("", "vraag/", "problemen/", "problemen/samen-vooruit-organiseren/", "adviezen/", "tijdlijn/", "overzetten/")
    of_patient = [f"register/{patient.pk}/{tab}" for tab in (*tabs, "afsluiten/")]
    of_meeting = [f"vergaderingen/{table.meeting_id}/{tab}" for tab in ("", "zaal/")]
    of_group = ["register/", "register/nieuw/", "register/export/", "rapportages/", "vergaderingen/plannen/", ""]
    return [*of_patient, *of_meeting, *of_group]


def test_no_page_takes_a_text_for_markup(client, table: Table, held, settings):
    browser = table.browser(table.desk.acting("gp", "chair"))
    settings.ALLOWED_HOSTS = ["*"]
    shown = 0
    for path in pages(table, held):
        answer = browser.get(table.desk.place.url(path), follow=True)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        assert Parsed(page).wrong == [], path
        shown += "img src=x" in page
    assert shown > 12
    printed = browser.post(table.desk.place.url("register/afdrukken/")).content.decode()
    assert "img src=x" in printed
    assert Parsed(printed).wrong == []
    public = client.get("/aanmelden/").text
    assert "img src=x" in public
    assert Parsed(public).wrong == []


def test_report_and_files_take_no_text_for_markup_or_formula(table: Table, held):
    chair = table.browser(table.chair)
    with table.desk.open():
        meetings.close_meeting(table.meeting_id, by=table.chair)
    run_worker()
    page = chair.get(table.url("verslag/")).content.decode()
    assert Parsed(page).wrong == []
    assert "img src=x" in page
    pdf = PdfReader(io.BytesIO(chair.get(table.url("verslag/pdf/")).content))
    text = "".join(one.extract_text() for one in pdf.pages)
    assert "#panic()*_$" in "".join(text.split())
    gp = table.browser(table.desk.acting("gp"))
    sent = {"which": "active", "columns": ["target_group", "urgency", "prognosis"]}
    table_url = table.desk.place.url("register/export/")
    answer = gp.post(table_url, {**sent, "kind": "csv"}).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(answer, newline=""), delimiter=";") for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert any(cell.startswith("'=1") for cell in cells)
    book = openpyxl.load_workbook(io.BytesIO(gp.post(table_url, {**sent, "kind": "xlsx"}).content))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row if cell.value is not None}
    assert "f" not in kinds


def test_the_api_gives_it_as_json_and_never_as_a_page(table: Table, held):
    browser = table.browser(table.desk.acting("gp"))
    for path in ("target-groups/", "patients/", f"patients/{held.pk}/suggestions/", "dashboard/"):
        answer = browser.get(table.desk.place.url(f"api/v1/{path}"))
        assert answer["Content-Type"].startswith("application/json"), path
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("advice", ["million", "endless", "enormous"])
def test_advice_without_end_costs_the_advice_and_not_the_page(table: Table, held, advised, advice):
    one = Advice(code="kwaad", text="Kwaad advies")
    advised["advice"] = {
        "million": [one] * 1_000_000,
        "endless": iter(lambda: one, None),
        "enormous": [Advice.model_construct(code="kwaad", text="Kwaad advies" * 1_000_000)],
    }[advice]

    answer = table.browser(table.desk.acting("gp")).get(table.desk.place.url(f"register/{held.pk}/problemen/"))

    assert answer.status_code == 200
    assert "Kwaad advies" not in answer.content.decode()
