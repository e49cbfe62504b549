from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.pathways import services
from mdo_platform.pathways.models import StepRecord
from mdo_platform.register.models import Enrolment
from mdo_plugin_api import Outcome, Pathway, Step

FRAIL, PALLIATIVE = "kwetsbare_ouderen", "palliatief"
LEVEL, SAYS = "kwetsbaarheidsniveau", "deelname_toestemming"

LIGHT = Outcome(code="licht", label="Licht", icpc="A49.01", sets=(LEVEL, "mogelijk"))
HEAVY = Outcome(code="zwaar", label="Zwaar geval", icpc="A05", sets=(LEVEL, "complex"), yearly=True)
WATCHED = Outcome(code="volgen", label="Jaarlijks volgen", yearly=True)
OLD = Outcome(code="oud", label="Oude keuze", retired=True)

PROGRAMME = Pathway(
    code="proef",
    label="Proefprogramma",
    consent=(SAYS, "toestemming", "weigert"),
    steps=(
        Step(code="een", label="Eerste stap", help="Begin hier.", outcomes=(LIGHT, HEAVY, OLD)),
        Step(code="twee", label="Tweede stap", help="", outcomes=(), tools=("complex_kwetsbaar", "weg_gereedschap")),
        Step(code="drie", label="Derde stap", help="", outcomes=(HEAVY, WATCHED)),
    ),
)
# For a target group beside the first.
OTHER = Pathway(code="anders", label="Ander programma", steps=(Step(code="x", label="Stap x", help="", outcomes=()),))


def with_programmes(monkeypatch: Any, pathways: Mapping[str, Pathway]) -> None:
    """Let these installed target groups have these programmes."""
    registry = get_registry()
    groups = {
        code: group.model_copy(update={"pathway": pathways.get(code, group.pathway)})
        for code, group in registry._by_code.items()
    }
    monkeypatch.setattr(registry, "target_groups", tuple(groups.values()))
    monkeypatch.setattr(registry, "_by_code", groups)


def record(
    patient: Any,
    by: Any,
    step: str = "een",
    *,
    version: int | None = None,
    seen: Mapping[str, int] | None = None,
    pathway: str = "proef",
    days: int = 0,
    **facts: Any,
) -> StepRecord:
    """Record a step, done `days` ago."""
    done_on = timezone.localdate() - timedelta(days=days)
    return services.save_step(
        patient.pk,
        by=by,
        pathway=pathway,
        step=step,
        facts=services.StepFacts(**{"done_on": done_on, **facts}),
        version=version,
        seen=seen,
    )


def discussed(patient: Any, days: int | None) -> None:
    on = None if days is None else timezone.localdate() - timedelta(days=days)
    Enrolment.objects.filter(patient=patient, ended_on=None).update(last_discussed_on=on)


def level_of(patient: Any, field: str = LEVEL) -> Any:
    from mdo_platform.register.models import Answer

    return Answer.objects.filter(patient=patient, field=field).values_list("value", flat=True).first()
