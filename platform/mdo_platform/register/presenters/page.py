"""What the frame of the patient page shows: banner, tabs, urgency, and the aids beside the fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.targetgroups.archive import ScaleName, get_archive
from mdo_platform.register import definitions, rules
from mdo_platform.register.columns import label_of, limit_of
from mdo_platform.register.definitions import level
from mdo_platform.register.models import AnswerState, ConsentStatus, Enrolment, Patient, PatientStatus, Sex
from mdo_platform.register.panels import panels
from mdo_platform.register.people import Gp
from mdo_platform.register.queries import PatientRecord
from mdo_platform.register.queries.snapshots import age_on
from mdo_plugin_api import Colour, Level

from .labels import GroupLabel, full_name_of, group_label, prognosis_of, urgency_of
from .menu import menu

_DETAILS = (
    # In pairs, as they stand beside each other.
    *("initials", "first_name", "name_prefix", "last_name", "birth_name", "birth_date", "sex", "phone"),
    *("street", "house_number", "postcode", "city"),
)
# How the list of disciplines (clinical §9) calls the consultants of every target group.
_CONSULTANT = "consulent "


@dataclass(frozen=True, kw_only=True)
class Tab:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One of the details: `value` for its control, `text` to read."""

    name: str
    label: str
    value: str
    text: str
    choices: list[tuple[str, Any]] | None = None
    limit: int = 0


@dataclass(frozen=True, kw_only=True)
class EnrolmentView:
    """An enrolment with its scales; `before` is the urgency under the target group it was transferred from."""

    enrolment: Enrolment
    target_group: GroupLabel
    urgency: Level
    prognosis: Level | None
    urgencies: list[Level]
    prognoses: list[Level]
    before: Level | None
    before_group: GroupLabel | None
    examples: tuple[str, ...]
    follows_primary: bool
    lacks_consultant: bool


def frame(actor: Actor, record: PatientRecord, *, tab: str) -> dict[str, Any]:
    """The context that every tab of a patient needs, also one of a floor above."""
    patient = record.patient
    could_change = rules.could_change_patient(actor, patient.pk)
    return {
        "record": record,
        "patient": patient,
        "name": full_name_of(patient),
        "age": age_on(patient.birth_date, timezone.localdate()),
        "tabs": tabs(record, current=tab),
        "tab": tab,
        "patient_menu": menu(actor, record),
        "menu_panels": panels.fragments("patient.menu", actor, patient_id=patient.pk),
        "banner_panels": panels.fragments("patient.banner", actor, patient_id=patient.pk),
        "objects": patient.consent == ConsentStatus.OBJECTS,
        "lacks_consent": patient.consent == ConsentStatus.UNKNOWN,
        "could_change": could_change,
        "can_change": could_change and patient.status == PatientStatus.ACTIVE,
        "inactive": [group for one in record.enrolments if not (group := group_label(one.target_group)).is_active],
        "states": [choice for choice in AnswerState.choices if choice[0] != AnswerState.FILLED],
    } | banner(record)


def banner(record: PatientRecord) -> dict[str, Any]:
    """The part of the banner that changes while somebody fills in the page."""
    shown = record.latest
    urgency = urgency_of(shown)
    return {
        "shown": shown,
        "urgency": urgency,
        "is_urgent": any(urgency_of(one).colour is Colour.RED for one in record.enrolments),
        "prognosis": prognosis_of(shown, record.primary),
        "target_group": group_label(shown.target_group),
        "thematic": [group_label(one.target_group) for one in record.thematic],
        "lead": record.lead,
        "care": ", ".join(one.organisation_name for one in record.care),
    }


def details(patient: Patient, *, gps: Sequence[Gp]) -> list[Detail]:
    """The details of a patient in the order of the page; the GP is a choice of members, or a name."""
    chosen = str(patient.gp_id) if patient.gp_id else ""
    known = {str(gp.id): gp.name for gp in gps} | ({chosen: patient.gp_name} if chosen else {})
    choices = [("", _("Andere huisarts, of onbekend")), *known.items()]
    shown = [_detail(patient, name) for name in _DETAILS]
    return [*shown, Detail(name="gp", label=_("Huisarts"), value=chosen, text=patient.gp_name, choices=choices)]


def _detail(patient: Patient, name: str) -> Detail:
    value = getattr(patient, name)
    label = label_of(Patient, name).capitalize()
    if name == "sex":
        return Detail(name=name, label=label, value=value, text=patient.get_sex_display(), choices=list(Sex.choices))
    if name == "birth_date":
        return Detail(name=name, label=label, value=value.isoformat(), text=value.strftime("%d-%m-%Y"))
    return Detail(name=name, label=label, value=value, text=value, limit=limit_of(Patient, name))


def tabs(record: PatientRecord, *, current: str) -> list[Tab]:
    shown = [
        ("patient", _("Gegevens en betrokkenen"), "register:patient"),
        ("question", _("Vraag en prognose"), "register:question"),
        ("record", _("Problemen en krachtbronnen"), "register:record"),
        ("meetings", _("Adviezen en afspraken"), "register:meetings"),
        *((one.name, str(one.label), one.route) for one in panels.tabs(record)),
        ("timeline", _("Tijdlijn"), "register:timeline"),
    ]
    return [
        Tab(label=label, url=reverse(route, args=[record.patient.pk]), current=name == current)
        for name, label, route in shown
    ]


def enrolment_view(record: PatientRecord, enrolment: Enrolment) -> EnrolmentView:
    old = record.enrolment(enrolment.transferred_from_id) if enrolment.transferred_from_id else None
    group = get_archive().target_group(enrolment.target_group)
    return EnrolmentView(
        enrolment=enrolment,
        target_group=group_label(enrolment.target_group),
        urgency=urgency_of(enrolment),
        prognosis=prognosis_of(enrolment, record.primary),
        urgencies=_levels(enrolment, "urgency"),
        prognoses=_levels(enrolment, "prognosis"),
        before=level(old.target_group, "urgency", old.urgency) if old else None,
        before_group=group_label(old.target_group) if old else None,
        examples=group.question_examples if group else (),
        follows_primary=group is not None and group.prognosis is None,
        lacks_consultant=old is not None and enrolment.last_discussed_on is None and not _has_consultant(record),
    )


def _has_consultant(record: PatientRecord) -> bool:
    return any(one.discipline.casefold().startswith(_CONSULTANT) for one in record.professionals)


def _levels(enrolment: Enrolment, scale: ScaleName) -> list[Level]:
    """What can be chosen now, with the present level also when it is retired."""
    found = definitions.scale_of(enrolment.target_group, scale)
    present = getattr(enrolment, scale)
    return [one for one in (found.levels if found else ()) if not one.retired or one.code == present]
