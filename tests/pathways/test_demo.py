"""The demo's programmes, by the real definition of frail elderly."""

from __future__ import annotations

from types import SimpleNamespace

from mdo_platform.pathways import queries
from mdo_platform.pathways.demo import STEPS, seed_steps
from mdo_platform.pathways.models import StepRecord
from mdo_platform.register.demo import seed_patients
from mdo_platform.register.models import Patient
from mdo_tenants.groups.services import enable_target_group


def test_frail_patients_have_steps_once_and_one_was_not_discussed_this_year(desk, installed):
    installed()
    enable_target_group(group_id=desk.place.row.id, code="psychogeriatrie")
    gp = desk.acting("gp", name="Sanne Demo")
    stand_in = SimpleNamespace(id=desk.place.row.id, slug="oosterpolder")
    with desk.open():
        seed_patients(stand_in)
        updated = dict(Patient.objects.values_list("pk", "record_updated_at"))
        for _again in range(2):
            seed_steps(stand_in)
        assert StepRecord.objects.count() == sum(map(len, STEPS["oosterpolder"].values()))
        assert dict(Patient.objects.values_list("pk", "record_updated_at")) == updated
        assert [row["patient__last_name"] for row in queries.yearly_due(gp).rows] == ["Rietzanger-Demo"]
