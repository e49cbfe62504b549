"""Every read of meetings. What shows patients takes the actor, decides the rows and writes the access log."""

from mdo_platform.meetings.queries.agenda import Line, agenda, lines_of
from mdo_platform.meetings.queries.answers import Answered, Answers, answers, own_answers
from mdo_platform.meetings.queries.course import current_item, enrolment_for, has_notes, items_of, next_waiting
from mdo_platform.meetings.queries.guests import GuestLook, guest_agenda, guest_line, guest_passes
from mdo_platform.meetings.queries.meetings import (
    Seat,
    all_meetings,
    attendance_list,
    has_open_meeting,
    last_closed_on,
    meeting,
    meetings_ahead,
    meetings_past,
    next_meeting,
    planned_after,
    present,
    seats,
)
from mdo_platform.meetings.queries.posted import Posted, posted, posted_counts
from mdo_platform.meetings.queries.proposals import Proposed, needs_yearly, proposals, reasons
from mdo_platform.meetings.queries.records import advice, agreement, agreements, open_agreements_of, report, signals
from mdo_platform.meetings.queries.register_view import (
    Upcoming,
    day_of,
    discussed_items,
    places_on,
    sees_all_on,
    updated_patients,
)
from mdo_platform.meetings.queries.room import Room, earlier_agreements, minutes_left, other_leader, room
from mdo_platform.meetings.queries.sharing import Offer, offer, offer_of
from mdo_platform.meetings.queries.yearplan import meetings_of_year, planned_days, year_plan

__all__ = [
    "Answered",
    "Answers",
    "GuestLook",
    "Line",
    "Offer",
    "Posted",
    "Proposed",
    "Room",
    "Seat",
    "Upcoming",
    "advice",
    "agenda",
    "agreement",
    "agreements",
    "all_meetings",
    "answers",
    "attendance_list",
    "current_item",
    "day_of",
    "discussed_items",
    "earlier_agreements",
    "enrolment_for",
    "guest_agenda",
    "guest_line",
    "guest_passes",
    "has_notes",
    "has_open_meeting",
    "items_of",
    "last_closed_on",
    "lines_of",
    "meeting",
    "meetings_ahead",
    "meetings_of_year",
    "meetings_past",
    "minutes_left",
    "needs_yearly",
    "next_meeting",
    "next_waiting",
    "offer",
    "offer_of",
    "open_agreements_of",
    "other_leader",
    "own_answers",
    "places_on",
    "planned_after",
    "planned_days",
    "posted",
    "posted_counts",
    "present",
    "proposals",
    "reasons",
    "report",
    "room",
    "seats",
    "sees_all_on",
    "signals",
    "updated_patients",
    "year_plan",
]
