"""Who may do what with meetings: the rows 'meeting functions' and 'signals, reports' of the rights table (S-02)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotAllowed
from mdo_platform.meetings.models import Agreement, Meeting, MeetingState
from mdo_tenants.groups.rights import Right, has_right


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


def can_finish_agreement(actor: Actor, agreement: Agreement) -> bool:
    """Who promised it, and who runs its meeting."""
    return agreement.who_id == actor.user_id or can_run_meeting(actor, agreement.meeting)


def check_can_finish_agreement(actor: Actor, agreement: Agreement) -> None:
    if not can_finish_agreement(actor, agreement):
        raise NotAllowed(_("Alleen wie de afspraak maakte of de voorzitter zet een afspraak op gedaan."))
