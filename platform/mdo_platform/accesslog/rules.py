"""Who may look at what of the access log (S-04, L7): reading the log is itself regulated, and logged."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotAllowed
from mdo_platform.register.queries import visible_patient_ids
from mdo_platform.register.rules import check_could_change_patient, could_change_patient
from mdo_tenants.groups.rights import Right, has_right

_NAMES = "register:read"


def can_read_log(actor: Actor) -> bool:
    """Chair and group administrator: the log of the group, its monthly review, its export."""
    return has_right(actor, Right.READ_LOG)


def check_can_read_log(actor: Actor) -> None:
    if not can_read_log(actor):
        raise NotAllowed(_("Het inzagelog is voor de voorzitter en de groepsbeheerder."))


def can_see_who_looked(actor: Actor, patient_id: UUID) -> bool:
    """Who may change the patient, or could if the record were not closed: they answer the patient who asks."""
    return could_change_patient(actor, patient_id)


def check_can_see_who_looked(actor: Actor, patient_id: UUID) -> None:
    check_could_change_patient(actor, patient_id)


def nameable(actor: Actor, patient_ids: Iterable[UUID]) -> set[UUID]:
    """Patients who may be called by name to this reader: those in view. To all others they are a pseudonym.

    The log is read with the scope of the group's affairs; a token without the register's learns no name by it.
    """
    if actor.scopes is not None and _NAMES not in actor.scopes:
        return set()
    return visible_patient_ids(actor, among=set(patient_ids))
