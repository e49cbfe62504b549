"""The API says the same in Dutch and English; pages are Dutch whatever the browser prefers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from mdo_foundation.common.groups import in_group
from mdo_foundation.ui.build import compile_catalogues
from mdo_platform.meetings.people import participants


@pytest.fixture
def chair(wilgendal, make_member, client_of):
    return client_of(make_member(wilgendal, "chair"))


def asked(client, path, language, **options):
    return client.get(path, headers={"Accept-Language": language}, **options)


@pytest.mark.parametrize(
    ("language", "title", "answered"),
    [
        ("nl", "Log eerst in.", "nl"),
        ("en", "Log in first.", "en"),
        ("en-GB,en;q=0.9,nl;q=0.8", "Log in first.", "en"),
        ("nl;q=0.3, en;q=0.4", "Log in first.", "en"),
        ("fy", "Log eerst in.", "nl"),
        ("", "Log eerst in.", "nl"),
    ],
)
def test_a_refusal_at_the_door(client, wilgendal, language, title, answered) -> None:
    answer = asked(client, wilgendal.url("api/v1/patients/"), language)
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["title"] == title
    assert answer.headers["Content-Language"] == answered
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("language", "title", "field"),
    [("nl", "Controleer de invoer.", "Dit veld is vereist."), ("en", "Check the input.", "This field is required.")],
)
def test_a_refusal_of_what_was_sent(chair, wilgendal, language, title, field) -> None:
    answer = chair.post(
        wilgendal.url("api/v1/patients/"), {}, content_type="application/json", headers={"Accept-Language": language}
    )
    assert (answer.status_code, answer.json()["title"]) == (400, title)
    assert field in answer.json()["fields"]["last_name"]
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("nl", "Deze pagina bestaat niet, of je hebt er geen toegang toe."),
        ("en", "This page does not exist, or you have no access to it."),
    ],
)
@pytest.mark.parametrize("path", ["api/v1/nothing/", "api/v1/patients/00000000-0000-4000-8000-000000000000/"])
def test_something_that_is_not_there(chair, wilgendal, path, language, title) -> None:
    answer = asked(chair, wilgendal.url(path), language)
    assert (answer.status_code, answer.json()["title"]) == (404, title)


def test_the_next_request_starts_in_dutch_again(client, wilgendal) -> None:
    asked(client, wilgendal.url("api/v1/patients/"), "en")
    assert translation.get_language() == settings.LANGUAGE_CODE
    assert client.get(wilgendal.url("api/v1/patients/")).json()["title"] == "Log eerst in."


def test_pages_stay_dutch(chair, wilgendal) -> None:
    answer = asked(chair, wilgendal.url("register/"), "en")
    assert 'lang="nl"' in answer.text
    assert "Vergaderingen" in answer.text
    refused = asked(chair, wilgendal.url("nothing/"), "en")
    assert "Deze pagina bestaat niet" in refused.text


def test_what_a_meeting_keeps_is_dutch(wilgendal, make_member) -> None:
    """Who opens a meeting by the API in English changes no word of its report."""
    make_member(wilgendal, "chair", "nurse")
    make_member(wilgendal, "chair")
    with in_group(wilgendal.row), translation.override("en"):
        assert sorted(found.discipline for found in participants()) == ["huisarts", "verpleegkundige"]


def test_translations_are_compiled_when_they_changed(tmp_path: Path) -> None:
    shutil.copytree(settings.LOCALE_PATHS[0], tmp_path / "locale", ignore=shutil.ignore_patterns("*.mo"))
    assert compile_catalogues([tmp_path / "locale"])
    assert not compile_catalogues([tmp_path / "locale"])
    (tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.mo").unlink()
    assert compile_catalogues([tmp_path / "locale"])
    assert len(list(tmp_path.rglob("*.*o"))) == 4
