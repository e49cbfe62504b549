"""One sign-up whose worker is really killed at every step (kill -9), and goes on each time (F20)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.accounts.models import Invitation
from mdo_tenants.groups.models import Group, GroupTargetGroup
from mdo_tenants.provisioning import steps
from mdo_tenants.provisioning.models import SignUp
from mdo_tenants.provisioning.template import drop_schema
from tests.provisioning.conftest import schemas

# Does the work of one step, says so, and waits for its end with the transaction open.
WORKER = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "mdo_platform.project.settings.test"
import django
django.setup()
from mdo_tenants.provisioning import steps
number, sign_up_id = int(sys.argv[1]), sys.argv[2]
real = steps._STEPS[number]
def stop(sign_up):
    real(sign_up)
    print("worked", flush=True)
    time.sleep(60)
steps._STEPS[number] = stop
steps.provision(sign_up_id)
"""


@pytest.fixture
def committed_sign_up(django_db_setup: None, django_db_blocker: Any) -> Iterator[SignUp]:
    """Confirmed, and seen by other processes; everything of it is gone after the test."""
    with django_db_blocker.unblock():
        sign_up = SignUp.objects.create(
            group_name="Taaie Groep-Demo", place="Rietveld", contact_name="Taai-Demo", email="taai@demo.invalid",
            target_groups=["palliatief"], terms_version="1", agreement_version="1", state=SignUp.State.VERIFIED,
        )  # fmt: skip
        yield sign_up
        group = Group.objects.filter(name=sign_up.group_name).first()
        sign_up.delete()
        Invitation.objects.filter(email=sign_up.email).delete()
        OutboxEntry.objects.filter(group_id=None).delete()
        if group is not None:
            GroupTargetGroup.objects.filter(group=group).delete()
            group.delete()
            connections["default"].close()
            drop_schema(group.schema_name)
        connections.close_all()


def test_killed_at_every_step_and_ready_in_the_end(committed_sign_up):
    before = schemas()
    for step in [step for step in SignUp.Step if step]:
        arguments = [sys.executable, "-c", WORKER, str(step.value), str(committed_sign_up.pk)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout.readline() == "worked\n"
            worker.kill()
        committed_sign_up.refresh_from_db()
        assert committed_sign_up.step == step - 1

    steps.provision(str(committed_sign_up.pk))

    committed_sign_up.refresh_from_db()
    group = Group.objects.get(name=committed_sign_up.group_name)
    assert (committed_sign_up.state, group.status) == ("ready", "active")
    assert schemas() - before == {group.schema_name}
    assert Invitation.objects.filter(group_id=group.pk).count() == 1
    assert GroupTargetGroup.objects.filter(group=group).count() == 1
