"""Whatever is asked of a meeting, in whatever order: no note is lost, and what is illegal is 409 and no change."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.meetings import services, tasks
from mdo_platform.meetings.models import ItemState, Meeting, MeetingState
from tests.meetings.conftest import Table
from tests.meetings.courses import AHEAD, Acts, Told

NUMBERS = st.integers(min_value=0, max_value=7)
KEYS = st.integers(min_value=1, max_value=2).map(lambda number: UUID(int=number))
TEXTS = st.sampled_from(["Nachtzorg", "Bel de dochter", "’t Gaat wel", "Şükran", ""])
CLOSED = (MeetingState.CLOSED, MeetingState.REPORTED)
NAMES = ("Appelvink-Demo", "Boterbloem-Demo", "Citroenvlinder-Demo", "Distelvink-Demo")


class Course(Acts):
    """One meeting, from planned to reported."""

    @initialize(count=st.integers(min_value=0, max_value=3), opened=NUMBERS)
    def plan(self, count: int, opened: int) -> None:
        self.meeting_id = self.table.plan().pk
        for patient_id in self.patients[:count]:
            services.add_item(self.meeting_id, by=self.chair, patient_id=patient_id)
            self.agenda.append(Told(patient_id))
        if opened > 1:
            self.open()

    @rule()
    def open(self) -> None:
        act = partial(services.open_meeting, self.meeting_id, by=self.chair)
        if self.attempt("open", act, legal=self.state == MeetingState.PLANNED):
            self.state = MeetingState.OPEN
            self.leader_id = self.chair.user_id
            self.present[self.chair.user_id] = True

    @rule(number=NUMBERS, present=st.booleans())
    def tick(self, number: int, present: bool) -> None:
        user_id = self.members[number % len(self.members)]
        act = partial(services.tick_attendance, self.meeting_id, by=self.chair, user_id=user_id, present=present)
        if self.attempt("tick", act, legal=self._is_open()):
            self.present[user_id] = present

    @rule(key=KEYS)
    def welcome_guest(self, key: UUID) -> None:
        act = partial(services.add_guest, self.meeting_id, by=self.chair, name="Gast-Demo", discipline="Apotheker")
        self.attempt("guest", partial(act, idempotency_key=key), legal=self._is_open())

    @rule(number=NUMBERS)
    def add(self, number: int) -> None:
        patient_id = self.patients[number % len(self.patients)]
        act = partial(services.add_item, self.meeting_id, by=self.chair, patient_id=patient_id)
        is_on = patient_id in [told.patient_id for told in self.agenda]
        if self.attempt("add", act, legal=self.state in AHEAD) and not is_on:
            self.agenda.append(Told(patient_id))

    @rule(number=NUMBERS, position=NUMBERS)
    def move(self, number: int, position: int) -> None:
        if told := self.one_of(number):
            act = partial(services.move_item, self.meeting_id, by=self.chair, item_id=self.item_id(told))
            if self.attempt("move", partial(act, position=position), legal=self.state in AHEAD):
                self.agenda.remove(told)
                self.agenda.insert(max(0, position - 1), told)

    @rule(number=NUMBERS)
    def remove(self, number: int) -> None:
        """Gone already is fine; who was discussed or noted on stays."""
        if told := self.one_of(number):
            item_id = self.item_id(told)
            act = partial(services.remove_item, self.meeting_id, by=self.chair, item_id=item_id)
            is_free = told.state == ItemState.WAITING and not self.has_notes(told)
            if self.attempt("remove", act, legal=self.state in AHEAD and is_free):
                self.agenda.remove(told)
                self.attempt("remove again", act, legal=True)

    @rule(number=NUMBERS)
    def go_to(self, number: int) -> None:
        told, current = self.one_of(number), self.current()
        if told is None:
            return
        act = partial(services.go_to_item, self.meeting_id, by=self.chair, item_id=self.item_id(told))
        if self.attempt("go to", act, legal=self._is_open()) and told is not current:
            self._leave_for_another(current)
            self.enter(told)

    @rule(stale=st.booleans(), number=NUMBERS, twice=st.booleans())
    def go_on(self, stale: bool, number: int, twice: bool) -> None:
        """`stale`: a screen that is behind, or a double click, changes nothing."""
        self._advance("next", services.next_item, ItemState.DISCUSSED, stale=stale and number > 3, number=number)
        if twice:
            self._advance("next", services.next_item, ItemState.DISCUSSED, stale=True, number=number)

    @rule(stale=st.booleans(), number=NUMBERS)
    def park(self, stale: bool, number: int) -> None:
        if self.current() or not self._is_open():
            self._advance("park", services.park_item, ItemState.PARKED, stale=stale and number > 3, number=number)

    @rule()
    def go_back(self) -> None:
        current = self.current()
        leaving = self.item_id(current)
        act = partial(services.previous_item, self.meeting_id, by=self.chair, leaving=leaving)
        if self.attempt("previous", act, legal=self._is_open()):
            earlier = self.agenda[: self.agenda.index(current)] if current else self.agenda
            if earlier:
                self._leave_for_another(current)
                self.enter(earlier[-1])

    @rule(running=st.booleans())
    def run_clock(self, running: bool) -> None:
        act = partial(services.run_clock, self.meeting_id, by=self.chair, running=running)
        self.attempt("clock", act, legal=self._is_open())

    @rule(number=NUMBERS, text=TEXTS, stale=st.booleans())
    def advise(self, number: int, text: str, stale: bool) -> None:
        """Who types from an older version is refused with the stored text, unless it is the same."""
        if told := self.one_of(number):
            advice = self.stored("advice", item_id=self.item_id(told))
            version = advice["version"] if advice else 1
            behind = stale and version > 1 and text != told.advice
            act = partial(services.save_advice, self.meeting_id, by=self.chair, item_id=self.item_id(told), text=text)
            legal = self._is_open() and not behind
            if self.attempt("advice", partial(act, version=version - behind), legal=legal):
                told.advice = text

    @rule(number=NUMBERS, which=st.booleans(), attached=st.booleans())
    def attach(self, number: int, which: bool, attached: bool) -> None:
        if told := self.one_of(number):
            code = self.tools[which]
            act = partial(services.attach, self.meeting_id, by=self.chair, item_id=self.item_id(told), kind="tools")
            if self.attempt("attach", partial(act, code=code, attached=attached), legal=self._is_open()):
                told.tools = [one for one in told.tools if one != code] + [code] * attached

    @rule(key=KEYS, number=NUMBERS, text=TEXTS)
    def agree(self, key: UUID, number: int, text: str) -> None:
        """The same key is the same agreement; an emptied row is taken back. Not by who saw an older one."""
        told, made = self.one_of(number), self.stored("agreement", idempotency_key=key)
        act = partial(services.save_agreement, self.meeting_id, by=self.chair, idempotency_key=key, what=text)
        version, is_behind = self._seen(made, stale=number > 5)
        legal = self._is_open() and (not is_behind or (made is not None and text == made["what"]))
        if self.attempt("agree", partial(act, item_id=self.item_id(told), version=version), legal=legal):
            self._keep(self.agreements, key, told, text)

    @rule(key=KEYS, number=NUMBERS, text=TEXTS)
    def signal(self, key: UUID, number: int, text: str) -> None:
        told, made = self.one_of(number), self.stored("signal", idempotency_key=key)
        act = partial(services.save_signal, self.meeting_id, by=self.chair, idempotency_key=key, text=text)
        act = partial(act, kind="bottleneck", category="K01", item_id=self.item_id(told))
        version, is_behind = self._seen(made, stale=number > 5)
        legal = self._is_open() and (not is_behind or (made is not None and text == made["text"]))
        if self.attempt("signal", partial(act, version=version), legal=legal):
            self._keep(self.signals, key, told, text)

    @rule(key=KEYS)
    def take_back(self, key: UUID) -> None:
        if made := self.stored("agreement", idempotency_key=key):
            act = partial(services.remove_agreement, self.meeting_id, by=self.chair, agreement_id=made["id"])
            if self.attempt("take back", act, legal=self._is_open()):
                self._keep(self.agreements, key, None, "")

    @rule(key=KEYS, done=st.booleans())
    def finish(self, key: UUID, done: bool) -> None:
        """What was agreed is done whenever it is, long after the meeting too."""
        if made := self.stored("agreement", idempotency_key=key):
            act = partial(services.mark_done, made["id"], by=self.chair, done=done)
            self.attempt("finish", act, legal=True)
            (self.finished.add if done else self.finished.discard)(key)

    @rule(other=st.booleans())
    def take_over(self, other: bool) -> None:
        by = self.other_chair if other else self.chair
        if self.attempt("take over", partial(services.take_over, self.meeting_id, by=by), legal=self._is_open()):
            self.leader_id = by.user_id

    @rule(sure=NUMBERS, other=st.booleans())
    def close(self, sure: int, other: bool) -> None:
        """By who leads only; of a meeting that goes on not at every turn, else little would happen in it."""
        by = self.other_chair if other else self.chair
        leads = by.user_id == self.leader_id
        if sure > 2 and self._is_open() and leads:
            return
        act = partial(services.close_meeting, self.meeting_id, by=by)
        if self.attempt("close", act, legal=self._is_open() and leads):
            noted = [told for told in self.agenda if told.state != ItemState.CURRENT and self.has_notes(told)]
            for told in (self.current(), *noted):
                self.leave(told, ItemState.DISCUSSED)
            self.state = MeetingState.CLOSED

    @rule()
    def make_report(self) -> None:
        """Delivered as often as it likes: one report."""
        if self.state in CLOSED:
            self.attempt("report", lambda: tasks.store_report(Meeting.objects.get(pk=self.meeting_id)), legal=True)
            self.state = MeetingState.REPORTED

    @invariant()
    def holds(self) -> None:
        if self.meeting_id.int and not self.is_checked:
            self.then_all_is_as_told()
            self.is_checked = True

    def _is_open(self) -> bool:
        return self.state == MeetingState.OPEN

    def _advance(self, kind: str, service: Any, to: str, *, stale: bool, number: int) -> None:
        current = self.current()
        seen = self.one_of(number) if stale else current
        act = partial(service, self.meeting_id, by=self.chair, leaving=self.item_id(seen) if seen else None)
        if self.attempt(kind, act, legal=self._is_open()) and seen is current:
            self.leave(current, to)
            self.enter(self.following(current))

    def _seen(self, made: dict[str, Any] | None, *, stale: bool) -> tuple[int, bool]:
        """The version that the author saw, and whether somebody changed the row since."""
        stored = made["version"] if made else 0
        return (0, stored > 1) if stale else (stored, False)

    def _leave_for_another(self, current: Told | None) -> None:
        if current:
            seen = current.was_discussed or self.has_notes(current)
            self.leave(current, ItemState.DISCUSSED if seen else ItemState.WAITING)

    def _keep(self, notes: dict[UUID, tuple[UUID | None, str]], key: UUID, told: Told | None, text: str) -> None:
        """A note stays about whom it was first about."""
        if not text:
            notes.pop(key, None)
            self.finished -= {key} if notes is self.agreements else set()
        elif key in notes:
            notes[key] = (notes[key][0], text)
        else:
            notes[key] = (told.patient_id if told else None, text)


@pytest.mark.django_db
def test_no_order_of_calls_loses_a_note_or_passes_a_state(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdo_platform.meetings.report_content.render", lambda _content: b"%PDF-")
    Course.done, Course.refused, Course.table = {}, {}, table
    with table.desk.open():
        Course.chair, Course.other_chair = table.chair, table.desk.acting("chair", name="Tweede Voorzitter-Demo")
        palliative = get_registry().get("palliatief")
        Course.tools = [tool.code for tool in palliative.tools[:2]]
        Course.members = [table.desk.acting(role).user_id for role in ("gp", "consultant")]
        Course.patients = [table.patient(name, question="Hoe regelen we nachtzorg?").pk for name in NAMES]
        calm = settings(max_examples=12, stateful_step_count=40, derandomize=True, deadline=None, database=None)
        # Not made smaller when it fails: that takes minutes, and forty calls can be read.
        calm = settings(calm, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        run_state_machine_as_test(Course, settings=calm)
    assert set(Course.done) >= {"open", "close", "report", "previous", "park", "remove", "finish", "take back"}
    assert len(Course.refused) > 12, Course.refused
