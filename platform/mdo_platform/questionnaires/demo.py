"""Results of the demo's patients (clinical §12), through the same services as real ones. Repeatable."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import GroupLike
from mdo_platform.questionnaires import services
from mdo_platform.questionnaires.models import Draft
from mdo_platform.register.models import Patient

# By number of the patient: tool, and (days ago, score, remark).
_RESULTS: dict[int, list[tuple[str, list[tuple[int, float, str]]]]] = {
    11: [("complex_kwetsbaar", [(12, 1, "")])],
    15: [("tug", [(300, 13.5, ""), (150, 16, "met stok"), (20, 18, "met rollator")])],
    16: [("snaq65", [(25, 4, "")])],
    17: [("gds15", [(240, 5, ""), (120, 7, ""), (18, 8, "")])],
    23: [("cit6", [(30, 9, "")])],
    25: [("dos", [(6, 4.3, "drie diensten")])],
    27: [("ediz", [(270, 5, ""), (120, 6, ""), (15, 8, "dochter vulde in")])],
    37: [("rudas", [(40, 20, "")]), ("iqcode", [(40, 4.1, "zoon vulde in")])],
}
# Somebody began, and somebody else can go on.
_BEGUN = {12: ("gds15", {"i1": "ja", "i2": "nee", "i3": "nee", "i4": "ja"})}


def seed_results(group: GroupLike) -> None:
    """Put in the results that this group does not have yet. Call it inside the group, in one transaction."""
    for number, tools in _RESULTS.items():
        if (patient := _patient(group, number)) is not None:
            for tool, scores in tools:
                _seed(group, patient, tool, scores, number=number)
    for number, (tool, answers) in _BEGUN.items():
        patient = _patient(group, number)
        if patient is not None and not Draft.objects.filter(patient=patient, tool=tool).exists():
            services.save_answers(patient.pk, by=_author(group, patient), tool=tool, version=0, answers=answers)


def _seed(group: GroupLike, patient: Patient, tool: str, scores: list[tuple[int, float, str]], *, number: int) -> None:
    for days, score, remark in scores:
        services.record_score(
            patient.pk,
            by=_author(group, patient),
            tool=tool,
            score=score,
            taken_on=timezone.localdate() - timedelta(days=days),
            remark=remark,
            idempotency_key=_key(group, f"result {number} {tool} {days}"),
        )


def _patient(group: GroupLike, number: int) -> Patient | None:
    return Patient.objects.filter(idempotency_key=_key(group, f"patient {number}")).first()


def _key(group: GroupLike, name: str) -> UUID:
    return uuid5(group.id, f"demo {name}")


def _author(group: GroupLike, patient: Patient) -> Actor:
    """Who entered the patient."""
    roles = frozenset({"gp"})
    return Actor(user_id=patient.created_by_id, name=patient.created_by_name, roles=roles, group_id=group.id)
