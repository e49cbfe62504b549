"""Faults at the door of guests: too many pages, too long, too many meetings."""

from __future__ import annotations

from tests.rights.mutants.seeds import GROUPS, MEETINGS, fault

AGENDA = "GET te-gast/<uuid:meeting_id>/"
GUESTS, RULES = f"{GROUPS}/guests.py", f"{MEETINGS}/rules.py"

VISITS = [
    fault(
        "A guest's pass that was taken away lets in",
        GUESTS,
        'select_related("group", "user").filter(revoked_at=None, **active)',
        'select_related("group", "user").filter(**active)',
        asks=AGENDA,
    ),
    fault(
        "A guest comes to every page",
        f"{GROUPS}/middleware.py",
        "as_guest = token is None and rest.startswith(guests.PATHS)",
        "as_guest = token is None",
        asks="GET register/",
    ),
    fault(
        "A guest of one meeting reads them all",
        RULES,
        'actor.has_role(GUEST) and actor.via == "session" and meeting_id in actor.meeting_ids',
        'actor.has_role(GUEST) and actor.via == "session"',
        asks=AGENDA,
    ),
    fault(
        "A guest of any group comes in",
        GUESTS,
        "_passes_that_open().filter(group_id=group_id, user_id=user_id)",
        "_passes_that_open().filter(user_id=user_id)",
        asks=AGENDA,
    ),
    fault(
        "A guest reads on after the meeting, and before it",
        RULES,
        "    if meeting.state == MeetingState.CANCELLED:\n        raise NotAllowed",
        "    return\n    if meeting.state == MeetingState.CANCELLED:\n        raise NotAllowed",
        asks=AGENDA,
    ),
    fault(
        "A member reads as a guest",
        RULES,
        'if not (actor.has_role(GUEST) and actor.via == "session" and meeting_id in actor.meeting_ids):',
        "if False:",
        asks=AGENDA,
    ),
]
