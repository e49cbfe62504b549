"""What the pages show, ready to print: names or initials, words, colours, minutes."""

from mdo_platform.meetings.presenters.agenda import (
    AgendaPage,
    ChosenResult,
    agenda_page,
    attachment_ticks,
    chosen_result,
    proposals,
)
from mdo_platform.meetings.presenters.calendar import answers_sentence, known_holidays, months, posted_rows
from mdo_platform.meetings.presenters.guests import (
    GuestPatient,
    GuestRow,
    Invited,
    guest_patient,
    guest_rows,
    invited,
)
from mdo_platform.meetings.presenters.meetings import MeetingCard, meeting_card, seat_roles
from mdo_platform.meetings.presenters.records import (
    AgreementRow,
    OfferPage,
    PastTurn,
    SignalRow,
    agreement_rows,
    offer_page,
    past_turns,
    signal_rows,
)
from mdo_platform.meetings.presenters.room import RoomPage, room_page, room_stamps

__all__ = [
    "AgendaPage",
    "AgreementRow",
    "ChosenResult",
    "GuestPatient",
    "GuestRow",
    "Invited",
    "MeetingCard",
    "OfferPage",
    "PastTurn",
    "RoomPage",
    "SignalRow",
    "agenda_page",
    "agreement_rows",
    "answers_sentence",
    "attachment_ticks",
    "chosen_result",
    "guest_patient",
    "guest_rows",
    "invited",
    "known_holidays",
    "meeting_card",
    "months",
    "offer_page",
    "past_turns",
    "posted_rows",
    "proposals",
    "room_page",
    "room_stamps",
    "seat_roles",
    "signal_rows",
]
