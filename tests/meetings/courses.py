"""What a state machine over one meeting needs: what its people were told, and what must be stored after every act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict
from mdo_foundation.common.groups import outside_groups
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings.models import (
    Advice,
    AgendaItem,
    Agreement,
    Attendance,
    ItemState,
    Meeting,
    MeetingReport,
    MeetingState,
    Signal,
)

TABLES = (Meeting, AgendaItem, Advice, Agreement, Attendance, Signal, MeetingReport)
Rows = dict[tuple[str, str], dict[str, Any]]
ENOUGH = 4  # refusals of a kind in a state, over all runs
AHEAD = (MeetingState.PLANNED, MeetingState.OPEN)


def rows() -> Rows:
    """Every row that meetings have, and how much was logged and asked of the worker."""
    found: Rows = {}
    for table in TABLES:
        for row in table._default_manager.values():
            found[str(table._meta.model_name), str(row["id"])] = row
    found["log", ""] = {"lines": AccessLogEntry.objects.count()}
    return found


@dataclass
class Told:
    """What people were told about one patient of the agenda."""

    patient_id: UUID
    state: str = ItemState.WAITING
    was_discussed: bool = False
    advice: str = ""
    tools: list[str] = field(default_factory=list)

    @property
    def has_advice(self) -> bool:
        return bool(self.advice or self.tools)


class Acts(RuleBasedStateMachine):
    """The machine without its rules: tries an act, and compares what is stored with what people were told."""

    chair: ClassVar[Actor]
    other_chair: ClassVar[Actor]
    patients: ClassVar[list[UUID]]
    members: ClassVar[list[UUID]]
    tools: ClassVar[list[str]]
    done: ClassVar[dict[str, int]]  # how often over all runs, by kind of act
    refused: ClassVar[dict[str, int]]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.meeting_id = UUID(int=0)
        self.state: str = MeetingState.PLANNED
        self.leader_id: UUID | None = None
        self.agenda: list[Told] = []
        self.agreements: dict[UUID, tuple[UUID | None, str]] = {}
        self.signals: dict[UUID, tuple[UUID | None, str]] = {}
        self.present: dict[UUID, bool] = {}
        self.finished: set[UUID] = set()
        self.now: Rows = {}
        self.is_checked = False

    def teardown(self) -> None:
        try:
            self._then_asked_for_once()
        finally:
            transaction.savepoint_rollback(self.savepoint)

    def attempt(self, kind: str, act: Callable[[], Any], *, legal: bool) -> bool:
        """Legal: it is done. Illegal: 409, and not one cell changed. True when it was done."""
        tried = f"{kind} {self.state}"
        if not legal and self.refused.get(tried, 0) >= ENOUGH:
            return False
        if not legal:
            with pytest.raises(Conflict) as refused:
                act()
            assert (refused.value.status, bool(str(refused.value.message))) == (409, True)
            now, log = rows(), ("log", "")  # which may say who saw what somebody else wrote
            assert {**now, log: {}} == {**self.now, log: {}}, f"{kind} was refused, and changed something"
            self.refused[tried] = self.refused.get(tried, 0) + 1
            return False
        act()
        self.is_checked = False
        self.done[kind] = self.done.get(kind, 0) + 1
        return True

    def current(self) -> Told | None:
        return next((told for told in self.agenda if told.state == ItemState.CURRENT), None)

    def item_id(self, told: Told | None) -> UUID | None:
        if told is None:
            return None
        item = self.stored("agendaitem", patient_id=told.patient_id) or AgendaItem.objects.values().get(
            meeting=self.meeting_id, patient=told.patient_id
        )
        return UUID(str(item["id"]))

    def stored(self, table: str, **values: Any) -> dict[str, Any] | None:
        """The row as it was after the last act."""
        found = (row for key, row in self.now.items() if key[0] == table)
        return next((row for row in found if values.items() <= row.items()), None)

    def _all(self, table: str) -> list[dict[str, Any]]:
        return [row for key, row in self.now.items() if key[0] == table]

    def one_of(self, number: int) -> Told | None:
        return self.agenda[number % len(self.agenda)] if self.agenda else None

    def has_notes(self, told: Told) -> bool:
        about = {item for item, _text in (*self.agreements.values(), *self.signals.values())}
        return told.has_advice or told.patient_id in about

    def enter(self, told: Told | None) -> None:
        if told:
            told.state = ItemState.CURRENT

    def leave(self, told: Told | None, to: str) -> None:
        if told:
            told.state = to
            told.was_discussed = to == ItemState.DISCUSSED

    def following(self, after: Told | None) -> Told | None:
        waiting = [told for told in self.agenda if told.state == ItemState.WAITING]
        place = self.agenda.index(after) if after else -1
        return next((told for told in waiting if self.agenda.index(told) > place), waiting[0] if waiting else None)

    def then_all_is_as_told(self) -> None:
        """Positions without holes, one patient on the screen, every acknowledged note there, closed is frozen."""
        before, self.now = self.now, rows()
        (meeting,) = self._all("meeting")
        items = sorted(self._all("agendaitem"), key=lambda item: item["position"])
        advice = {row["item_id"]: (row["text"], sorted(row["tools"])) for row in self._all("advice")}
        assert meeting["state"] == self.state
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert [(one["patient_id"], one["state"]) for one in items] == [
            (one.patient_id, one.state) for one in self.agenda
        ]
        assert sum(item["state"] == ItemState.CURRENT for item in items) <= 1
        assert meeting["clock_since"] is None or self.current() is not None
        for item, told in zip(items, self.agenda, strict=True):
            assert advice.get(item["id"], ("", [])) == (told.advice, sorted(told.tools))
        self._then_notes_are_there({None: None, **{item["id"]: item["patient_id"] for item in items}})
        self._then_revision_grows(before)
        self._then_closed_is_frozen(before)

    def _then_notes_are_there(self, about: dict[UUID | None, UUID | None]) -> None:
        agreements, signals = self._all("agreement"), self._all("signal")
        assert {row["idempotency_key"]: (about[row["item_id"]], row["what"]) for row in agreements} == self.agreements
        assert {row["idempotency_key"]: (about[row["item_id"]], row["text"]) for row in signals} == self.signals
        assert {row["idempotency_key"] for row in agreements if row["done_on"]} == self.finished
        ticked = [row for row in self._all("attendance") if not row["is_guest"]]
        assert {row["user_id"]: row["present"] for row in ticked} == self.present

    def _then_revision_grows(self, before: Rows) -> None:
        """Another device sees by the number alone that it is behind."""
        key = ("meeting", str(self.meeting_id))
        if key not in before:
            return
        old, new = before[key], self.now[key]
        assert new["revision"] >= old["revision"]
        changed = {one for one in before.keys() | self.now.keys() if before.get(one) != self.now.get(one)} - {key}
        empty = {one for one in changed if one[0] == "advice" and one not in before and not self.now[one]["text"]}
        typed = {one for one in changed - empty if self._is_text_alone(one, before)}
        seen = {table for table, _pk in changed - empty - typed} - {"log"}
        if self.state in AHEAD and seen:
            assert new["revision"] > old["revision"], f"{sorted(seen)} changed unseen"

    def _is_text_alone(self, one: tuple[str, str], before: Rows) -> bool:
        """A device asks for the text of an advice by its version."""
        old, new = before.get(one, {"version": 1}), self.now.get(one, {})
        same = all(old.get(name, []) == new.get(name) for name in ("tools", "interventions"))
        return one[0] == "advice" and same and new["version"] > old["version"]

    def _then_closed_is_frozen(self, before: Rows) -> None:
        """Only whether an agreement is done, and the report and its state, come after the closing."""
        old = before.get(("meeting", str(self.meeting_id)))
        if old is None or old["state"] in AHEAD:
            return
        reports = [key for key in self.now if key[0] == "meetingreport"]
        assert len(reports) == (1 if self.state == MeetingState.REPORTED else 0)
        for key in before.keys() | self.now.keys():
            was, now = before.get(key, {}), self.now.get(key, {})
            changed = {name for name in now.keys() | was.keys() if was.get(name) != now.get(name)}
            assert changed <= _AFTERWARDS.get(key[0], set()) or (key in reports and not was), (key, changed)

    def _then_asked_for_once(self) -> None:
        with outside_groups():
            asked = OutboxEntry.objects.filter(kind="meeting_report", payload__meeting=str(self.meeting_id)).count()
        assert asked == (0 if self.state in AHEAD else 1)


_AFTERWARDS = {
    "agreement": {"done_on", "done_by_id", "done_by_name", "version", "updated_at"},
    "meeting": {"state", "revision"},
    "log": {"lines"},
}
