"""The '…' menu in a patient's banner: what this person can do with this record now."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_platform.register import definitions, rules
from mdo_platform.register.models import PatientStatus
from mdo_platform.register.queries import PatientRecord

from .labels import group_label


@dataclass(frozen=True, kw_only=True)
class MenuLink:
    label: str
    url: str
    icon: str


def menu(actor: Actor, record: PatientRecord) -> list[MenuLink]:
    """Links to one page per action; reading the consents is for everybody who sees the patient."""
    links = _changes(actor, record) if rules.could_change_patient(actor, record.patient.pk) else []
    links.append(_link(_("Toestemming"), "set_consent", record, icon="handshake"))
    if rules.can_manage_retention(actor) and record.patient.status == PatientStatus.CLOSED:
        label = _("Bewaren opheffen") if record.patient.hold_reason else _("Niet verwijderen")
        links.append(_link(label, "hold", record, icon="lock"))
    return links


def second_groups(record: PatientRecord) -> list[tuple[str, str]]:
    """The thematic target groups (code, label) for which the patient is not enrolled yet (R-03)."""
    present = {one.target_group for one in record.enrolments}
    enabled = definitions.enabled_target_groups(thematic=True)
    return [(group.code, group.label) for group in enabled if group.code not in present]


def other_groups(record: PatientRecord) -> list[tuple[str, str]]:
    """The target groups (code, label) to which the patient can be transferred (R-04)."""
    present = {one.target_group for one in record.enrolments}
    return [(group.code, group.label) for group in definitions.enabled_target_groups() if group.code not in present]


def _changes(actor: Actor, record: PatientRecord) -> list[MenuLink]:
    if record.patient.status == PatientStatus.CLOSED:
        return [_link(_("Heropen"), "reopen", record, icon="rotate-ccw")]
    links = []
    if other_groups(record):
        links.append(_link(_("Zet over naar een andere doelgroep"), "transfer", record, icon="arrow-right"))
    if second_groups(record):
        links.append(_link(_("Meld aan voor een themagericht MDO"), "enrol", record, icon="plus"))
    links.extend(
        MenuLink(
            label=_("Stop met %(group)s") % {"group": group_label(one.target_group).label},
            url=reverse("register:end_enrolment", args=[one.pk]),
            icon="x",
        )
        for one in record.thematic
    )
    links.append(_link(_("Sluit af"), "close", record, icon="archive"))
    return links


def _link(label: str, name: str, record: PatientRecord, *, icon: str) -> MenuLink:
    return MenuLink(label=label, url=reverse(f"register:{name}", args=[record.patient.pk]), icon=icon)
