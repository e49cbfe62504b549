"""What advice costs: per patient of the demo, and on the patient's page."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest import mock

from django.db import transaction

from mdo_foundation.common.groups import in_group
from mdo_foundation.targetgroups.calls import Caller
from mdo_foundation.targetgroups.hooks import collect_advice
from mdo_foundation.targetgroups.loading import load_plugins
from mdo_foundation.targetgroups.registry import Registry, get_registry
from mdo_platform.register import queries
from mdo_platform.register.demo import seed_patients
from mdo_platform.register.demo.data import PATIENTS
from mdo_platform.register.models import Patient, PatientStatus
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.services import enable_target_group
from tests.bench.register_page import client_of
from tests.conftest import make_group, make_user

ROUNDS = 7


@dataclass(frozen=True, kw_only=True)
class Case:
    group: Any
    client: Any
    patient_ids: list[Any]


def run() -> list[tuple[str, str]]:
    cases = [_case(slug) for slug in PATIENTS]
    asked = [pair for case in cases for pair in _snapshots(case)]
    hooks = {plugin.target_group.code: plugin.hook for plugin in load_plugins()}
    registry = get_registry()
    registry._caller = Caller(load_plugins(), advise_seconds=5)  # a busy minute must not switch a plugin off
    plain = _median(lambda: [collect_advice(hooks[one.target_group], one) for one in asked])
    whole = _median(lambda: [registry.advise(one) for one in asked])
    each = sorted(_milliseconds(lambda one=one: registry.advise(one)) for one in asked)
    with_advice, without = _pages(cases)
    said = sum(len(registry.advise(one)) for one in asked)
    return [
        (f"Advice for one patient, mean of the {len(asked)} open records of the demo", f"{whole / len(asked):.3f} ms"),
        ("… of which the plugin itself", f"{plain / len(asked):.3f} ms"),
        ("In a thread with a budget, a record of its own / the plugin itself", f"{whole / plain:.1f} ×"),
        ("The slowest patient / the budget of 50 ms", f"{each[-1] / 50:.1%}"),
        ("Pieces of advice", f"{said}, for {len(asked)} patients"),
        ("The page 'Problemen en krachtbronnen', with advice", f"{with_advice:.1f} ms"),
        ("The same page without", f"{without:.1f} ms"),
        ("With / without", f"{with_advice / without:.2f} ×"),
    ]


def _case(slug: str) -> Case:
    group, user = make_group(slug, slug.title()), make_user(f"{slug.title()} Demo")
    for code in ("psychogeriatrie", "cultuursensitief"):
        enable_target_group(group_id=group.pk, code=code)
    Membership.objects.create(group=group, user=user, roles=["gp", "chair"])
    with in_group(group), transaction.atomic():
        seed_patients(group)
        ids = list(Patient.objects.filter(status=PatientStatus.ACTIVE).values_list("pk", flat=True))
    return Case(group=group, client=client_of(user), patient_ids=ids)


def _snapshots(case: Case) -> list[Any]:
    with in_group(case.group):
        records = queries.meeting_records(case.patient_ids)
        return [queries.snapshot(one, one.latest.target_group) for one in records.values()]


def _pages(cases: list[Case]) -> tuple[float, float]:
    """Medians over the patients, with and without in turn; no advice is what a registry without plugins gives."""
    some = [(case, f"/groep/{case.group.slug}/register/{pk}/problemen/") for case in cases for pk in case.patient_ids]
    found: dict[bool, list[float]] = {True: [], False: []}
    for _round in range(2):  # the first warms up
        found = {True: [], False: []}
        for case, address in some:
            found[True].append(_milliseconds(lambda case=case, address=address: case.client.get(address)))
            with mock.patch.object(Registry, "advise", return_value=()):
                found[False].append(_milliseconds(lambda case=case, address=address: case.client.get(address)))
    return statistics.median(found[True]), statistics.median(found[False])


def _median(call: Callable[[], object]) -> float:
    return statistics.median(_milliseconds(call) for _round in range(ROUNDS))


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
