"""A programme for the patients of the matrix, whose target group has none of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_platform.pathways import services
from mdo_platform.register.models import Enrolment
from mdo_plugin_api import Outcome, Pathway, Step
from tests.pathways.helpers import with_programmes

YEARLY = Outcome(code="jaarlijks", label="Jaarlijks", icpc="A05", yearly=True)
PROGRAMME = Pathway(
    code="proef",
    label="Proefprogramma",
    steps=(
        Step(code="gedaan", label="Gedaan", help="", outcomes=(YEARLY,)),
        Step(code="open", label="Open", help="", outcomes=(YEARLY,)),
    ),
)


@contextmanager
def declared() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        with_programmes(patched, {"palliatief": PROGRAMME})
        yield


def begin(patient: Any, *, by: Actor) -> None:
    """The first step is recorded, the second is open."""
    facts = services.StepFacts(done_on=timezone.localdate(), outcome="jaarlijks", consent="agreed", remark="opmerking")
    services.save_step(patient.pk, by=by, pathway="proef", step="gedaan", facts=facts, version=0)


def let_it_be_long_ago() -> None:
    """Every patient of the group was last discussed more than a year ago."""
    Enrolment.objects.update(last_discussed_on=timezone.localdate() - timedelta(days=400))
