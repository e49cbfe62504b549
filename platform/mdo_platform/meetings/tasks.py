"""What the worker does after a meeting was closed."""

from __future__ import annotations

from django.utils import timezone

from mdo_foundation.common import dutch, outbox
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.mail import queue_mail
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import people, report, report_content, states
from mdo_platform.meetings.models import Meeting, MeetingReport, MeetingState
from mdo_platform.meetings.services.closing import REPORT
from mdo_tenants.groups.links import group_url


@outbox.handler(REPORT)
def make_report(entry: OutboxEntry) -> None:
    """Freeze the report, store its PDF, queue the mails: one transaction with 'done', so a kill leaves none of it.

    Running it again changes nothing: the report exists, and a mail has one key per meeting and person.
    """
    meeting = Meeting.objects.select_for_update().get(pk=entry.payload["meeting"])
    store_report(meeting)
    queue_report_mails(meeting)


def store_report(meeting: Meeting) -> MeetingReport:
    made = MeetingReport.objects.filter(meeting=meeting).first()
    if made is None:
        content = report.build_content(meeting)
        made = MeetingReport.objects.create(meeting=meeting, content=content, pdf=report_content.render(content))
    if meeting.state == MeetingState.CLOSED:
        states.move(meeting, MeetingState.REPORTED)
        meeting.revision += 1
        meeting.save(update_fields=["state", "revision"])
    return made


def queue_report_mails(meeting: Meeting) -> None:
    """Every member who was present gets a link. Guests have no account, so no mail."""
    group = current_group()
    attended = set(meeting.attendances.filter(present=True, is_guest=False).values_list("user_id", flat=True))
    context = {
        "group": group.name,
        "day": dutch.day_long(timezone.localdate(meeting.starts_at)),
        "url": group_url(group, "meetings:report", meeting.pk),
    }
    for member in people.participants():
        if member.user_id in attended:
            queue_mail(
                template="meetings/report_ready",
                key=f"report:{meeting.pk}:{member.user_id}",
                to=member.email,
                context={**context, "name": member.name},
                group=group,
            )
