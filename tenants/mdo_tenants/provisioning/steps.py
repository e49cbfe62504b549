"""From a confirmed mailbox to an open group, step by step; a worker that takes over goes on after the last one done."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from mdo_foundation.common.actor import system_actor
from mdo_foundation.common.mail import queue_mail
from mdo_tenants.accounts.queries import find_person_by_email
from mdo_tenants.accounts.rules import can_log_in
from mdo_tenants.accounts.services.invitations import invite
from mdo_tenants.groups.memberships import add_membership
from mdo_tenants.groups.models import Group
from mdo_tenants.groups.rights import Role
from mdo_tenants.provisioning import building
from mdo_tenants.provisioning.models import SignUp

FIRST_ROLES = (Role.CHAIR, Role.GROUP_ADMIN)

State, Step = SignUp.State, SignUp.Step


def provision(sign_up_id: str) -> None:
    """Do the steps that are left. Killed anywhere, the next call goes on; two at once wait for each other."""
    while _next_step(sign_up_id):
        pass


def give_up(sign_up_id: str) -> None:
    SignUp.objects.filter(pk=sign_up_id).exclude(state=State.READY).update(state=State.FAILED)


def _next_step(sign_up_id: str) -> bool:
    """One step and its mark, in one transaction; False when all is done. The schema commits before its mark."""
    with transaction.atomic():
        sign_up = SignUp.objects.select_for_update(of=("self",)).get(pk=sign_up_id)
        if sign_up.step == Step.OPEN:
            return False
        step = Step(sign_up.step + 1)
        _STEPS[step](sign_up)
        sign_up.step = step
        sign_up.state = State.READY if step == Step.OPEN else State.CREATING
        sign_up.save(update_fields=["step", "state", "group"])
    return True


def _reserve(sign_up: SignUp) -> None:
    sign_up.group = building.reserve_group(
        name=sign_up.group_name, place=sign_up.place, contact_name=sign_up.contact_name, contact_email=sign_up.email
    )


def _build(sign_up: SignUp) -> None:
    building.build_schema(_group(sign_up))


def _furnish(sign_up: SignUp) -> None:
    building.furnish_group(_group(sign_up), target_groups=sign_up.target_groups, network_id=sign_up.network_id)


def _seat_chair(sign_up: SignUp) -> None:
    """Who has an account belongs to the group at once: the mailbox was proved. Others are invited to make one."""
    group = _group(sign_up)
    user = find_person_by_email(sign_up.email)
    if user is not None and can_log_in(user):
        add_membership(group, user, roles=FIRST_ROLES, by=system_actor(group.id))
        context = {"name": user.full_name, "group_name": group.name, "slug": group.slug}
        queue_mail(template="provisioning/group_ready", key=f"group_ready:{group.pk}", to=user.email, context=context)
    else:
        invite(
            sign_up.email, full_name=sign_up.contact_name, group_id=group.pk, group_name=group.name, roles=FIRST_ROLES
        )


def _open(sign_up: SignUp) -> None:
    building.open_group(_group(sign_up))


def _group(sign_up: SignUp) -> Group:
    if sign_up.group is None:
        raise RuntimeError("The step before made no group.")
    return sign_up.group


_STEPS: dict[int, Callable[[SignUp], None]] = {
    Step.ROW: _reserve,
    Step.SCHEMA: _build,
    Step.SETTINGS: _furnish,
    Step.CHAIR: _seat_chair,
    Step.OPEN: _open,
}
