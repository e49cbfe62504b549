"""A worker that is killed while it enters a list: nothing of it is there, and after the next one all of it, once."""

from __future__ import annotations

import signal

import pytest

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group
from tests.exchange.helpers import AKKERWINDE, BERENKLAUW, HEADINGS, csv_of
from tests.faults.conftest import lapse_claims, run_worker_until_it_dies

DIE = "import os, signal\ndef die(*a, **k): os.kill(os.getpid(), signal.SIGKILL)\n"
IMPORTS = (
    "from mdo_foundation.common import outbox\n"
    "from mdo_platform.exchange.services import running\n"
    "from mdo_platform.register.services import importing\n"
)
STEPS = {
    "between claiming and working": "outbox._run = die",
    "after the rows were checked again": "running.import_patients = die",
    "half-way the patients": (
        "real, seen = importing._Batch.write, []\n"
        "def write(self):\n    real(self)\n    seen.append(1)\n    len(seen) == 2 and die()\n"
        "importing.AT_ONCE, importing._Batch.write = 1, write"
    ),
    "before the line in the log": "importing.record_access = die",
    "after everything, before done": "outbox.finish = die",
}


@pytest.fixture
def confirmed(drill):
    """A confirmed list of two patients of the drill's GP."""
    from mdo_platform.exchange import services
    from mdo_tenants.groups.queries import actor_from, membership

    gp = actor_from(membership(group_id=drill.row.pk, user_id=drill.members["gp"].pk), address="127.0.0.1")
    with in_group(drill.row):
        found = services.start_import(csv_of(HEADINGS, AKKERWINDE, BERENKLAUW), by=gp)
        services.choose_columns(found.pk, by=gp, columns=found.columns, defaults={})
        services.confirm(found.pk, by=gp)
    return drill, found


def counted(place):
    from mdo_foundation.audit.models import AccessLogEntry
    from mdo_platform.register.models import Change, Enrolment, Patient

    with in_group(place.row):
        lines = AccessLogEntry.objects.filter(what="register.import").count()
        return Patient.objects.count(), Enrolment.objects.count(), Change.objects.count() > 0, lines


@pytest.mark.parametrize("step", STEPS)
def test_a_list_is_entered_once_and_whole_whatever_is_killed(confirmed, step):
    place, found = confirmed
    assert run_worker_until_it_dies(IMPORTS + DIE + STEPS[step]) == -signal.SIGKILL
    assert counted(place) == (0, 0, False, 0)
    lapse_claims()
    while outbox.run_due():
        pass
    assert counted(place) == (2, 2, True, 1)
    with in_group(place.row):
        found.refresh_from_db()
        assert (found.state, found.entered_count) == ("done", 2)
