"""Whom to put on the agenda, with why (M-04)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import ItemReason, Meeting
from mdo_platform.meetings.queries.course import items_of
from mdo_platform.pathways.queries import needs_yearly
from mdo_platform.register import queries as register
from mdo_platform.register.models import Enrolment
from mdo_platform.register.queries import AgendaCandidate
from mdo_platform.register.rules import can_see_register

USUAL_MINUTES = 10
# What is ticked beforehand as long as there is time. Who was not discussed for long is only brought up.
TICKED = frozenset({ItemReason.NEW, ItemReason.QUESTION, ItemReason.CHANGED, ItemReason.YEARLY})
_ORDER = (ItemReason.NEW, ItemReason.QUESTION, ItemReason.CHANGED, ItemReason.YEARLY, ItemReason.LONG_AGO)


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """`reasons`: the most pressing first; none for a patient that is only there to be chosen. `ticked`: beforehand."""

    candidate: AgendaCandidate
    reasons: tuple[ItemReason, ...]
    ticked: bool


def proposals(actor: Actor, meeting: Meeting) -> list[Proposed]:
    """Patients of the meeting's target groups who are not on its agenda, the most pressing first."""
    rules.check_can_run_meeting(actor, meeting)
    if not can_see_register(actor):
        return []
    on_it = dict(items_of(meeting).values_list("patient_id", "minutes"))
    candidates = register.agenda_candidates(actor, target_groups=meeting.target_groups)
    found = {one.record.patient.pk: one for one in reversed(candidates) if one.record.patient.pk not in on_it}
    yearly = needs_yearly([one.record.patient.pk for one in candidates])
    rows = sorted(((_reasons_of(one, yearly=yearly), one) for one in found.values()), key=_weight)
    return list(_ticked(rows, minutes=meeting.minutes - sum(on_it.values())))


def _reasons_of(one: AgendaCandidate, *, yearly: Collection[UUID]) -> tuple[ItemReason, ...]:
    is_yearly = one.enrolment.pk in yearly
    return reasons(one.enrolment, is_new=one.is_new, has_changed=bool(one.urgency_before), is_yearly=is_yearly)


def reasons(enrolment: Enrolment, *, is_new: bool, has_changed: bool, is_yearly: bool) -> tuple[ItemReason, ...]:
    holds = {
        ItemReason.NEW: is_new,
        ItemReason.QUESTION: bool(enrolment.question),
        ItemReason.CHANGED: has_changed and not is_new,
        ItemReason.YEARLY: is_yearly,
        ItemReason.LONG_AGO: register.is_long_ago(enrolment) and not is_yearly,
    }
    return tuple(one for one in _ORDER if holds[one])


def _ticked(rows: Iterable[tuple[tuple[ItemReason, ...], AgendaCandidate]], *, minutes: int) -> Iterable[Proposed]:
    """As many as the meeting has time for, at the usual minutes each."""
    for why, one in rows:
        ticked = not one.refusals and not TICKED.isdisjoint(why) and minutes >= USUAL_MINUTES
        minutes -= USUAL_MINUTES if ticked else 0
        yield Proposed(candidate=one, reasons=why, ticked=ticked)


def _weight(row: tuple[Sequence[ItemReason], AgendaCandidate]) -> tuple[object, ...]:
    why, one = row
    return (*(reason not in why for reason in _ORDER), one.record.patient.last_name)
