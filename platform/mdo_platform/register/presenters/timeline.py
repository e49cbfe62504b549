"""The history as people read it: days, and on each day who did what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common import dutch
from mdo_platform.register import definitions
from mdo_platform.register.kinds import kinds
from mdo_platform.register.queries import PatientRecord
from mdo_platform.register.queries.timeline import field_key
from mdo_platform.register.services.undo import can_put_back
from mdo_plugin_api import Field

from .labels import group_label
from .sentences import Part, Said, Told, sentence
from .wording import field_name, value_words

SUBJECT_LABELS: Mapping[str, Any] = {
    "details": gettext_lazy("Gegevens"),
    "consent": gettext_lazy("Toestemming"),
    "enrolments": gettext_lazy("Aanmeldingen"),
    "question": gettext_lazy("Vraag aan het MDO"),
    "levels": gettext_lazy("Prognose en urgentie"),
    "answers": gettext_lazy("Problemen en krachtbronnen"),
    "diagnoses": gettext_lazy("Diagnosen"),
    "involved": gettext_lazy("Betrokkenen"),
    "home_care": gettext_lazy("Thuiszorg"),
    "stay": gettext_lazy("Afsluiten en bewaren"),
    "bsn": gettext_lazy("Burgerservicenummer"),
}
# Ids and such: the name beside them is what people know.
_UNTOLD = {"gp_id", "user_id", "organisation_id", "idempotency_key", "hold_by_name", "hold_on"}
_SHORT = 60


def subject_labels() -> Mapping[str, Any]:
    """What one can filter on, the floors above included."""
    return {**SUBJECT_LABELS, **{kind.subject: kind.label for kind in kinds.values()}}


@dataclass(frozen=True, kw_only=True)
class Value:
    """A field of an entry: its values in words, and the change that 'zet terug' takes back (None: not offered)."""

    name: str
    old: str
    new: str
    change_id: UUID
    seen: UUID | None = None

    @property
    def goes_back_to(self) -> str:
        text = " ".join(self.old.split())
        return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What was saved in one go. `values` are shown under the sentence when it does not hold them."""

    at: datetime
    sentence: SafeString
    text: str
    shows_values: bool
    values: list[Value]


@dataclass(frozen=True, kw_only=True)
class Day:
    label: str
    entries: list[Entry]


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Knows the words of one patient: fields, the names of present records by id, and what is still open to change."""

    fields: Mapping[str, Field]
    names: Mapping[UUID, str]
    changeable: frozenset[UUID | str]
    groups: frozenset[str]

    @classmethod
    def of(cls, record: PatientRecord) -> Teller:
        codes = [*record.target_groups, *(one.target_group for one in record.history)]
        people = {one.pk: one.name for one in record.professionals}
        care = {one.pk: one.organisation_name for one in record.care}
        diagnoses = {one.pk: " ".join(filter(None, (one.icpc, one.title))) for one in record.diagnoses}
        present = definitions.fields_of(record.target_groups)
        return cls(
            fields=definitions.fields_of(codes),
            names=people | care | diagnoses,
            changeable=frozenset([record.patient.pk, *(one.pk for one in record.enrolments), *present]),
            groups=frozenset(record.target_groups),
        )

    def days(self, rows: Sequence[Mapping[str, Any]], *, newest: Mapping[Any, UUID] | None = None) -> list[Day]:
        """Rows, newest first, by day; with `newest` the values that can go back say so."""
        told = groupby((row for row in rows if row["field"] not in _UNTOLD), key=_save_of)
        entries = [self._entry(list(save), newest or {}) for _key, save in told]
        by_day = groupby(entries, key=lambda entry: timezone.localdate(entry.at))
        return [Day(label=_day_label(day), entries=list(found)) for day, found in by_day]

    def sentence(self, row: Mapping[str, Any]) -> str:
        """One change on its own, for the API."""
        return self._said([row]).text

    def name_of(self, field: str) -> str:
        """How a field of the history is called when only its code is known."""
        return field_name("", field, self.fields)

    def _entry(self, rows: Sequence[Mapping[str, Any]], newest: Mapping[Any, UUID]) -> Entry:
        said = self._said(rows)
        return Entry(
            at=rows[0]["at"],
            sentence=said.html,
            text=said.text,
            shows_values=not said.tells_all,
            values=[self._value(row, newest.get(field_key(row))) for row in rows],
        )

    def _said(self, rows: Sequence[Mapping[str, Any]]) -> Said:
        first = rows[0]
        is_told_whole = first["record"] in ("patient", "answer", "enrolment", *kinds)
        about = "" if is_told_whole else self._about(first)
        return sentence(
            Told(
                parts=[self._part(row) for row in rows],
                by=first["by_name"],
                about=about,
                group=group_label(first["target_group"]).label if first["target_group"] else "",
                is_new=all(row["old"] is None for row in rows),
                is_undo=first["undoes"] is not None,
            )
        )

    def _about(self, row: Mapping[str, Any]) -> str:
        known = self.names.get(row["record_id"])
        return known or {"involvedprofessional": _("een betrokkene"), "diagnosis": _("een diagnose")}.get(
            row["record"], ""
        )

    def _part(self, row: Mapping[str, Any]) -> Part:
        if (kind := kinds.get(row["record"])) is not None:
            of = (row["target_group"], row["field"])
            old, new = (kind.words(*of, row[name]) for name in ("old", "new"))
            return Part(record=row["record"], field=row["field"], name=kind.name(*of), old=old, new=new)
        return Part(
            record=row["record"],
            field=row["field"],
            name=field_name(row["record"], row["field"], self.fields),
            old=value_words(row, row["old"], self.fields),
            new=value_words(row, row["new"], self.fields),
        )

    def _value(self, row: Mapping[str, Any], seen: UUID | None) -> Value:
        part = self._part(row)
        is_open = self._is_open(row)
        # A patient who was just entered has nothing before it.
        has_before = row["record"] != "patient" or row["old"] is not None
        can = has_before and can_put_back(row["record"], row["field"]) and is_open
        return Value(name=part.name, old=part.old, new=part.new, change_id=row["id"], seen=seen if can else None)

    def _is_open(self, row: Mapping[str, Any]) -> bool:
        """Whether what was changed is still there to be changed."""
        if row["record"] in kinds:
            return row["target_group"] in self.groups
        return (row["field"] if row["record"] == "answer" else row["record_id"]) in self.changeable


def _save_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["at"], row["record"], row["record_id"], row["by_id"]


def _day_label(day: date) -> str:
    today = timezone.localdate()
    told = dutch.ago(day, today=today) if (today - day).days in (0, 1) else ""
    whole = dutch.day_long(day) if day.year == today.year else f"{dutch.day_long(day)} {day.year}"
    return f"{told}, {whole}" if told else whole
