"""What meetings hang into the register's pages: the strip, the column, the banner line and the tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.dutch import day_ahead, month_short
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
    if not rules.can_read_meetings(actor):
        return None
    facts: MeetingFacts = context.get("facts") or meeting_facts()
    upcoming: queries.Upcoming | None = facts.upcoming
    if upcoming is None:
        return None
    items = upcoming.items(actor)
    day, today = queries.day_of(upcoming.meeting), timezone.localdate()
    card = presenters.meeting_card(upcoming.meeting, actor=actor)
    return Fragment(
        template="meetings/panels/strip.html",
        context={
            "meeting": replace(card, patients=len(items), minutes_planned=sum(one["minutes"] for one in items)),
            "updated": queries.updated_patients(items, facts),
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


def agenda_column(actor: Actor, patient_ids: Sequence[UUID], facts: MeetingFacts) -> Column | None:
    """Whether each patient is on the next agenda, with a button for who may put it there.

    The place on it says how many go before, so only who sees the whole agenda reads it.
    """
    upcoming: queries.Upcoming | None = facts.upcoming if rules.can_read_meetings(actor) else None
    if upcoming is None:
        return None
    meeting = upcoming.meeting
    places = {one["patient_id"]: one["position"] for one in upcoming.items(actor)}
    can_run, whole = rules.can_run_meeting(actor, meeting), queries.sees_all_on(actor, meeting)
    cells = {one: _place_cell(places[one], whole=whole) for one in patient_ids if one in places}
    if can_run:
        button = _add_button(meeting.pk)
        cells = {one: cells.get(one) or format_html(button, one) for one in patient_ids}
    return Column(title=_("Agenda %(day)s") % {"day": _date(queries.day_of(meeting))}, cells=cells)


def agenda_order(actor: Actor, facts: MeetingFacts) -> Sequence[UUID]:
    upcoming: queries.Upcoming | None = facts.upcoming if rules.can_read_meetings(actor) else None
    return [one["patient_id"] for one in upcoming.items(actor)] if upcoming else ()


def bulk_buttons(actor: Actor, context: Mapping[str, Any]) -> Fragment | None:
    """What can be done with the patients that were ticked in the register."""
    upcoming: queries.Upcoming | None = context["facts"].upcoming if rules.can_read_meetings(actor) else None
    if upcoming is None or not rules.can_run_meeting(actor, upcoming.meeting):
        return None
    shown = {"meeting_id": upcoming.meeting.pk, "day": queries.day_of(upcoming.meeting)}
    return Fragment(template="meetings/panels/bulk.html", context=shown)


def _date(day: date) -> str:
    return f"{day.day} {month_short(day)}"


def _place_cell(position: int, *, whole: bool) -> SafeString:
    words = _("Plek %(position)s") % {"position": position} if whole else _("Op de agenda")
    return format_html('<span class="on-agenda">{}{}</span>', icon_svg("check", size="s"), words)


def _add_button(meeting_id: UUID) -> SafeString:
    """Markup with a hole for the patient: fifty rows differ in nothing else. It belongs to the form of the ticks."""
    address = reverse("meetings:add_chosen", args=[meeting_id])
    parts = (address, address, icon_svg("plus", size="s"), _("Zet erop"))
    return format_html(
        '<button class="button button-secondary button-s" type="submit" form="chosen" formaction="{}" hx-post="{}"'
        ' name="only" value="{{}}">{}{}</button>',
        *parts,
    )


def meeting_facts() -> MeetingFacts:
    meeting = queries.next_meeting()
    last_on = queries.last_closed_on()
    if meeting is None:
        return MeetingFacts(last_on=last_on)
    return MeetingFacts(last_on=last_on, next_on=queries.day_of(meeting), upcoming=queries.Upcoming(meeting=meeting))
