"""What goes wrong in the middle of a meeting, and what strange input does: never a fault, never a lost report."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdo_foundation.common.errors import Invalid, PortalError
from mdo_platform.meetings import services
from mdo_platform.meetings.models import MeetingReport
from mdo_platform.register import services as register
from tests.meetings.conftest import Table, run_worker


def test_patient_on_the_screen_who_objects_does_not_stop_the_meeting(table: Table):
    with table.desk.open():
        first, second, third = table.open("Eerste-Demo", "Tweede-Demo", "Derde-Demo")
        services.next_item(table.meeting_id, by=table.chair, leaving=first.pk)
        register.set_consent(second.patient_id, by=table.desk.acting("gp"), status="objects")
        shown = services.next_item(table.meeting_id, by=table.chair, leaving=None)
        assert shown.pk == third.pk
        assert services.previous_item(table.meeting_id, by=table.chair, leaving=third.pk).pk == first.pk


def test_closed_patient_is_refused_on_an_agenda(table: Table):
    with table.desk.open():
        table.plan()
        patient = table.patient("Afgesloten-Demo")
        register.close_patient(patient.pk, by=table.desk.acting("gp"), version=None, reason="moved")
        with pytest.raises(Invalid):
            services.add_item(table.meeting_id, by=table.chair, patient_id=patient.pk)


def test_key_of_another_meeting_is_refused_in_words(table: Table):
    with table.desk.open():
        table.open("Eerste-Demo")
        key = uuid4()
        services.save_agreement(table.meeting_id, by=table.chair, idempotency_key=key, what="Bellen")
        services.save_signal(table.meeting_id, by=table.chair, idempotency_key=key, kind="bottleneck", text="Bellen")
        services.add_guest(table.meeting_id, by=table.chair, name="Gast-Demo", discipline="arts", idempotency_key=key)
        table.open("Tweede-Demo")
        for act in (
            lambda: services.save_agreement(table.meeting_id, by=table.chair, idempotency_key=key, what="Mailen"),
            lambda: services.save_signal(
                table.meeting_id, by=table.chair, idempotency_key=key, kind="bottleneck", text="Mailen"
            ),
            lambda: services.add_guest(
                table.meeting_id, by=table.chair, name="Ander-Demo", discipline="arts", idempotency_key=key
            ),
        ):
            with pytest.raises(PortalError):
                act()


@pytest.mark.parametrize("year", [9999, 9998])
def test_far_future_is_refused(table: Table, year: int):
    with table.desk.open(), pytest.raises(Invalid):
        table.plan(starts_at=datetime(year, 12, 31, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize("code", ["x" * 300, "bestaat-niet", "nul\x00", ""])
def test_only_known_help_is_attached(table: Table, code: str):
    with table.desk.open():
        (item,) = table.open("Eerste-Demo")
        with pytest.raises(Invalid):
            services.attach(
                table.meeting_id, by=table.chair, item_id=item.pk, kind="interventions", code=code, attached=True
            )


STRANGE = "Wingding \uf0b7, emoji 👩‍⚕️, 中文, \u202eomgekeerd, \ufffe, #read('/etc/passwd') $x$ *b* `c` <d> @e"


def test_report_is_made_whatever_is_typed(table: Table):
    with table.desk.open():
        (item,) = table.open("Eerste-Demo")
        services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text=STRANGE)
        services.close_meeting(table.meeting_id, by=table.chair)
    run_worker()
    with table.desk.open():
        made = MeetingReport.objects.get(meeting_id=table.meeting_id)
        assert bytes(made.pdf).startswith(b"%PDF")


def test_every_change_of_a_meeting_takes_its_lock_first(table: Table):
    """Else two people wait for each other: one who changes an agreement, one who sets it to done."""
    with table.desk.open():
        (item,) = table.open("Eerste-Demo")
        made = services.save_agreement(
            table.meeting_id, by=table.chair, idempotency_key=uuid4(), what="Bellen", item_id=item.pk
        )
        with CaptureQueriesContext(connection) as done:
            services.mark_done(made.pk, by=table.chair)
        locks = [query["sql"] for query in done if "FOR UPDATE" in query["sql"] or query["sql"].startswith("UPDATE")]
        assert 'FROM "meetings_meeting"' in locks[0]
