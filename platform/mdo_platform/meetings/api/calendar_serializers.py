"""In and out of the API for the year plan, answers, the feed, and mails."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from mdo_foundation.common.api import MomentField
from mdo_platform.meetings.models import Answer
from mdo_platform.meetings.queries.posted import SHOWN
from mdo_platform.meetings.yearplan.free_days import Region
from mdo_platform.meetings.yearplan.rule import MOST, Every, Which


class MeetingChange(s.Serializer[Any]):
    """What is named is changed; `version` (or If-Match) is the one that the caller saw."""

    version = s.IntegerField(required=False, min_value=1)
    starts_at = MomentField(required=False)
    minutes = s.IntegerField(required=False)
    target_groups = s.ListField(child=s.CharField(max_length=60), required=False)
    place = s.CharField(required=False, allow_blank=True, max_length=200)
    video_url = s.URLField(required=False, allow_blank=True, max_length=500)
    chair_id = s.UUIDField(required=False)
    vice_chair_id = s.UUIDField(required=False, allow_null=True)
    secretary_id = s.UUIDField(required=False, allow_null=True)


class CancelIn(s.Serializer[Any]):
    version = s.IntegerField(required=False, min_value=1)
    reason = s.CharField(max_length=500, help_text="Read in the portal, never mailed.")


class CarryOverIn(s.Serializer[Any]):
    to = s.UUIDField(help_text="A planned meeting of the group.")


class PeriodIn(s.Serializer[Any]):
    first = s.DateField()
    last = s.DateField()


class YearPlanRule(s.Serializer[Any]):
    """`weekday`: 0 is Monday. `which` counts for months only. It ends after `count` dates, or on `until`."""

    every = s.ChoiceField(choices=Every.choices)
    interval = s.IntegerField(min_value=1, max_value=52)
    weekday = s.IntegerField(min_value=0, max_value=6)
    which = s.ChoiceField(choices=Which.choices, default=Which.FIRST)
    at = s.TimeField()
    first_day = s.DateField()
    count = s.IntegerField(default=None, allow_null=True, min_value=1, max_value=MOST)
    until = s.DateField(default=None, allow_null=True)
    region = s.ChoiceField(choices=Region.choices, default=Region.NONE, allow_blank=True)
    free = s.ListField(child=PeriodIn(), default=list, max_length=20)


class ProposedDate(s.Serializer[Any]):
    """`against`: why it is left out unless somebody takes it in."""

    starts_at = s.DateTimeField()
    against = s.ListField(child=s.CharField())
    is_taken = s.BooleanField()


class YearPlanIn(s.Serializer[Any]):
    """The moments that were chosen, and what the meetings have in common. The same key adds no meeting twice."""

    idempotency_key = s.UUIDField()
    starts = s.ListField(child=MomentField(), min_length=1, max_length=MOST)
    minutes = s.IntegerField(default=60)
    target_groups = s.ListField(child=s.CharField(max_length=60))
    place = s.CharField(default="", allow_blank=True, max_length=200)
    video_url = s.URLField(default="", allow_blank=True, max_length=500)
    chair_id = s.UUIDField(default=None, allow_null=True)
    vice_chair_id = s.UUIDField(default=None, allow_null=True)
    secretary_id = s.UUIDField(default=None, allow_null=True)


class AnswerOut(s.Serializer[Any]):
    answer = s.ChoiceField(choices=[choice for choice in Answer.choices if choice[0]])


class AnswerIn(AnswerOut):
    sequence = s.IntegerField(min_value=0, help_text="Of the meeting that you looked at; 409 when it changed since.")


class AnsweredOut(s.Serializer[Any]):
    """`answer` is empty as long as it is not known; `mail_refused`: mail does not arrive at this member."""

    user_id = s.UUIDField()
    name = s.CharField()
    discipline = s.CharField()
    answer = s.ChoiceField(choices=Answer.choices)
    mail_refused = s.BooleanField()


class FeedOut(s.Serializer[Any]):
    created_at = s.DateTimeField()
    last_read_at = s.DateTimeField(allow_null=True)


class FeedMade(s.Serializer[Any]):
    """`url` is told this once; a new one ends it."""

    url = s.URLField()


class MailFilter(s.Serializer[Any]):
    state = s.ChoiceField(choices=list(SHOWN), default="refused")


class MailOut(s.Serializer[Any]):
    """`what`: invitation, change, cancellation, or the name of a template. Never what is in it, nor the address."""

    id = s.UUIDField()
    what = s.CharField()
    member = s.CharField(help_text="Empty when it is not for a present member.")
    state = s.ChoiceField(choices=list(SHOWN))
    at = s.DateTimeField(help_text="When it was sent, refused, or is due.")
    reason = s.CharField()
    attempts = s.IntegerField()
    starts_at = s.DateTimeField(allow_null=True, help_text="Of the meeting that it is about, when it is about one.")
