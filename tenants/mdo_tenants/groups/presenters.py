"""From memberships and settings to what the pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.presenters import target_group_label
from mdo_tenants.groups.destinations import Destination
from mdo_tenants.groups.models import Group, GuestPass, Membership
from mdo_tenants.groups.organisations import Organisation
from mdo_tenants.groups.queries import Member
from mdo_tenants.groups.rights import Role


@dataclass(frozen=True, kw_only=True)
class Tab:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    id: UUID
    name: str
    email: str
    roles: str
    discipline: str
    organisation: str
    mail_refused: bool


def group_url(slug: str) -> str:
    """Address of a group, for pages outside it."""
    return f"{get_script_prefix()}groep/{slug}/"


def group_link(found: Membership) -> Destination:
    return Destination(label=found.group.name, kind=role_names(found.roles), url=group_url(found.group.slug))


def guest_link(found: GuestPass) -> Destination:
    day = dutch.day_long(timezone.localdate(found.starts_at))
    kind = _("te gast bij het MDO van %(day)s") % {"day": day}
    return Destination(
        label=found.group.name, kind=kind, url=f"{group_url(found.group.slug)}te-gast/{found.meeting_id}/"
    )


def tabs(current: str) -> list[Tab]:
    pages = {"members": _("Leden"), "choices": _("Keuzes")}
    return [Tab(label=label, url=reverse(f"groups:{name}"), current=name == current) for name, label in pages.items()]


def role_names(roles: Iterable[str]) -> str:
    """'huisarts, voorzitter', in the order of the rights table."""
    held = set(roles)
    return ", ".join(str(role.label) for role in Role if role.value in held)


def member_rows(members: Iterable[Member], organisations: Iterable[Organisation]) -> list[MemberRow]:
    names = {organisation.id: organisation.name for organisation in organisations}
    return [
        MemberRow(
            id=member.membership_id,
            name=member.name,
            email=member.email,
            roles=role_names(member.roles),
            discipline=member.discipline,
            organisation=names.get(member.organisation_id, "") if member.organisation_id else "",
            mail_refused=member.mail_refused,
        )
        for member in members
    ]


def choices_initial(group: Group, codes: list[str]) -> dict[str, Any]:
    return {
        "nurses": "home_care" if group.nurses_as_home_care else "nurse",
        "consultants": "edit" if group.consultants_may_edit else "look",
        "consent": "block" if group.consent_required else "warn",
        "bsn": "yes" if group.uses_bsn else "no",
        "items": "yes" if group.keeps_item_answers else "no",
        "retention_months": group.retention_months,
        "target_groups": codes,
    }


def target_group_labels(codes: Iterable[str]) -> list[str]:
    return [target_group_label(code) for code in codes]
