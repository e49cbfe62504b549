"""What meetings hang into the register's pages: the strip, the column, the banner line and the tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.dutch import day_ahead, day_short
from mdo_foundation.ui.icons import icon_svg
from mdo_platform.meetings import presenters, queries, rules
from mdo_platform.register.panels import (
    Column,
    Fragment,
    MeetingFacts,
    register_panel,
    set_agenda_order,
    set_meeting_facts,
    set_overview_column,
)

# A meeting further away is prepared, not started: the button there would only be pressed by mistake.
EARLIEST_START = timedelta(days=7)


def register_panels() -> None:
    register_panel("overview.top", next_meeting_strip)
    register_panel("patient.banner", agenda_place)
    register_panel("patient.meetings", advice_and_agreements)
    register_panel("overview.bulk", bulk_buttons)
    set_overview_column(agenda_column)
    set_agenda_order(agenda_order)
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
            "updated": queries.updated_patients(actor, meeting),
            "day_word": day_ahead(day, today=today),
            "can_start": day - today <= EARLIEST_START,
        },
    )


def agenda_place(actor: Actor, context: Mapping[str, Any]) -> Fragment | None:
    """'Agenda di 24 nov, plek 2' in the banner of a patient who is on the next agenda."""
    meeting = queries.next_meeting() if rules.can_read_meetings(actor) else None
    place = queries.places_on(meeting, [context["patient_id"]]).get(context["patient_id"]) if meeting else None
    if meeting is None or place is None:
        return None
    whole = queries.sees_all_on(actor, meeting)
    shown = {"day": queries.day_of(meeting), "position": place if whole else None}
    return Fragment(template="meetings/panels/place.html", context=shown)


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
    """Whether each patient is on the next agenda, with a button for who may put it there.

    The place on it says how many go before, so only who sees the whole agenda reads it.
    """
    meeting = queries.next_meeting() if rules.can_read_meetings(actor) else None
    if meeting is None:
        return None
    places = queries.places_on(meeting, patient_ids)
    can_run, whole = rules.can_run_meeting(actor, meeting), queries.sees_all_on(actor, meeting)
    cells = {one: _place_cell(place, whole=whole) for one, place in places.items()}
    if can_run:
        button = _add_button(meeting.pk)
        cells = {one: cells.get(one) or format_html(button, one) for one in patient_ids}
    return Column(title=_("Agenda %(day)s") % {"day": day_short(queries.day_of(meeting))}, cells=cells)


def agenda_order(actor: Actor) -> Sequence[UUID]:
    meeting = queries.next_meeting() if rules.can_read_meetings(actor) else None
    return queries.order_of(meeting) if meeting else ()


def bulk_buttons(actor: Actor, context: Mapping[str, Any]) -> Fragment | None:
    """What can be done with the patients that were ticked in the register."""
    meeting = queries.next_meeting() if rules.can_read_meetings(actor) else None
    if meeting is None or not rules.can_run_meeting(actor, meeting):
        return None
    return Fragment(
        template="meetings/panels/bulk.html", context={"meeting_id": meeting.pk, "day": queries.day_of(meeting)}
    )


def _place_cell(position: int, *, whole: bool) -> SafeString:
    words = _("Plek %(position)s") % {"position": position} if whole else _("Op de agenda")
    return format_html('<span class="on-agenda">{}{}</span>', icon_svg("check", size="s"), words)


def _add_button(meeting_id: UUID) -> SafeString:
    """Markup with a hole for the patient: fifty rows differ in nothing else. It belongs to the form of the ticks."""
    address = reverse("meetings:add_chosen", args=[meeting_id])
    parts = (address, address, icon_svg("plus", size="s"), _("Zet op agenda"))
    return format_html(
        '<button class="button button-secondary button-s" type="submit" form="chosen" formaction="{}" hx-post="{}"'
        ' name="only" value="{{}}">{}{}</button>',
        *parts,
    )


def meeting_facts() -> MeetingFacts:
    upcoming = queries.next_meeting()
    return MeetingFacts(last_on=queries.last_closed_on(), next_on=queries.day_of(upcoming) if upcoming else None)
