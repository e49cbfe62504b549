"""What meetings hang into the register's pages: the strip, the column, the banner line and the tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.dutch import day_ahead, day_short
from mdo_platform.meetings import presenters, queries, rules
from mdo_platform.register.panels import (
    Column,
    Fragment,
    MeetingFacts,
    register_panel,
    set_meeting_facts,
    set_overview_column,
)

# A meeting further away is prepared, not started: the button there would only be pressed by mistake.
EARLIEST_START = timedelta(days=7)


def register_panels() -> None:
    register_panel("overview.top", next_meeting_strip)
    register_panel("patient.banner", agenda_place)
    register_panel("patient.meetings", advice_and_agreements)
    set_overview_column(agenda_column)
    set_meeting_facts(meeting_facts)


def next_meeting_strip(actor: Actor, context: Mapping[str, Any]) -> Fragment | None:
    meeting = queries.next_meeting_counted(actor) if rules.can_read_meetings(actor) else None
    if meeting is None:
        return None
    day, today = queries.day_of(meeting), timezone.localdate()
    return Fragment(
        template="meetings/panels/strip.html",
        context={
            "meeting": presenters.meeting_card(meeting, actor=actor),
            "updated": queries.updated_patients(meeting),
            "day_word": day_ahead(day, today=today),
            "can_start": day - today <= EARLIEST_START,
        },
    )


def agenda_place(actor: Actor, context: Mapping[str, Any]) -> Fragment | None:
    """'Agenda di 24 nov, plek 2' in the banner of a patient who is on the next agenda."""
    place = queries.next_agenda_places([context["patient_id"]]).get(context["patient_id"])
    if place is None or not rules.can_read_meetings(actor):
        return None
    return Fragment(template="meetings/panels/place.html", context={"place": place})


def advice_and_agreements(actor: Actor, context: Mapping[str, Any]) -> Fragment | None:
    """Everything that meetings said about this patient; the page that shows it has logged the read."""
    if not rules.can_read_meetings(actor):
        return None
    discussed = queries.discussed_items(context["patient_id"])
    return Fragment(
        template="meetings/panels/history.html",
        context={"turns": presenters.past_turns(discussed, actor=actor), "patient_id": context["patient_id"]},
    )


def agenda_column(actor: Actor, patient_ids: Sequence[UUID]) -> Column | None:
    meeting = queries.next_meeting() if rules.can_read_meetings(actor) else None
    if meeting is None:
        return None
    places = queries.next_agenda_places(patient_ids)
    can_run = rules.can_run_meeting(actor, meeting)
    cells = {
        patient_id: Fragment(
            template="meetings/panels/cell.html",
            context={
                "place": places.get(patient_id),
                "meeting_id": meeting.pk,
                "patient_id": patient_id,
                "can_run": can_run,
            },
        )
        for patient_id in patient_ids
        if can_run or patient_id in places
    }
    return Column(title=_("Agenda %(day)s") % {"day": day_short(queries.day_of(meeting))}, cells=cells)


def meeting_facts() -> MeetingFacts:
    upcoming = queries.next_meeting()
    return MeetingFacts(last_on=queries.last_closed_on(), next_on=queries.day_of(upcoming) if upcoming else None)
