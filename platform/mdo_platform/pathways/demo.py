"""Steps of the demo's frail patients (clinical content, §12): invented, and dated from the day of seeding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid5

from django.utils import timezone

from mdo_foundation.common.actor import Actor, system_actor
from mdo_foundation.common.groups import GroupLike
from mdo_platform.pathways import definitions, services
from mdo_platform.pathways.models import StepRecord
from mdo_platform.register.models import Patient
from mdo_tenants.groups.queries import members
from mdo_tenants.groups.rights import Role

FRAIL = "kwetsbare_ouderen"


@dataclass(frozen=True, kw_only=True)
class Done:
    """A step, days ago; `fills` the option that its outcome fills in, by which the outcome is found."""

    place: int
    days: int
    fills: str = ""
    consent: str = ""
    remark: str = ""


_COMPLEX = (
    Done(place=0, days=120, fills="kwetsbaar"),
    Done(place=1, days=115, consent="agreed", remark="Wil graag thuis blijven wonen."),
    Done(place=2, days=100, fills="kwetsbaar", consent="agreed"),
    Done(place=3, days=60, fills="complex", remark="Aan alle vijf criteria voldaan."),
)
# By the number of the patient in the list of the demo.
STEPS: dict[str, dict[int, tuple[Done, ...]]] = {
    "wilgenmeer": {
        10: (Done(place=0, days=40, fills="kwetsbaar"), Done(place=1, days=30, consent="agreed")),
        11: _COMPLEX,
        12: (Done(place=0, days=75, fills="mogelijk"),),
        14: (Done(place=0, days=8, fills="kwetsbaar"),),
    },
    "oosterpolder": {
        15: (Done(place=0, days=50, fills="kwetsbaar"), Done(place=1, days=45, consent="agreed")),
        16: (Done(place=0, days=80, fills="kwetsbaar"), Done(place=2, days=72, fills="kwetsbaar")),
        17: (
            Done(place=0, days=35, fills="kwetsbaar"),
            Done(place=1, days=33, consent="declined", remark="Wil eerst zelf verder kijken."),
        ),
        18: (
            Done(place=0, days=480, fills="kwetsbaar"),
            Done(place=1, days=470, consent="agreed"),
            Done(place=3, days=400, fills="complex"),
        ),
    },
}


def seed_steps(group: GroupLike) -> None:
    """Record what this group's patients do not have yet. Call it inside the group, after the patients."""
    pathway = definitions.pathway_of(FRAIL)
    by = _author(group)
    for number, steps in STEPS.get(group.slug, {}).items():
        patient = Patient.objects.filter(idempotency_key=uuid5(group.id, f"demo patient {number}")).first()
        if pathway is None or patient is None or StepRecord.objects.filter(patient=patient).exists():
            continue
        updated = patient.record_updated_at
        for one in steps:
            step = pathway.steps[one.place]
            outcome = next((found.code for found in step.outcomes if one.fills in (found.sets or ())), "")
            facts = services.StepFacts(
                done_on=timezone.localdate() - timedelta(days=one.days),
                outcome=outcome if one.fills else "",
                consent=one.consent,
                remark=one.remark,
            )
            services.save_step(
                patient.pk, by=by, pathway=pathway.code, step=step.code, facts=facts, version=0, seen=None
            )
        # As if it had been recorded then: the services know only now.
        Patient.objects.filter(pk=patient.pk).update(record_updated_at=updated)


def _author(group: GroupLike) -> Actor:
    gp = next((one for one in members(group.id) if Role.GP in one.roles), None)
    if gp is None:
        return system_actor(group.id)
    return Actor(user_id=gp.user_id, name=gp.name, roles=frozenset(gp.roles), group_id=group.id)
