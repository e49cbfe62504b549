"""Who may do what with meetings: the rows 'meeting functions' and 'signals, reports' of the rights table (S-02)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common import dutch
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotAllowed, NotFound
from mdo_platform.meetings.models import Agreement, Meeting, MeetingState
from mdo_platform.register.rules import can_change_patient
from mdo_tenants.groups.rights import GUEST, Right, has_right

GUESTS_EARLY, GUESTS_STAY = timedelta(minutes=15), timedelta(hours=2)


def can_read_meetings(actor: Actor) -> bool:
    return has_right(actor, Right.READ_REPORTS)


def check_can_read_meetings(actor: Actor) -> None:
    if not can_read_meetings(actor):
        raise NotAllowed(_("Vergaderingen en verslagen zijn voor de deelnemers van het MDO."))


def can_plan_meetings(actor: Actor) -> bool:
    return has_right(actor, Right.RUN_MEETINGS)


def check_can_plan_meetings(actor: Actor) -> None:
    if not can_plan_meetings(actor):
        raise NotAllowed(_("Alleen de voorzitter plant vergaderingen."))


def can_run_meeting(actor: Actor, meeting: Meeting) -> bool:
    """The chair every meeting of the group; vice-chair and secretary the meetings they are appointed to."""
    if has_right(actor, Right.RUN_MEETINGS):
        return True
    appointed = actor.user_id in {meeting.chair_id, meeting.vice_chair_id, meeting.secretary_id}
    return appointed and has_right(actor, Right.RUN_APPOINTED_MEETINGS)


def check_can_run_meeting(actor: Actor, meeting: Meeting) -> None:
    if not can_run_meeting(actor, meeting):
        raise NotAllowed(_("Dit doet de voorzitter, of de vice-voorzitter of notulist van deze vergadering."))


def sees_whole_agenda(actor: Actor, meeting: Meeting) -> bool:
    """Who runs the meeting sees every patient on it, until it is closed; from then on the register decides."""
    return meeting.state in (MeetingState.PLANNED, MeetingState.OPEN) and can_run_meeting(actor, meeting)


def check_is_guest(actor: Actor, meeting_id: UUID) -> None:
    """A guest of this meeting; for everybody else, members too, the guests' pages do not exist."""
    if not (actor.has_role(GUEST) and actor.via == "session" and meeting_id in actor.meeting_ids):
        raise NotFound


def check_is_now(meeting: Meeting, now: datetime) -> None:
    """A guest reads along for the length of the meeting (M-11); before and after there is nothing to see.

    From the opening, or a quarter of an hour before the planned start, until the meeting is closed, and never longer
    than two hours more than it was to last.
    """
    if meeting.state == MeetingState.CANCELLED:
        raise NotAllowed(_("Deze vergadering is afgezegd."))
    if meeting.closed_at is not None or meeting.state not in (MeetingState.PLANNED, MeetingState.OPEN):
        raise NotAllowed(_("De vergadering is afgelopen. Je ziet hier geen patiënten meer."))
    length = timedelta(minutes=meeting.minutes) + GUESTS_STAY
    spans = [(meeting.starts_at - GUESTS_EARLY, meeting.starts_at + length)]
    if meeting.opened_at:
        spans.append((meeting.opened_at, meeting.opened_at + length))
    if any(start <= now < end for start, end in spans):
        return
    if all(now >= end for _start, end in spans):
        raise NotAllowed(_("De vergadering is afgelopen. Je ziet hier geen patiënten meer."))
    begins = timezone.localtime(meeting.starts_at)
    raise NotAllowed(
        _("De vergadering is op %(day)s om %(time)s uur. Vanaf een kwartier daarvoor zie je hier de patiënten.")
        % {"day": dutch.day_long(begins.date()), "time": dutch.clock(begins)}
    )


def can_finish_agreement(actor: Actor, agreement: Agreement) -> bool:
    """Who promised it, and who runs its meeting."""
    return agreement.who_id == actor.user_id or can_run_meeting(actor, agreement.meeting)


def check_can_finish_agreement(actor: Actor, agreement: Agreement) -> None:
    if not can_finish_agreement(actor, agreement):
        raise NotAllowed(_("Alleen wie de afspraak maakte of de voorzitter zet een afspraak op gedaan."))


def can_decline_agreement(actor: Actor, agreement: Agreement) -> bool:
    """Who may change the patient speaks with the patient (K-07), and who runs the meeting; only about a patient."""
    if agreement.item is None:
        return False
    return can_run_meeting(actor, agreement.meeting) or can_change_patient(actor, agreement.item.patient_id)


def check_can_decline_agreement(actor: Actor, agreement: Agreement) -> None:
    if not can_decline_agreement(actor, agreement):
        raise NotAllowed(_("Alleen wie de patiënt mag wijzigen of de voorzitter zet een afspraak op niet akkoord."))
