"""Canary words: every free text of every patient holds a word of its own, so that an answer tells whose texts it holds.

A word is `Kanari`, the letter of the object and two letters for the column: `Kanariaac` is column `ac` of object `a`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from pypdf import PdfReader

WORD = re.compile(r"kanari([a-z])([a-z]{2})", re.IGNORECASE)
IDS = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Columns that hold a code or a choice, or the name of a person who works with the portal.
NO_WORDS = {
    "target_group", "prognosis", "urgency", "category", "icpc", "field", "record", "definition_version", "action",
    "kind", "state", "reason", "hold_reason", "end_reason", "pathway", "step", "outcome", "tool",
}  # fmt: skip
FOLDED = {"search_text"}  # what is searched in has no capitals, and a space before each word


@dataclass
class Columns:
    """The two letters of every column that got a word."""

    codes: dict[str, str] = field(default_factory=dict)

    def word(self, letter: str, column: models.Field) -> str:
        name = f"{column.model._meta.label_lower}.{column.name}"
        number = len(self.codes)
        code = self.codes.setdefault(name, ascii_lowercase[number // 26] + ascii_lowercase[number % 26])
        text = f"Kanari{letter}{code}"
        assert (column.max_length or 99) >= len(text), name
        return f" {text.lower()}" if column.name in FOLDED else text

    def names(self) -> dict[str, str]:
        return {code: name for name, code in self.codes.items()}


def free_texts(model: type[models.Model]) -> list[models.Field]:
    return [column for column in model._meta.concrete_fields if _is_free_text(column)]


def _is_free_text(column: models.Field) -> bool:
    text = isinstance(column, models.CharField | models.TextField)
    plain = text and not isinstance(column, models.URLField | models.EmailField) and not column.choices
    signed = column.name.endswith("by_name") or column.name == "who_name"
    return plain and column.name not in NO_WORDS and not column.primary_key and not signed


def group_models() -> Iterator[type[models.Model]]:
    """Every table of a group's schema but the log: its lines cannot be changed, and hold no text of a patient."""
    for app in apps.get_app_configs():
        if app.name in settings.TENANT_APPS and app.label != "audit":
            yield from app.get_models()


def text_of(answer: Any) -> str:
    """What a person can read in the answer, whatever its kind; its headers too."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items() if name != "X-Request-ID")
    kind = answer.headers.get("Content-Type", "")
    body = b"".join(answer) if answer.streaming else answer.content
    if kind.startswith("application/pdf") and len(body) > 99:
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    elif body[:4] == b"PK\x03\x04":
        archive = zipfile.ZipFile(io.BytesIO(body))
        text = "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    else:
        text = body.decode(errors="replace")
    return f"{headers}\n{text}"


def found_in(text: str) -> set[tuple[str, str]]:
    """(letter of the object, letters of the column) of every word in the text."""
    return {(letter.lower(), column.lower()) for letter, column in WORD.findall(text)}


def numbers_in(text: str, known: Mapping[str, str]) -> set[str]:
    """Letters of the objects whose BSN is in the text, however it is written."""
    digits = re.sub(r"(?<=\d)[ .\u00a0\u202f-](?=\d)", "", text)
    return {letter for number, letter in known.items() if number in digits}


def ids_in(text: str, known: Mapping[UUID, str]) -> set[str]:
    """Letters of the objects whose ids are in the text."""
    ids = {UUID(found.decode()) for found in IDS.findall(text.encode(errors="replace"))}
    return {known[one] for one in ids if one in known}
