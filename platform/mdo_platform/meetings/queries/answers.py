"""Who said to come to a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import people, rules
from mdo_platform.meetings.models import Answer, Invitee, Meeting


@dataclass(frozen=True, kw_only=True)
class Answered:
    user_id: UUID
    name: str
    discipline: str
    answer: str
    mail_refused: bool


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Of the present members, by name. `own` is the actor's, None for who takes no part."""

    members: list[Answered] = field(default_factory=list)
    own: str | None = None

    def count(self, answer: str) -> int:
        return sum(one.answer == answer for one in self.members)


def answers(actor: Actor, meeting: Meeting) -> Answers:
    rules.check_can_read_meetings(actor)
    given = dict(Invitee.objects.filter(meeting=meeting).values_list("user_id", "answer"))
    members = [
        Answered(
            user_id=person.user_id,
            name=person.name,
            discipline=person.discipline,
            answer=given.get(person.user_id, Answer.UNKNOWN),
            mail_refused=person.mail_refused,
        )
        for person in people.participants()
    ]
    own = next((one.answer for one in members if one.user_id == actor.user_id), None)
    return Answers(members=members, own=own)


def own_answers(actor: Actor, meeting_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What the actor said, per meeting: one query for a list."""
    found = Invitee.objects.filter(meeting_id__in=meeting_ids, user_id=actor.user_id)
    return dict(found.values_list("meeting_id", "answer"))
