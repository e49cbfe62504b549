"""The demo's patients go through the services of real ones, so they prove that a whole register can be made."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mdo_platform.register.demo import seed_patients
from mdo_platform.register.demo.data import PATIENTS
from mdo_platform.register.models import Enrolment, Patient
from mdo_tenants.groups.services import enable_target_group


@pytest.mark.parametrize("slug", sorted(PATIENTS))
def test_the_patients_of_a_group_are_seeded_once(desk, slug):
    for code in ("psychogeriatrie", "cultuursensitief"):
        enable_target_group(group_id=desk.place.row.id, code=code)
    desk.acting("chair", name="Sanne Demo")
    stand_in = SimpleNamespace(id=desk.place.row.id, slug=slug)
    with desk.open():
        seed_patients(stand_in)
        assert Patient.objects.count() == len(PATIENTS[slug])
        assert all(name.endswith("-Demo") for name in Patient.objects.values_list("last_name", flat=True))
        seed_patients(stand_in)
        assert Patient.objects.count() == len(PATIENTS[slug])
        if slug == "wilgenmeer":
            transferred = Enrolment.objects.get(transferred_from__isnull=False)
            assert (transferred.transferred_from.prognosis, transferred.transferred_from.urgency) == ("ko_l", "u3")
            assert transferred.transferred_from.end_note
            announced = Patient.objects.get(delete_on__isnull=False)
            assert (announced.last_name, announced.status) == ("Paardenbloem-Demo", "closed")


def test_the_demo_has_the_forty_patients_of_the_clinical_notes():
    numbers = {row.number for rows in PATIENTS.values() for row in rows}
    assert set(range(1, 41)) <= numbers
