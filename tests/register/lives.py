"""What a state machine over one patient needs: the register as rows of cells, and what one act may do to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from mdo_foundation.common.errors import PortalError
from mdo_platform.register import queries
from mdo_platform.register.models import (
    Answer,
    CareInvolvement,
    Change,
    Consent,
    Diagnosis,
    Enrolment,
    InvolvedProfessional,
    Patient,
)
from mdo_platform.register.services.history import as_json
from mdo_plugin_api import Colour, Level
from tests.register.helpers import Desk

Key = tuple[str, str]  # table, and what the row is called in it
Rows = dict[Key, dict[str, Any]]
Allowed = Mapping[Key, Iterable[str]]

TABLES = (Patient, Enrolment, Answer, Diagnosis, InvolvedProfessional, CareInvolvement, Consent, Change)
APPEND_ONLY = ("change", "consent")
# What comes along with a change and says when, by whom or which version: the history has columns for it.
SIGNS = {
    "id", "version", "created_at", "updated_at", "record_updated_at", "search_text", "updated_by_id", "updated_by_name",
    "prognosis_on", "prognosis_by_name", "urgency_on", "urgency_by_name", "question_by_id", "question_by_name",
    "question_at", "recorded_on", "recorded_by_id", "recorded_by_name", "target_group", "definition_version",
    "patient_id",
}  # fmt: skip
# The history calls these by another name.
NAMED = {"ended_on", "is_lead", "may_edit", "organisation_name", "started_on"}


class View(NamedTuple):
    """A value as some screen shows it, with the version that the screen sends along; `newest` is what is stored."""

    version: int
    value: Any
    newest: Any


def rows() -> Rows:
    """Every row of the register in this group. An answer is called after its field: the row may be another one."""
    found: Rows = {}
    for table in TABLES:
        name = str(table._meta.model_name)
        for row in table._default_manager.values():
            key = answer_key(row["patient_id"], row["field"])[1] if table is Answer else str(row["id"])
            found[name, key] = row
    return found


def answer_key(patient_id: UUID, field: str) -> Key:
    return "answer", f"{patient_id} {field}"


def changed_cells(before: Rows, after: Rows) -> set[tuple[str, str, str]]:
    """What differs, without the signs; a row that came or went differs in all its cells."""
    cells = set()
    for key in before.keys() | after.keys():
        old, new = before.get(key, {}), after.get(key, {})
        cells |= {(*key, name) for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return {cell for cell in cells if cell[2] not in SIGNS}


def then_only(before: Rows, after: Rows, *, allowed: Allowed, may_come: Iterable[str]) -> None:
    """Nothing changed but the `allowed` columns of these rows, and rows that came into the tables of `may_come`."""
    may = {(*key, column) for key, columns in allowed.items() for column in columns}
    came = {key for key in after.keys() - before.keys() if key[0] in {"change", *may_come}}
    assert {cell for cell in changed_cells(before, after) if cell not in may and cell[:2] not in came} == set()


def then_nothing_lost(before: Rows, after: Rows) -> None:
    """What was written once stays written; what made place for something else is in the history."""
    assert all(after.get(key) == row for key, row in before.items() if key[0] in APPEND_ONLY)
    told = [row for key, row in after.items() if key[0] == "change"]
    for table, key, column in changed_cells(before, after):
        old = before.get((table, key), {}).get(column)
        if table in APPEND_ONLY or column in NAMED or old in (None, "", False):
            continue
        kept = [value for row in told if row["record"] == table for value in (row["old"], row["new"])]
        if column == "state":  # of an answer: kept beside the value, or instead of it
            assert old == "filled" or {"state": old} in kept
        else:
            assert as_json(old) in kept or column == "field", f"{table}.{column} lost {old!r}"


class Acts(RuleBasedStateMachine):
    """The machine without its rules: tries an act, and remembers what was acknowledged and what screens may show."""

    desk: ClassVar[Desk]
    people: ClassVar[dict[str, Any]]
    watched: ClassVar[dict[str, tuple[str, ...]]]  # which values of which table screens show
    acknowledged: ClassVar[dict[str, int]]  # how often over all runs, by kind of act

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.said: list[tuple[str, Any]] = []
        self.chosen: dict[tuple[Any, str], str] = {}
        self.seen: dict[tuple[str, str], list[tuple[int, Any]]] = {}
        self.now: Rows = {}
        self.active_at_closing: list[str] = []
        self.looked_at: Rows | None = None
        self.patient_id = UUID(int=0)

    def teardown(self) -> None:
        try:
            self._then_timeline_holds_all()
        finally:
            transaction.savepoint_rollback(self.savepoint)

    def attempt(self, act: Callable[[], Any], *, allowed: Allowed | None = None, may_come: Iterable[str] = ()) -> Any:
        """What the act gave, None when it was refused in words: then not one cell changed."""
        before = self.now
        try:
            result = act() or True
        except PortalError as refused:
            self._then_nothing_changed(str(refused))
            return None
        self.now = rows()
        then_only(before, self.now, allowed=allowed or {}, may_come=may_come)
        then_nothing_lost(before, self.now)
        self.look()
        return result

    def was_told(self, kind: str, field: str, value: Any, *, view: View | None = None) -> None:
        """Somebody read 'opgeslagen': who had a view of it had seen what was there, or typed the same."""
        if view is not None:
            assert view.newest in (view.value, value), f"{field}: {view.newest!r} overwritten, {view.value!r} was seen"
        self.acknowledged[kind] = self.acknowledged.get(kind, 0) + 1
        self.said.append((field, value))

    def _read(self) -> None:
        self.now = rows()
        self.look()

    def look(self) -> None:
        """Every watched value as a screen shows it from now on."""
        patient = self.now["patient", str(self.patient_id)]
        views = [(str(self.patient_id), name, patient["version"], patient[name]) for name in self.watched["patient"]]
        for field in self.watched["answer"]:
            row = self.now.get(answer_key(self.patient_id, field))
            views.append((field, "value", row["version"] if row else 0, self.shown(field)))
        for key, row in self.mine("enrolment", ended=True):
            views += [(key, name, row["version"], row[name]) for name in self.watched["enrolment"]]
        for key, name, version, value in views:
            known = self.seen.setdefault((key, name), [])
            if not known or known[-1] != (version, value):
                known.append((version, value))

    def view(self, key: Any, name: str, *, number: int) -> View:
        """The newest view of a value for most numbers, an older one for some."""
        known = self.seen[str(key), name]
        return View(*known[-1 - (number % len(known) if number > 2 else 0)], newest=known[-1][1])

    def shown(self, field: str) -> Any:
        """An answer as the history keeps it."""
        row = self.now.get(answer_key(self.patient_id, field))
        return row and (row["value"] if row["state"] == "filled" else {"state": row["state"]})

    def mine(self, table: str, *, ended: bool = False) -> list[tuple[str, dict[str, Any]]]:
        """The patient's rows, oldest first."""
        found = [
            (key, row)
            for (name, key), row in self.now.items()
            if name == table and row["patient_id"] == self.patient_id and (ended or row["ended_on"] is None)
        ]
        return sorted(found, key=lambda pair: (pair[1]["created_at"], pair[0]))

    def patient(self) -> Patient:
        return Patient.objects.get(pk=self.patient_id)

    def then_honest(self, enrolment_id: Any, scale: str, level: Level) -> None:
        """The level that a person chose for this enrolment, or grey."""
        chosen = self.chosen.get((str(enrolment_id), scale))
        assert level.code == chosen if chosen else level.unknown
        assert level.colour == Colour.GREY if level.unknown else True

    def _then_nothing_changed(self, sentence: str) -> None:
        assert sentence
        assert rows() == self.now

    def _then_timeline_holds_all(self) -> None:
        """Everything that was ever acknowledged is on the timeline that a GP reads, page by page."""
        found: list[dict[str, Any]] = []
        more, page = bool(self.said), 0
        while more:
            page += 1
            changes, more = queries.changes(self.people["gp"], self.patient_id, page=page)
            found += changes
        for field, value in self.said:
            told = value in (None, "", "unknown") or any(value in (one["new"], one["old"]) for one in found)
            assert told, f"{field} = {value!r} is on no page of the timeline"
