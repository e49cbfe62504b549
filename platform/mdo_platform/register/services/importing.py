"""Many new patients at once (R-14): what `create_patient` and its sisters write, in a few statements per chunk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.bulk import copy_rows
from mdo_foundation.common.errors import Invalid, NotAllowed
from mdo_foundation.common.groups import current_group
from mdo_platform.register import definitions, rules
from mdo_platform.register.details import searchable
from mdo_platform.register.models import (
    CareInvolvement,
    Change,
    Consent,
    ConsentGivenBy,
    ConsentStatus,
    Diagnosis,
    Enrolment,
    EnrolmentKind,
    Patient,
)
from mdo_plugin_api import TargetGroup
from mdo_tenants.groups.organisations import Organisation
from mdo_tenants.groups.services import publish_use

from .history import as_json, given

AT_ONCE = 500
Row = dict[str, Any]
Progress = Callable[[int], None]
_About = tuple[str, UUID, int]  # record, its id, its version


@dataclass(frozen=True, kw_only=True)
class NewPatient:
    """What is known of one new patient: `details` as `clean_details` gives them, levels and diagnoses as checked.

    An empty level is the scale's unknown one.
    """

    details: Mapping[str, Any]
    target_group: str
    thematic_groups: tuple[str, ...] = ()
    prognosis: str = ""
    urgency: str = ""
    question: str = ""
    diagnoses: tuple[tuple[str, str], ...] = ()
    organisations: tuple[Organisation, ...] = ()
    consent: str = ConsentStatus.UNKNOWN


def import_patients(
    entries: Sequence[NewPatient], *, by: Actor, detail: Mapping[str, Any], on_progress: Progress = lambda _done: None
) -> list[UUID]:
    """Enter and enrol all of them or none; their ids in the same order. One log line names them all.

    Who is bound to an own organisation must have put it into `organisations`.
    """
    rules.check_can_create_patient(by)
    _check_own_organisation(entries, by=by)
    batch = _Batch(by=by, at=timezone.now(), today=timezone.localdate())
    with transaction.atomic():
        ids: list[UUID] = []
        for start in range(0, len(entries), AT_ONCE):
            chunk = entries[start : start + AT_ONCE]
            ids += [batch.add(entry) for entry in chunk]
            batch.write()
            on_progress(len(ids))
        for code in sorted(batch.definitions):
            publish_use(group_id=current_group().id, code=code, year=batch.today.year)
        record_access(by, action="C", what="register.import", patient_ids=ids, detail=dict(detail))
    return ids


@dataclass(kw_only=True)
class _Batch:
    """The rows of every table, until they are written."""

    by: Actor
    at: datetime
    today: date
    definitions: dict[str, TargetGroup] = field(default_factory=dict)
    rows: dict[Any, list[Row]] = field(default_factory=dict)

    def add(self, entry: NewPatient) -> UUID:
        patient_id = uuid4()
        self._add_patient(patient_id, entry)
        self._add_enrolment(patient_id, entry, entry.target_group, EnrolmentKind.PRIMARY)
        for code in entry.thematic_groups:
            self._add_enrolment(patient_id, entry, code, EnrolmentKind.THEMATIC)
        for organisation in entry.organisations:
            self._add_care(patient_id, organisation)
        for icpc, title in entry.diagnoses:
            self._add_diagnosis(patient_id, icpc, title)
        return patient_id

    def write(self) -> None:
        for model in (Patient, Enrolment, CareInvolvement, Diagnosis, Consent, Change):
            copy_rows(model, self.rows.get(model, ()))
        self.rows.clear()

    @cached_property
    def signed(self) -> Row:
        return {"created_by_id": self.by.user_id, "created_by_name": self.by.name} | {
            "updated_by_id": self.by.user_id,
            "updated_by_name": self.by.name,
        }

    def _add_patient(self, patient_id: UUID, entry: NewPatient) -> None:
        said = entry.consent != ConsentStatus.UNKNOWN
        details = dict(entry.details)
        row = {
            **details,
            "search_text": searchable(details),
            "consent": str(entry.consent),
            "record_updated_at": self.at,
        }
        self._put(Patient, patient_id, 2 if said else 1, row | self.signed)
        if said:
            self._say_consent(patient_id, str(entry.consent))
        self._note(patient_id, ("patient", patient_id, 2 if said else 1), given(details))

    def _say_consent(self, patient_id: UUID, status: str) -> None:
        said = {"id": uuid4(), "patient_id": patient_id, "status": status, "given_on": self.today}
        signed = {"recorded_by_id": self.by.user_id, "recorded_by_name": self.by.name, "recorded_at": self.at}
        self._rows(Consent).append(said | {"given_by": ConsentGivenBy.PATIENT.value} | signed)
        self._note(patient_id, ("patient", patient_id, 2), {"consent": (ConsentStatus.UNKNOWN.value, status)})

    def _add_enrolment(self, patient_id: UUID, entry: NewPatient, code: str, kind: EnrolmentKind) -> None:
        group = self._definition(code)
        if kind == EnrolmentKind.THEMATIC:
            _check_thematic(group)
        enrolment_id = uuid4()
        row: Row = {
            "patient_id": patient_id,
            "target_group": code,
            "definition_version": group.version,
            "kind": kind.value,
            "prognosis": group.prognosis.default.code if group.prognosis else "",
            "urgency": group.urgency.default.code,
            "started_on": self.today,
        }
        version = 1
        self._note(patient_id, ("enrolment", enrolment_id, version), {"target_group": (None, code)}, target_group=code)
        for name, changes in self._said_of(entry, row) if kind == EnrolmentKind.PRIMARY else ():
            version += 1
            self._note(
                patient_id,
                ("enrolment", enrolment_id, version),
                {name: (row.get(name, ""), changes[name])},
                target_group=code,
            )
            row |= changes
        self._put(Enrolment, enrolment_id, version, _UNSAID | row)

    def _said_of(self, entry: NewPatient, row: Row) -> Iterator[tuple[str, Row]]:
        """What is filled in for the primary enrolment, as the changes that its own services would make."""
        for scale, level in (("prognosis", entry.prognosis), ("urgency", entry.urgency)):
            if level and level != row[scale]:
                definitions.check_level(entry.target_group, scale, level)  # type: ignore[arg-type]
                yield scale, {scale: level, f"{scale}_on": self.today, f"{scale}_by_name": self.by.name}
        if entry.question:
            signed = {"question_by_id": self.by.user_id, "question_by_name": self.by.name, "question_at": self.at}
            yield "question", {"question": entry.question} | signed

    def _add_care(self, patient_id: UUID, organisation: Organisation) -> None:
        care_id = uuid4()
        named = {"organisation_id": organisation.id, "organisation_name": organisation.name}
        self._put(CareInvolvement, care_id, 1, {"patient_id": patient_id, "started_on": self.today} | named)
        self._note(patient_id, ("careinvolvement", care_id, 1), {"organisation": (None, organisation.name)})

    def _add_diagnosis(self, patient_id: UUID, icpc: str, title: str) -> None:
        diagnosis_id, values = uuid4(), {"icpc": icpc, "title": title}
        signed = {"recorded_on": self.today, "recorded_by_name": self.by.name}
        self._put(Diagnosis, diagnosis_id, 1, {"patient_id": patient_id} | values | signed)
        self._note(patient_id, ("diagnosis", diagnosis_id, 1), given(values))

    def _definition(self, code: str) -> TargetGroup:
        if code not in self.definitions:
            self.definitions[code] = definitions.enabled_target_group(code)
        return self.definitions[code]

    def _put(self, model: Any, record_id: UUID, version: int, values: Row) -> None:
        self._rows(model).append({"id": record_id, "version": version} | values)

    def _note(
        self, patient_id: UUID, about: _About, history: Mapping[str, tuple[Any, Any]], *, target_group: str = ""
    ) -> None:
        record, record_id, version = about
        same = {
            "patient_id": patient_id,
            "record": record,
            "record_id": record_id,
            "target_group": target_group,
            "version": version,
            "by_id": self.by.user_id,
            "by_name": self.by.name,
            "at": self.at,
        }
        self._rows(Change).extend(
            {"field": name, "old": as_json(old), "new": as_json(new)} | same for name, (old, new) in history.items()
        )

    def _rows(self, model: Any) -> list[Row]:
        return self.rows.setdefault(model, [])


def _check_own_organisation(entries: Sequence[NewPatient], *, by: Actor) -> None:
    if not rules.is_bound_to_own_organisation(by):
        return
    if any(by.organisation_ids.isdisjoint(one.id for one in entry.organisations) for entry in entries):
        raise NotAllowed(_("Je meldt alleen patiënten aan die bij je eigen organisatie in zorg zijn."))


def _check_thematic(group: TargetGroup) -> None:
    if not group.thematic:
        raise Invalid(_("Deze doelgroep is er niet als themagericht MDO."))


_UNSAID: Row = {
    "prognosis_on": None,
    "prognosis_by_name": "",
    "urgency_on": None,
    "urgency_by_name": "",
    "question": "",
    "question_by_id": None,
    "question_by_name": "",
    "question_at": None,
}
