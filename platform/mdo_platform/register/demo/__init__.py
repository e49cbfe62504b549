"""Puts the demo's patients into a group, through the same services as real ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from mdo_foundation.common.actor import Actor, system_actor
from mdo_foundation.common.groups import GroupLike
from mdo_platform.register import people, services
from mdo_platform.register.definitions import fields_of
from mdo_platform.register.details import PatientDetails
from mdo_platform.register.models import Change, Enrolment, EnrolmentKind, Patient
from mdo_plugin_api import FieldKind
from mdo_tenants.groups.queries import members
from mdo_tenants.groups.rights import Role

from .data import DIAGNOSES, PATIENTS, DemoPatient

_LAST_OPTION = "@last"


_ONE_LESS = {"u3": "u2", "u4": "u3"}


def seed_patients(group: GroupLike) -> None:
    """Put in the patients that this group does not have yet. Call it inside the group, in one transaction."""
    gps = _gps(group)
    for place, row in enumerate(PATIENTS.get(group.slug, ())):
        key = uuid5(group.id, f"demo patient {row.number}")
        if not Patient.objects.filter(idempotency_key=key).exists():
            _seed(row, by=gps[place % len(gps)], key=key, place=place)
    services.follow_retention()  # who was closed almost a year ago is announced for deletion


def _gps(group: GroupLike) -> list[Actor]:
    found = [one for one in members(group.id) if {Role.GP, Role.CHAIR}.intersection(one.roles)]
    actors = [Actor(user_id=one.user_id, name=one.name, roles=frozenset(one.roles), group_id=group.id) for one in found]
    return actors or [system_actor(group.id)]


def _seed(row: DemoPatient, *, by: Actor, key: UUID, place: int) -> None:
    today = timezone.localdate()
    patient = _create(row, by=by, key=key, place=place)
    for code in row.icpc:
        services.add_diagnosis(patient.pk, by=by, icpc=code, title=DIAGNOSES[code])
    services.add_professional(patient.pk, by=by, name=by.name, discipline="Huisarts", is_lead=place % 2 == 0)
    enrolment = Enrolment.objects.get(patient=patient, kind=EnrolmentKind.PRIMARY)
    if row.earlier:
        enrolment = _transferred(enrolment, row, row.earlier, by=by)
    _estimate(enrolment, row, by=by)
    services.set_question(enrolment.pk, by=by, question=row.question, version=None)
    _answer(patient, row, by=by)
    if row.discussed is not None:
        services.mark_discussed({enrolment.pk: ""}, by=by, on=today - timedelta(days=row.discussed))
    if row.closed:
        on = today - timedelta(days=row.updated)
        services.close_patient(patient.pk, by=by, version=None, reason=row.closed, on=on)
    # As if it had happened then: the services know only now.
    Patient.objects.filter(pk=patient.pk).update(record_updated_at=timezone.now() - timedelta(days=row.updated))


def _create(row: DemoPatient, *, by: Actor, key: UUID, place: int) -> Patient:
    listed = people.home_care()
    details = PatientDetails(
        initials=row.initials,
        name_prefix=row.name_prefix,
        last_name=row.last_name,
        sex=row.sex,
        birth_date=date(row.born, place % 12 + 1, place % 27 + 1),
        gp_id=by.user_id if by.via != "system" else None,
        gp_name=by.name,
    )
    return services.create_patient(
        details,
        by=by,
        target_group=row.earlier[0] if row.earlier else row.target_group,
        thematic_groups=row.thematic,
        consent=row.consent,
        # Every third patient has no home care, the others take turns.
        organisation_ids=[listed[place % len(listed)].id] if listed and place % 3 != 2 else [],
        idempotency_key=key,
        started_on=timezone.localdate() - timedelta(days=row.started),
    )


def _transferred(enrolment: Enrolment, row: DemoPatient, earlier: tuple[str, str, str], *, by: Actor) -> Enrolment:
    _group, prognosis, urgency = earlier
    _set_levels(enrolment, prognosis=prognosis, urgency=urgency, by=by)
    return services.transfer_enrolment(
        enrolment.pk,
        by=by,
        version=None,
        target_group=row.target_group,
        reason="Verzwakt snel, geneest niet meer; met de familie besproken.",
        consent=row.consent,
        on=timezone.localdate() - timedelta(days=row.started // 10),
    )


def _estimate(enrolment: Enrolment, row: DemoPatient, *, by: Actor) -> None:
    """Estimated when the patient was enrolled; who was updated in these days has become more urgent since."""
    is_worse = row.updated <= 1 and row.urgency in _ONE_LESS and not row.closed
    _set_levels(enrolment, prognosis=row.prognosis, urgency=_ONE_LESS[row.urgency] if is_worse else row.urgency, by=by)
    estimated = Change.objects.filter(record_id=enrolment.pk, field__in=("prognosis", "urgency"))
    estimated.update(at=timezone.now() - (timezone.localdate() - enrolment.started_on))
    Enrolment.objects.filter(pk=enrolment.pk).update(urgency_on=enrolment.started_on, prognosis_on=enrolment.started_on)
    if is_worse:
        services.set_urgency(enrolment.pk, by=by, level=row.urgency, version=None)


def _set_levels(enrolment: Enrolment, *, prognosis: str, urgency: str, by: Actor) -> None:
    if prognosis:
        services.set_prognosis(enrolment.pk, by=by, level=prognosis, version=None)
    services.set_urgency(enrolment.pk, by=by, level=urgency, version=None)


def _answer(patient: Patient, row: DemoPatient, *, by: Actor) -> None:
    """Save the answers to fields that the installed target groups have; others are left out."""
    fields = fields_of([row.target_group, *row.thematic])
    for code, value in row.answers.items():
        field = fields.get(code)
        if field is None:
            continue
        if isinstance(value, dict):
            services.save_answer(patient.pk, by=by, field=code, version=None, **value)
        else:
            typed = _typed(field.kind, value, [option.code for option in field.options])
            services.save_answer(patient.pk, by=by, field=code, value=typed, version=None)


def _typed(kind: FieldKind, value: Any, options: Sequence[str]) -> Any:
    """A date is written as days ago, '@last' stands for the last option."""
    if kind is FieldKind.DATE:
        return (timezone.localdate() - timedelta(days=value)).isoformat()
    return options[-1] if value == _LAST_OPTION else value
