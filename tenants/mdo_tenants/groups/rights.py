"""The rights table of a group as data: what each role may do. Roles add up. Source: portal rights table, S-02.

The rows a role sees follow from the same table: 'own' means patients in care at the person's own organisation.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.actor import Actor


class Role(models.TextChoices):
    GP = "gp", _("huisarts")
    NURSE = "nurse", _("verpleegkundige")
    HOME_CARE = "home_care", _("thuiszorg")
    CONSULTANT = "consultant", _("consulent")
    CHAIR = "chair", _("voorzitter")
    VICE_CHAIR = "vice_chair", _("vice-voorzitter")
    SECRETARY = "secretary", _("notulist")
    GROUP_ADMIN = "group_admin", _("groepsbeheerder")


class Right(StrEnum):
    """One cell of the rights table."""

    SEE_ALL_PATIENTS = "see_all_patients"
    SEE_OWN_PATIENTS = "see_own_patients"
    CREATE_PATIENT = "create_patient"
    CREATE_OWN_PATIENT = "create_own_patient"
    CHANGE_ALL_PATIENTS = "change_all_patients"
    CHANGE_OWN_PATIENTS = "change_own_patients"
    CHANGE_ON_REQUEST = "change_on_request"
    RUN_MEETINGS = "run_meetings"
    RUN_APPOINTED_MEETINGS = "run_appointed_meetings"
    READ_REPORTS = "read_reports"
    CHANGE_SIGNALS = "change_signals"
    ADMINISTER = "administer"
    READ_LOG = "read_log"


# Of a guest at one meeting: nobody's role in a group, and no right follows from it.
GUEST = "guest"

_GP = {
    Right.SEE_ALL_PATIENTS,
    Right.CREATE_PATIENT,
    Right.CHANGE_ALL_PATIENTS,
    Right.READ_REPORTS,
}
_HOME_CARE = {Right.SEE_OWN_PATIENTS, Right.READ_REPORTS}

RIGHTS: dict[str, frozenset[Right]] = {
    Role.GP: frozenset(_GP),
    Role.NURSE: frozenset({*_HOME_CARE, Right.CREATE_OWN_PATIENT, Right.CHANGE_OWN_PATIENTS}),
    Role.HOME_CARE: frozenset(_HOME_CARE),
    Role.CONSULTANT: frozenset({Right.SEE_ALL_PATIENTS, Right.READ_REPORTS}),
    Role.CHAIR: frozenset({*_GP, Right.RUN_MEETINGS, Right.CHANGE_SIGNALS, Right.READ_LOG}),
    Role.VICE_CHAIR: frozenset({Right.READ_REPORTS, Right.RUN_APPOINTED_MEETINGS}),
    Role.SECRETARY: frozenset({Right.READ_REPORTS, Right.RUN_APPOINTED_MEETINGS}),
    Role.GROUP_ADMIN: frozenset({Right.ADMINISTER, Right.READ_LOG}),
    GUEST: frozenset(),
    "system": frozenset(Right),
}

# The group's own choices: a group may give its nurses the column 'thuiszorg', and let consultants edit when asked.
NURSES_AS_HOME_CARE = "nurses_as_home_care"
CONSULTANTS_MAY_EDIT = "consultants_may_edit"
CONSENT_REQUIRED = "consent_required"
USES_BSN = "uses_bsn"
KEEPS_ITEM_ANSWERS = "keeps_item_answers"


def rights_of(actor: Actor) -> frozenset[Right]:
    """Everything that the actor's roles allow together, under the group's choices of this moment."""
    rights: set[Right] = set()
    for role in actor.roles:
        column = Role.HOME_CARE if role == Role.NURSE and NURSES_AS_HOME_CARE in actor.switches else role
        rights |= RIGHTS.get(column, frozenset())
        if role == Role.CONSULTANT and CONSULTANTS_MAY_EDIT in actor.switches:
            rights.add(Right.CHANGE_ON_REQUEST)
    return frozenset(rights)


def has_right(actor: Actor, *rights: Right) -> bool:
    """Whether the actor has at least one of `rights`."""
    return not rights_of(actor).isdisjoint(rights)
