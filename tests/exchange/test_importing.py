"""A list goes into the register whole or not at all, once, and nothing is written before it is confirmed (R-14)."""

from __future__ import annotations

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.exchange import services
from mdo_platform.exchange.models import ImportRow, ImportState
from mdo_platform.register.models import Enrolment, Patient
from tests.exchange.helpers import AKKERWINDE, BERENKLAUW, HEADINGS, csv_of, work


def test_a_list_is_entered_after_it_was_confirmed(desk, gp, staged):
    with desk.open():
        found = staged(csv_of(HEADINGS, AKKERWINDE, BERENKLAUW))
        assert found.state == ImportState.CHECKED
        assert Patient.objects.count() == 0
        services.confirm(found.pk, by=gp)
        assert Patient.objects.count() == 0
    work()
    with desk.open():
        first, second = Patient.objects.order_by("last_name")
        assert (first.name_prefix, first.last_name, first.birth_date.isoformat(), first.sex, first.consent) == (
            "van der", "Akkerwinde-Demo", "1941-03-14", "female", "agreed",
        )  # fmt: skip
        assert second.consent == "unknown"
        assert set(Enrolment.objects.values_list("target_group", "kind")) == {("palliatief", "primary")}
        found.refresh_from_db()
        assert (found.state, found.entered_count, found.skipped_count) == (ImportState.DONE, 2, 0)
        assert found.patient_ids == [first.pk, second.pk]
        assert ImportRow.objects.count() == 0
        assert (found.file_name, found.headings) == ("", [])
        line = AccessLogEntry.objects.get(what="register.import")
        assert (line.action, line.patient_ids, line.actor_id) == ("C", [first.pk, second.pk], gp.user_id)
        assert "Akkerwinde" not in str(line.detail)
