"""What an operator does before anybody can log in: the first staff member, the first chair of a group."""

from __future__ import annotations

from mdo_tenants.accounts.models import User
from mdo_tenants.accounts.queries import find_person_by_email
from mdo_tenants.accounts.services.invitations import invite
from mdo_tenants.accounts.services.passwords import request_reset
from mdo_tenants.accounts.services.people import create_person
from mdo_tenants.groups.models import Group
from mdo_tenants.provisioning.steps import FIRST_ROLES


def add_staff_member(email: str, *, full_name: str) -> User:
    """Let somebody work for the supplier: makes the account when there is none, and mails a link to set a password."""
    user = find_person_by_email(email)
    if user is None:
        user = create_person(email, full_name=full_name, is_staff_member=True)
    elif not user.is_staff_member:
        user.is_staff_member = True
        user.save(update_fields=["is_staff_member"])
    request_reset(email, address="")
    return user


def invite_chair(group: Group, *, email: str, full_name: str) -> None:
    """Mail the first chair, who also administers the group, an invitation."""
    invite(email, full_name=full_name, group_id=group.pk, group_name=group.name, roles=sorted(FIRST_ROLES))
