"""Notes that are too large or strangely written: refused in words, or kept as they were typed (F28, F29)."""

from __future__ import annotations

import time
import unicodedata
from typing import Any
from uuid import uuid4

import pytest

from mdo_platform.meetings import services
from mdo_platform.meetings.models import Advice, Agreement, Signal
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db
NAMES = (
    "’t Hooft",
    "Şükran",
    "d'Ancona-van der Meer",
    "İstanbul, straße",
    "مريم",
    "עברית",
    "👩‍⚕️ verpleegkundige",
    "中文",
    "Zoe\u0308 Andre\u0301",  # as a Mac types them: two signs for one letter
)
HUGE = "x" * 10_000_000


def fields(item_id: Any, text: str) -> dict[str, dict[str, Any]]:
    """What each typing place of the room sends."""
    note = {"item": item_id, "idempotency_key": uuid4(), "version": 0}
    return {
        f"zaal/advies/{item_id}/": {"text": text, "version": 1},
        "zaal/afspraak/": {**note, "what": text},
        "zaal/aandachtspunt/": {**note, "kind": "bottleneck", "category": "K01", "text": text},
        "zaal/gast/": {"name": text, "discipline": text},
    }


def test_ten_megabytes_in_any_field_are_refused_within_a_second(table: Table) -> None:
    with table.desk.open():
        (item,) = table.open("Appelvink-Demo")
    browser = table.browser(table.chair)
    for path, body in fields(item.pk, HUGE).items():
        began = time.process_time()
        answer = browser.post(table.url(path), body)
        assert answer.status_code in (400, 413), path
        assert time.process_time() - began < 1.5, path  # of which half is spent on sending it
    with table.desk.open():
        assert (Advice.objects.exclude(text="").count(), Agreement.objects.count(), Signal.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("path", ["zaal/afspraak/", "zaal/aandachtspunt/"])
def test_a_thousand_and_one_fields_are_refused(table: Table, path: str) -> None:
    with table.desk.open():
        table.open("Appelvink-Demo")
    body = {f"veld{number}": "1" for number in range(1_001)}
    assert table.browser(table.chair).post(table.url(path), body).status_code in (400, 413)


@pytest.mark.parametrize("path", ["agreements/", "signals/"])
def test_json_a_thousand_deep_is_refused(table: Table, path: str) -> None:
    with table.desk.open():
        table.open("Appelvink-Demo")
    address = table.desk.place.url(f"api/v1/meetings/{table.meeting_id}/{path}")
    deep = '{"what": ' * 1_000 + f'"{HUGE[:4_900_000]}"' + "}" * 1_000
    began = time.process_time()
    answer = table.browser(table.chair).put(address, deep, content_type="application/json")
    assert answer.status_code == 400
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", NAMES)
def test_names_of_the_whole_world_are_kept_composed(table: Table, name: str) -> None:
    with table.desk.open():
        (item,) = table.open("Appelvink-Demo")
        kept = unicodedata.normalize("NFC", name)
        advice = services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text=name)
        made = services.save_agreement(
            table.meeting_id, by=table.chair, idempotency_key=uuid4(), item_id=item.pk, what=name
        )
        assert made is not None
        assert (advice.text, made.what) == (kept, kept)
    page = table.browser(table.chair).get(table.url("zaal/")).content.decode()
    assert kept in page.replace("&#x27;", "'")


@pytest.mark.parametrize("text", ["a\x00b", "Jan\ud800sen", "a\x07b"])
def test_what_no_database_can_keep_is_refused_in_words(table: Table, text: str) -> None:
    with table.desk.open():
        (item,) = table.open("Appelvink-Demo")
    body = {"idempotency_key": str(uuid4()), "item_id": str(item.pk), "what": text}
    address = table.desk.place.url(f"api/v1/meetings/{table.meeting_id}/agreements/")
    answer = table.browser(table.chair).put(address, body, content_type="application/json")
    assert (answer.status_code, bool(answer.json()["title"])) == (400, True)
