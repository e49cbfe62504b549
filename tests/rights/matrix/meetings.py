"""The meetings of the matrix: one being held, one planned, one with its report."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import services
from mdo_platform.meetings.models import AgendaItem, Agreement, Meeting, Signal


def hold(*, by: Actor, patients: list[UUID], vice: UUID | None = None, secretary: UUID | None = None) -> Meeting:
    """An open meeting with these patients; the first is discussed, with advice, an agreement and a signal."""
    meeting = plan(by=by, patients=patients, vice=vice, secretary=secretary)
    services.open_meeting(meeting.pk, by=by)
    services.next_item(meeting.pk, by=by, leaving=None)
    item = AgendaItem.objects.filter(meeting=meeting).earliest("position")
    services.save_advice(meeting.pk, by=by, item_id=item.pk, version=1, text="advies")
    services.save_agreement(meeting.pk, by=by, idempotency_key=uuid4(), item_id=item.pk, what="afspraak")
    services.save_signal(meeting.pk, by=by, idempotency_key=uuid4(), kind="bottleneck", text="knelpunt", category="K01")
    services.add_guest(meeting.pk, by=by, name="Gast-Demo", discipline="Apotheker", organisation="Apotheek-Demo")
    return Meeting.objects.get(pk=meeting.pk)


def plan(*, by: Actor, patients: list[UUID], vice: UUID | None = None, secretary: UUID | None = None) -> Meeting:
    meeting = services.plan_meeting(
        by=by,
        starts_at=timezone.now() + timedelta(hours=1),
        target_groups=["palliatief"],
        place="plaats",
        vice_chair_id=vice,
        secretary_id=secretary,
    )
    for patient_id in patients:
        services.add_item(meeting.pk, by=by, patient_id=patient_id)
    return meeting


def finish(meeting: Meeting, *, by: Actor) -> None:
    services.tick_attendance(meeting.pk, by=by, user_id=by.user_id, present=True)
    services.close_meeting(meeting.pk, by=by)


def make_reports() -> None:
    """As the worker does, outside every group."""
    while outbox.run_due():
        pass


def ids_of(meeting_id: UUID) -> SimpleNamespace:
    """What the paths of this meeting hold: the item of `own` first."""
    items = list(AgendaItem.objects.filter(meeting=meeting_id).order_by("position"))
    agreement = Agreement.objects.filter(meeting=meeting_id).first()
    signal = Signal.objects.filter(meeting=meeting_id).first()
    meeting = Meeting.objects.get(pk=meeting_id)
    return SimpleNamespace(
        meeting_id=meeting_id,
        item_id=items[0].pk if items else uuid4(),
        other_item_id=items[-1].pk if items else uuid4(),
        agreement_id=agreement.pk if agreement else uuid4(),
        signal_id=signal.pk if signal else uuid4(),
        guest_id=next((str(row.pk) for row in meeting.attendances.filter(is_guest=True)), str(uuid4())),
    )
