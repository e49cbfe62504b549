"""Every change of a meeting. Each is one transaction and may be repeated after a double click or a lost answer."""

from mdo_platform.meetings.services.agenda import add_item, move_item, remove_item, set_minutes
from mdo_platform.meetings.services.answers import respond, take_in
from mdo_platform.meetings.services.attachments import tick_attachment
from mdo_platform.meetings.services.chosen import add_chosen, undo_chosen
from mdo_platform.meetings.services.closing import close_meeting
from mdo_platform.meetings.services.guests import AHEAD, come_in, invite_guest, mail_guest_again, revoke_guest
from mdo_platform.meetings.services.keeping import mark_declined, mark_done
from mdo_platform.meetings.services.leading import take_over
from mdo_platform.meetings.services.moving import cancel_meeting, carry_over, change_meeting
from mdo_platform.meetings.services.notes import (
    attach,
    remove_agreement,
    save_advice,
    save_agreement,
    save_signal,
)
from mdo_platform.meetings.services.planning import plan_meeting
from mdo_platform.meetings.services.posted import send_again
from mdo_platform.meetings.services.running import (
    add_guest,
    go_to_item,
    next_item,
    open_meeting,
    park_item,
    previous_item,
    run_clock,
    tick_attendance,
    tick_guest,
)
from mdo_platform.meetings.services.sharing import share_signal, withdraw_signal
from mdo_platform.meetings.services.yearplan import plan_year

__all__ = [
    "AHEAD",
    "add_chosen",
    "add_guest",
    "add_item",
    "attach",
    "cancel_meeting",
    "carry_over",
    "change_meeting",
    "close_meeting",
    "come_in",
    "go_to_item",
    "invite_guest",
    "mail_guest_again",
    "mark_declined",
    "mark_done",
    "move_item",
    "next_item",
    "open_meeting",
    "park_item",
    "plan_meeting",
    "plan_year",
    "previous_item",
    "remove_agreement",
    "remove_item",
    "respond",
    "revoke_guest",
    "run_clock",
    "save_advice",
    "save_agreement",
    "save_signal",
    "send_again",
    "set_minutes",
    "share_signal",
    "take_in",
    "take_over",
    "tick_attachment",
    "tick_attendance",
    "tick_guest",
    "undo_chosen",
    "withdraw_signal",
]
