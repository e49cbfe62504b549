"""The members of this group, as far as a meeting needs them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import translation

from mdo_foundation.common.groups import current_group
from mdo_tenants.groups.organisations import organisations_of
from mdo_tenants.groups.queries import Member, members
from mdo_tenants.groups.rights import Role

_MEETING_ROLES = {Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.GROUP_ADMIN}


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A member who can take part. Without a discipline of their own, the role in the group says what they are."""

    user_id: UUID
    name: str
    email: str
    roles: tuple[str, ...]
    discipline: str
    organisation: str
    organisation_id: UUID | None
    mail_refused: bool


def participants() -> list[Participant]:
    """Everybody but those who only administer, by name."""
    group_id = current_group().id
    organisations = {one.id: one.name for one in organisations_of(group_id)}
    found = [member for member in members(group_id) if set(member.roles) - {Role.GROUP_ADMIN}]
    return [_participant(member, organisations) for member in found]


def member(user_id: UUID) -> Participant | None:
    return next((found for found in participants() if found.user_id == user_id), None)


def with_role(*roles: str) -> list[Participant]:
    return [found for found in participants() if not set(roles).isdisjoint(found.roles)]


def _participant(found: Member, organisations: dict[UUID, str]) -> Participant:
    return Participant(
        user_id=found.user_id,
        name=found.name,
        email=found.email,
        roles=found.roles,
        discipline=found.discipline or _role_in_words(found),
        organisation=organisations.get(found.organisation_id, "") if found.organisation_id else "",
        organisation_id=found.organisation_id,
        mail_refused=found.mail_refused,
    )


def _role_in_words(found: Member) -> str:
    """In the portal's language whatever the request's: it is stored with the attendance, and printed in the report."""
    professions = [Role(role) for role in found.roles if role not in _MEETING_ROLES]
    if not professions and Role.CHAIR in found.roles:
        professions = [Role.GP]
    with translation.override(settings.LANGUAGE_CODE):
        return ", ".join(str(role.label) for role in professions)
