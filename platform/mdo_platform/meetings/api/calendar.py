"""The year plan, moving and cancelling, answers, the calendar feed and the mails: over the services of the pages."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import expected_version, paginated, versioned
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings import queries, rules, services
from mdo_platform.meetings.api import calendar_serializers as c
from mdo_platform.meetings.api import serializers as s
from mdo_platform.meetings.api.examples import planning as examples
from mdo_platform.meetings.api.meetings import MeetingView, body, filters
from mdo_platform.meetings.views.feed import address_of
from mdo_platform.meetings.yearplan.free_days import Period
from mdo_platform.meetings.yearplan.rule import Rule
from mdo_tenants.groups.feeds import make_feed, open_feed, revoke_feed


class YearPlanPreviewApi(MeetingView):
    only_reads = True

    @extend_schema(
        operation_id="preview_year_plan",
        request=c.YearPlanRule,
        responses=c.ProposedDate(many=True),
        examples=[examples.YEAR_RULE, examples.YEAR_PROPOSED],
    )
    def post(self, request: Request) -> Response:
        """The dates that a rule gives, with public holidays, school holidays and own free periods marked."""
        given = body(c.YearPlanRule, request)
        own = [Period(**period) for period in given.pop("free")]
        region = given.pop("region")
        found = queries.year_plan(self.actor, Rule(**given), region=region, own=own)
        return Response(c.ProposedDate(found, many=True).data)


class YearPlanApi(MeetingView):
    @extend_schema(
        operation_id="plan_year",
        request=c.YearPlanIn,
        responses={201: s.MeetingOut(many=True)},
        examples=[examples.YEAR_PLAN, examples.MEETING],
    )
    def post(self, request: Request) -> Response:
        """Plan all of them or none. Sent again with the same key it adds nothing."""
        made = services.plan_year(by=self.actor, **body(c.YearPlanIn, request))
        return Response(s.MeetingOut(made, many=True).data, status=201)


class CancelApi(MeetingView):
    @extend_schema(
        operation_id="cancel_meeting",
        request=c.CancelIn,
        responses=s.MeetingOut,
        examples=[examples.CANCEL, examples.CANCELLED],
    )
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Call a planned meeting off; who was invited is told. The reason is read in the portal."""
        given = body(c.CancelIn, request)
        version = expected_version(request)
        meeting = services.cancel_meeting(meeting_id, by=self.actor, version=version, reason=given["reason"])
        return versioned(s.MeetingOut(meeting).data, meeting.version)


class CarryOverApi(MeetingView):
    @extend_schema(
        operation_id="carry_over_agenda",
        request=c.CarryOverIn,
        responses=s.ChosenOut(many=True),
        examples=[examples.CARRY_OVER, examples.CARRIED],
    )
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Put who waited on a cancelled meeting's agenda on that of a planned one; of each what became of it."""
        found = services.carry_over(meeting_id, by=self.actor, **body(c.CarryOverIn, request))
        return Response(s.ChosenOut(found, many=True).data)


class AnswersApi(MeetingView):
    @extend_schema(operation_id="meeting_answers", responses=c.AnsweredOut(many=True), examples=[examples.ANSWERED])
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """Who said to come, of the present members."""
        meeting = queries.meeting(self.actor, meeting_id)
        found = queries.answers(self.actor, meeting).members
        return paginated(request, list(c.AnsweredOut(found, many=True).data), self)


class OwnAnswerApi(MeetingView):
    @extend_schema(
        operation_id="answer_invitation",
        request=c.AnswerIn,
        responses=c.AnswerOut,
        examples=[examples.ANSWER, examples.ANSWER_KEPT],
    )
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Say whether you come; the last answer counts, whether it came from here or from a calendar."""
        invitee = services.respond(meeting_id, by=self.actor, **body(c.AnswerIn, request))
        return Response({"answer": invitee.answer})


class FeedApi(MeetingView):
    session_only: ClassVar[frozenset[str]] = frozenset({"POST"})

    @extend_schema(operation_id="calendar_feed", responses=c.FeedOut, examples=[examples.FEED])
    def get(self, request: Request) -> Response:
        """Whether there is a feed of yours, and when it was last read."""
        rules.check_can_read_meetings(self.actor)
        found = open_feed(current_group(), user_id=self.actor.user_id)
        if found is None:
            raise NotFound
        return Response(c.FeedOut(found).data)

    @extend_schema(
        operation_id="make_calendar_feed", request=None, responses={201: c.FeedMade}, examples=[examples.FEED_MADE]
    )
    def post(self, request: Request) -> Response:
        """Make the secret address; an earlier one stops working."""
        rules.check_can_read_meetings(self.actor)
        url = address_of(make_feed(current_group(), user_id=self.actor.user_id))
        return Response({"url": url}, status=201)

    @extend_schema(operation_id="revoke_calendar_feed", responses={204: None})
    def delete(self, request: Request) -> Response:
        """End it at once; not found when there is none."""
        rules.check_can_read_meetings(self.actor)
        if not revoke_feed(current_group(), user_id=self.actor.user_id):
            raise NotFound
        return Response(status=204)


class MailsApi(MeetingView):
    @extend_schema(
        operation_id="mails", parameters=[c.MailFilter], responses=c.MailOut(many=True), examples=[examples.MAILS]
    )
    def get(self, request: Request) -> Response:
        """For the chair: what became of the mails of this group, per state."""
        chosen = filters(c.MailFilter, request)
        found = queries.PostedMails(actor=self.actor, show=chosen["state"])
        return paginated(request, found, self, serializer=c.MailOut)


class SendAgainApi(MeetingView):
    @extend_schema(operation_id="send_mail_again", request=None, responses={204: None})
    def post(self, request: Request, entry_id: UUID) -> Response:
        """Have a refused or uncertain mail sent again, as the same message."""
        services.send_again(entry_id, by=self.actor)
        return Response(status=204)
