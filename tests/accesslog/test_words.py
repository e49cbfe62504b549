"""Every code that the sources write has words of its own: patients read what was done, not that something was done."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps

from mdo_platform.accesslog import words
from mdo_platform.register.models import Change
from tests.repository.conftest import ROOT

SOURCES = [path for top in ("platform", "tenants") for path in (ROOT / top).rglob("*.py")]
# Rows of the register that are never changed by themselves, or hold nothing of a patient.
NO_CHANGES = {"change", "deletion"}


def written_codes() -> set[str]:
    """The literal codes in every call with `what=…`."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                found |= {_literal(one) for one in node.keywords if one.arg == "what"}
    return {code for code in found if "." in code}


def _literal(keyword: ast.keyword) -> str:
    value = keyword.value
    return str(value.value) if isinstance(value, ast.Constant) else ""


def test_the_sources_are_read() -> None:
    assert {"patient.read", "meeting.shown", "log.read", "group.choices"} <= written_codes()
    assert Path(__file__) not in SOURCES


def test_every_code_has_words() -> None:
    assert {code for code in written_codes() if not words.is_named(code)} == set()


def test_every_kind_of_change_in_the_register_has_words() -> None:
    kinds = {model._meta.model_name for model in apps.get_app_config("register").get_models()} - NO_CHANGES
    assert Change in apps.get_app_config("register").get_models()
    assert {kind for kind in kinds if not words.is_named(f"{kind}.write")} == set()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (["last_name"], "Naam, adres of huisarts gewijzigd"),
        (["consent"], "Toestemming ingevuld of gewijzigd"),
        (["closed_on", "status"], "Afgesloten of weer geopend"),
    ],
)
def test_a_change_of_the_patient_says_which(fields: list[str], said: str) -> None:
    assert words.said("patient.write", "U", {"fields": fields}) == said
