"""`mdo retention` says what would go, without names, and deletes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import NotFound
from mdo_platform.project.retention import dry_run
from mdo_platform.register import services
from mdo_platform.register.models import Patient
from tests.register.conftest import desk, organisations

__all__ = ["desk", "organisations"]


def test_a_line_per_record_by_id(desk):
    today = timezone.localdate()
    with desk.open():
        gp = desk.acting("gp")
        patients = [desk.new_patient(by=gp, last_name=name) for name in ("Kanariegeel-Demo", "Zilverreiger-Demo")]
        for patient in patients:
            services.close_patient(patient.pk, by=gp, version=None, reason="moved")
        Patient.objects.update(closed_on=today - timedelta(days=345))
        services.hold_record(patients[1].pk, by=gp, version=None, reason="Klacht")
    lines = sorted(dry_run(desk.place.row.slug))
    assert len(lines) == 2
    held = next(line for line in lines if str(patients[1].pk) in line)
    assert held.endswith("held")
    going = next(line for line in lines if str(patients[0].pk) in line)
    assert f"deleted {today + timedelta(days=30)}" in going
    assert "Kanariegeel" not in str(lines)
    with desk.open():
        assert Patient.objects.count() == 2


def test_an_unknown_group_is_said(db):
    with pytest.raises(NotFound):
        list(dry_run("bestaat-niet"))
