"""The demo's results go through the services of real ones, and are there once."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mdo_platform.questionnaires.demo import seed_results
from mdo_platform.questionnaires.models import Draft, Result
from mdo_platform.register.demo import seed_patients
from mdo_tenants.groups.services import enable_target_group

# Clinical §12; what was enough for a band with its source.
EXPECTED = {
    "oosterpolder": {("tug", 18.0), ("snaq65", 4.0), ("gds15", 8.0), ("cit6", 9.0), ("dos", 4.3), ("ediz", 8.0)},
    "stadsrand-zuid": {("rudas", 20.0), ("iqcode", 4.1)},
}


@pytest.mark.parametrize("slug", EXPECTED)
def test_the_results_of_a_group_are_seeded_once(desk, slug):
    for code in ("psychogeriatrie", "cultuursensitief"):
        enable_target_group(group_id=desk.place.row.id, code=code)
    desk.acting("chair", name="Sanne Demo")
    stand_in = SimpleNamespace(id=desk.place.row.id, slug=slug)
    with desk.open():
        seed_patients(stand_in)
        for _run in range(2):
            seed_results(stand_in)
        newest = Result.objects.order_by("patient", "tool", "-taken_on").distinct("patient", "tool")
        assert set(newest.values_list("tool", "score")) == EXPECTED[slug]
        assert Result.objects.count() == Result.objects.values("patient", "tool", "taken_on").distinct().count()
        assert not Result.objects.filter(band_label="").exists()
        assert not Draft.objects.exists()
