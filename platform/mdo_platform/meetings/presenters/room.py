from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.targetgroups.presenters import intervention_title, tool_title
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.meetings import categories, levels, queries
from mdo_platform.meetings.models import Agreement, ItemState, Meeting, Signal, SignalKind
from mdo_platform.meetings.presenters.agenda import PatientLabel, patient_label
from mdo_platform.meetings.presenters.facts import DimensionCard, PlanningLine, dimension_cards, planning_lines
from mdo_platform.meetings.queries import Line, Room, Seat
from mdo_platform.register import queries as register
from mdo_platform.register.queries.snapshots import age_on


@dataclass(frozen=True, kw_only=True)
class RoomRow:
    id: UUID
    position: int
    state: str
    patient: PatientLabel
    minutes: int
    spent: str


@dataclass(frozen=True, kw_only=True)
class Help:
    """An intervention or tool that can be attached to the advice."""

    kind: str
    code: str
    title: str
    attached: bool


@dataclass(frozen=True, kw_only=True)
class Clock:
    seconds: int
    duration: int
    running: bool
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The patient whose turn it is."""

    id: UUID
    patient: PatientLabel
    age: int
    diagnoses: str
    gp: str
    question: str
    question_by: str
    dimensions: list[DimensionCard]
    planning: list[PlanningLine]
    clock: Clock
    quick: list[Help]
    more: list[Help]


@dataclass(frozen=True, kw_only=True)
class RoomPage:
    """`target_groups`: code, words and number on the agenda of each; `led_by`: who leads, if that is somebody else."""

    rows: list[RoomRow]
    parked: list[RoomRow]
    total: int
    target_groups: list[tuple[str, str, int]]
    target_group: str
    led_by: str
    turn: Turn | None
    following: PatientLabel | None
    has_started: bool
    minutes_left: int
    patients_left: int
    is_on_schedule: bool
    advice_text: str
    advice_version: int
    agreements: list[Agreement]
    signals: list[Signal]
    earlier: list[Agreement]
    seats: list[Seat]
    present: list[Seat]
    absent: list[Seat]
    guests: int
    with_names: bool
    stamps: dict[str, str]
    categories: list[tuple[str, list[tuple[str, str]]]]
    kinds: list[tuple[str, str]]
    new_key: UUID
    new_signal_key: UUID


def room_page(room: Room, *, actor: Actor, with_names: bool, target_group: str = "") -> RoomPage:
    """Minutes and patients left are of the whole agenda, whatever target group is looked at."""
    present = [seat for seat in room.seats if seat.present]
    left = queries.minutes_left(room.lines)
    waiting = [line for line in room.lines if line.item.state == ItemState.WAITING]
    rows = [
        _row(line, with_names=with_names)
        for line in room.lines
        if target_group in ("", line.item.target_group) or line is room.current
    ]
    return RoomPage(
        rows=rows,
        parked=[row for row in rows if row.state == ItemState.PARKED],
        total=len(room.lines),
        target_groups=_target_groups(room),
        target_group=target_group,
        led_by=queries.other_leader(actor, room.meeting),
        turn=_turn(room, room.current, with_names=with_names) if room.current else None,
        following=_label(room.following, with_names=with_names) if room.following else None,
        has_started=any(line.item.state != ItemState.WAITING for line in room.lines),
        minutes_left=left,
        patients_left=len(waiting),
        is_on_schedule=_minutes_to_end(room.meeting) >= left,
        advice_text=room.advice.text if room.advice else "",
        advice_version=room.advice.version if room.advice else 1,
        agreements=room.agreements,
        signals=room.signals,
        earlier=room.earlier,
        seats=room.seats,
        present=present,
        absent=[seat for seat in room.seats if not seat.present],
        guests=sum(seat.is_guest for seat in present),
        with_names=with_names,
        stamps=room_stamps(room.meeting),
        categories=_categories(),
        kinds=[(str(kind.value), str(kind.label)) for kind in SignalKind],
        new_key=uuid4(),
        new_signal_key=uuid4(),
    )


def room_stamps(meeting: Meeting) -> dict[str, str]:
    """A mark per part of the page, from ids and versions only: another device compares them with what it shows.

    The text of the advice has none: it comes by its own version.
    """
    items = list(queries.items_of(meeting).select_related("advice"))
    current = next((item for item in items if item.state == ItemState.CURRENT), None)
    advice = getattr(current, "advice", None)
    agreements = _mark(meeting.agreements.filter(item=current).order_by("pk").values_list("pk", "version"))
    signals = _mark(meeting.signals.filter(item=current).order_by("pk").values_list("pk", "version"))
    return {
        "lead": _mark([meeting.led_by_id]),
        "turn": _mark([current.pk if current else "", meeting.state]),
        "clock": _mark([current.minutes if current else "", meeting.clock_since]),
        "agenda": _mark((item.pk, item.position, item.state, item.minutes) for item in items),
        "attendance": _mark(meeting.attendances.order_by("pk").values_list("pk", "present")),
        "agreements": agreements,
        "new_agreement": agreements,
        "signals": signals,
        "new_signal": signals,
        "quick": _mark([advice.interventions, advice.tools] if advice else [[], []]),
    }


def _mark(parts: Iterable[Any]) -> str:
    return hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()[:12]


def _target_groups(room: Room) -> list[tuple[str, str, int]]:
    found = Counter(line.item.target_group for line in room.lines)
    return [(code, levels.target_group_label(code), number) for code, number in sorted(found.items())]


def _label(line: Line, *, with_names: bool) -> PatientLabel:
    return patient_label(line.record.patient, line.enrolment, with_name=with_names)


def _row(line: Line, *, with_names: bool) -> RoomRow:
    item = line.item
    minutes, seconds = divmod(item.seconds_spent, 60)
    return RoomRow(
        id=item.pk,
        position=item.position,
        state=item.state,
        patient=_label(line, with_names=with_names),
        minutes=item.minutes,
        spent=f"{minutes}:{seconds:02d}" if item.seconds_spent else "",
    )


def _turn(room: Room, line: Line, *, with_names: bool) -> Turn:
    record, enrolment = line.record, line.enrolment
    quick, more = _help(room, line)
    return Turn(
        id=line.item.pk,
        patient=_label(line, with_names=with_names),
        age=age_on(record.patient.birth_date, timezone.localdate()),
        diagnoses=", ".join(found.title or found.icpc for found in record.diagnoses),
        gp=record.patient.gp_name,
        question=enrolment.question,
        question_by=enrolment.question_by_name,
        dimensions=dimension_cards(record),
        planning=planning_lines(record),
        clock=_clock(room.meeting, line),
        quick=quick,
        more=more,
    )


def _clock(meeting: Meeting, line: Line) -> Clock:
    running = (timezone.now() - meeting.clock_since).total_seconds() if meeting.clock_since else 0
    return Clock(
        seconds=line.item.seconds_spent + max(0, int(running)),
        duration=line.item.minutes * 60,
        running=meeting.clock_since is not None,
        minutes=line.item.minutes,
    )


def _help(room: Room, line: Line) -> tuple[list[Help], list[Help]]:
    """What is attached or suggested for this patient, and the rest of the target group's catalogue."""
    advice = room.advice
    attached = {"interventions": advice.interventions if advice else [], "tools": advice.tools if advice else []}
    said = register.advice(line.record, line.item.target_group)
    suggested = {code for one in said for code in (*one.interventions, *one.tools)}
    group = get_registry().get(line.item.target_group)
    interventions = {one.code: one.title for one in group.interventions} if group else {}
    tools = {one.code: one.title for one in group.tools} if group else {}
    # What is not offered any more can still be taken off.
    interventions |= {code: intervention_title(code) for code in attached["interventions"]}
    tools |= {code: tool_title(code) for code in attached["tools"]}
    everything = [
        Help(kind=kind, code=code, title=title, attached=code in attached[kind])
        for kind, found in (("interventions", interventions), ("tools", tools))
        for code, title in found.items()
    ]
    quick = [one for one in everything if one.attached or one.code in suggested]
    return quick, [one for one in everything if one not in quick]


def _minutes_to_end(meeting: Meeting) -> int:
    started: datetime = meeting.opened_at or meeting.starts_at
    spent = (timezone.now() - started).total_seconds() // 60
    return int(meeting.minutes - spent)


def _categories() -> list[tuple[str, list[tuple[str, str]]]]:
    learning = f"{SignalKind.LEARNING_POINT.label}, {SignalKind.TRAINING_NEED.label}"
    groups = ((str(SignalKind.BOTTLENECK.label), categories.BOTTLENECKS), (learning, categories.LEARNING))
    return [(label, [(code, str(words)) for code, words in found.items()]) for label, found in groups]
