"""A row of a sheet as a new patient, or what is wrong with it in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.folding import fold
from mdo_foundation.common.spreadsheets import Cell
from mdo_platform.register import rules
from mdo_platform.register.details import TEXT_FIELDS, clean_details
from mdo_platform.register.services import clean_diagnosis
from mdo_platform.register.services.importing import NewPatient
from mdo_platform.register.text import QUESTION_LENGTH, clean_text
from mdo_plugin_api import TargetGroup
from mdo_tenants.groups.organisations import Organisation

from . import values
from .choices import Choices, level_code
from .fields import REQUIRED
from .values import Unreadable

T = TypeVar("T")
_ICPC = re.compile(r"([A-Za-z]\d{2}(?:\.\d{2})?)(?![\w.])[\s:–-]*(.*)", re.ASCII | re.DOTALL)
_AS_TYPED = ("initials", "first_name", "name_prefix", "last_name", "birth_name", "postcode", "city", "street")


@dataclass(kw_only=True)
class Checked:
    """`entry` is there when nothing is wrong; `details` are the names and dates as far as they could be read."""

    details: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)
    entry: NewPatient | None = None


class Checker:
    """Checks rows of one sheet: which column holds what, and what counts for a row that does not say it."""

    def __init__(self, actor: Actor, choices: Choices, *, columns: Sequence[str], defaults: Mapping[str, str]) -> None:
        self.choices = choices
        self.places = {code: place for place, code in enumerate(columns) if code}
        self.default_group = choices.groups.get(defaults.get("target_group", ""))
        self.default_gp = choices.gps.get(defaults.get("gp", ""))
        bound = rules.is_bound_to_own_organisation(actor)
        own = (choices.organisations.get(str(one)) for one in sorted(actor.organisation_ids))
        self.own_organisations = tuple(one for one in own if one) if bound else ()
        if bound and not self.own_organisations:
            raise Invalid(_("Je eigen thuiszorgorganisatie staat niet in de lijst van de regio."))

    def check(self, cells: Sequence[Cell]) -> Checked:
        return _RowCheck(self, cells).run()


class _RowCheck:
    def __init__(self, checker: Checker, cells: Sequence[Cell]) -> None:
        self.checker = checker
        self.choices = checker.choices
        self.cells = cells
        self.found = Checked()

    def run(self) -> Checked:
        details = self._details()
        group = self._read("target_group", self._group)
        rest: dict[str, Any] = {
            "thematic_groups": self._read("thematic_groups", lambda cell: self._thematic(cell, group)) or (),
            "prognosis": self._level("prognosis", group),
            "urgency": self._level("urgency", group),
            "question": self._read("question", _question) or "",
            "diagnoses": self._diagnoses(),
            "organisations": self._read("home_care", self._organisations) or (),
            "consent": self._read("consent", values.as_consent) or "unknown",
        }
        if not self.found.problems and group is not None:
            self.found.entry = NewPatient(details=details, target_group=group.code, **rest)
        return self.found

    def _cell(self, code: str) -> Cell:
        place = self.checker.places.get(code, -1)
        return self.cells[place] if 0 <= place < len(self.cells) else None

    def _read(self, code: str, read: Callable[[Cell], T]) -> T | None:
        """What the cell says; None, and a problem noted, when it says nothing that fits."""
        try:
            return read(self._cell(code))
        except Unreadable as error:
            self._refuse(code, str(error))
        except Invalid as error:
            for sentence in next(iter(error.fields.values()), [str(error)]):
                self._refuse(code, sentence)
        return None

    def _refuse(self, code: str, sentence: str) -> None:
        self.found.problems.append({"field": code, "text": sentence})

    def _details(self) -> dict[str, Any]:
        typed: dict[str, Any] = dict.fromkeys(TEXT_FIELDS, "")
        typed |= {code: values.as_text(self._cell(code)) for code in _AS_TYPED}
        typed["house_number"] = values.as_text(self._cell("house_number"))
        typed["phone"] = values.as_phone(self._cell("phone"))
        if "address" in self.checker.places and not typed["street"]:
            typed["street"], number = values.as_address(self._cell("address"))
            typed["house_number"] = typed["house_number"] or number
        typed["sex"] = self._read("sex", values.as_sex) or "unknown"
        if (birth_date := self._read("birth_date", values.as_date)) is not None:
            typed["birth_date"] = birth_date
        elif not any(one["field"] == "birth_date" for one in self.found.problems):
            self._refuse("birth_date", _("De geboortedatum ontbreekt."))
        gp = self._gp(typed)
        self.found.details = self._cleaned(typed)
        return self.found.details | gp

    def _cleaned(self, typed: dict[str, Any]) -> dict[str, Any]:
        """As the form of one patient checks it, field by field once something is wrong."""
        try:
            return clean_details(typed)
        except Invalid as error:
            for name, sentences in error.fields.items():
                missing = name in REQUIRED and not typed.get(name)
                self._refuse(name, _("De achternaam ontbreekt.") if missing else sentences[0])
            return {name: value for name, value in typed.items() if name not in error.fields}

    def _gp(self, typed: dict[str, Any]) -> dict[str, Any]:
        """A member of the group by id; anybody else by name only."""
        name = values.as_text(self._cell("gp"))
        gp = self.choices.gp(name) if name else self.checker.default_gp
        typed["gp_name"] = gp.name if gp else name
        return {"gp_id": gp.id if gp else None}

    def _group(self, cell: Cell) -> TargetGroup | None:
        text = values.as_text(cell)
        if text:
            return self.choices.target_group(text)
        if self.checker.default_group is None:
            raise Unreadable(_("De doelgroep ontbreekt."))
        return self.checker.default_group

    def _thematic(self, cell: Cell, first: TargetGroup | None) -> tuple[str, ...]:
        codes = dict.fromkeys(self.choices.thematic(line).code for line in values.as_lines(cell))
        return tuple(code for code in codes if first is None or code != first.code)

    def _level(self, scale: Any, group: TargetGroup | None) -> str:
        if group is None:
            return ""

        def read(cell: Cell) -> str:
            text = values.as_text(cell)
            return level_code(group, scale, text) if text else ""

        return self._read(scale, read) or ""

    def _organisations(self, cell: Cell) -> tuple[Organisation, ...]:
        found = {one.id: one for one in map(self.choices.organisation, _names(cell, self.choices.organisation_words))}
        own = self.checker.own_organisations
        if own and not any(one.id in found for one in own):
            found |= {one.id: one for one in own}
        return tuple(found.values())

    def _diagnoses(self) -> tuple[tuple[str, str], ...]:
        codes = self._read("icpc", lambda cell: [_coded(one) for one in _parts(cell)]) or []
        titles = self._read("diagnoses", lambda cell: [_coded(line) for line in values.as_lines(cell)]) or []
        if len(codes) == len(titles) == 1 and not codes[0][1] and not titles[0][0]:
            codes, titles = [(codes[0][0], titles[0][1])], []
        checked = []
        for code, pairs in (("icpc", codes), ("diagnoses", titles)):
            for icpc, title in pairs:
                pair = self._read(code, partial(_clean_pair, icpc=icpc, title=title))
                checked += [pair] if pair else []
        return tuple(dict.fromkeys(checked))


def _question(cell: Cell) -> str:
    return clean_text(values.as_text(cell), field="question", limit=QUESTION_LENGTH)


def _clean_pair(_cell: Cell, *, icpc: str, title: str) -> tuple[str, str]:
    return clean_diagnosis(icpc=icpc, title=title)


def _coded(text: str) -> tuple[str, str]:
    """ "R84 longkanker" as code and title; a title without a code has none."""
    found = _ICPC.fullmatch(text)
    return (found[1].upper(), found[2].strip()) if found else ("", text)


def _parts(cell: Cell) -> list[str]:
    """Codes on lines, or on one line between commas and semicolons."""
    lines = values.as_lines(cell)
    if len(lines) != 1:
        return lines
    return [part.strip() for part in re.split("[,;]", lines[0]) if part.strip()]


def _names(cell: Cell, known: Mapping[str, str]) -> list[str]:
    """Names on lines, or on one line between commas; a known name with a comma in it is one name."""
    lines = values.as_lines(cell)
    if len(lines) != 1 or fold(lines[0]) in known:
        return lines
    return [part.strip() for part in re.split("[,;]", lines[0]) if part.strip()]
