"""Recording and withdrawing a permission, by staff; the staff's pages check who that is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid

from . import queries
from .models import InstrumentPermission


def record_permission(
    code: str,
    *,
    by: Actor,
    given_by: str,
    reference: str,
    granted_on: date,
    medium: str,
    valid_until: date | None = None,
) -> InstrumentPermission:
    """Keep what the owner allowed for this questionnaire; the same letter again changes nothing."""
    tool = queries.declared(code)
    if granted_on > timezone.localdate():
        raise Invalid(_("De datum klopt niet."), fields={"granted_on": [_("Deze datum is nog niet geweest.")]})
    if valid_until is not None and valid_until < granted_on:
        message = _("Dit is voor de datum van de toestemming.")
        raise Invalid(_("De datum klopt niet."), fields={"valid_until": [message]})
    found, _is_new = InstrumentPermission.objects.get_or_create(
        tool=tool.code,
        reference=reference.strip(),
        granted_on=granted_on,
        withdrawn_at=None,
        defaults={
            "given_by": given_by.strip(),
            "medium": medium,
            "valid_until": valid_until,
            "recorded_by_id": by.user_id,
            "recorded_by_name": by.name,
        },
    )
    return found


def withdraw_permission(permission_id: UUID, *, by: Actor) -> InstrumentPermission:
    """The questionnaire is closed again, unless something else opens it; again changes nothing."""
    ended = {"withdrawn_by_id": by.user_id, "withdrawn_by_name": by.name, "withdrawn_at": timezone.now()}
    InstrumentPermission.objects.filter(pk=permission_id, withdrawn_at=None).update(**ended)
    return queries.permission(permission_id)
