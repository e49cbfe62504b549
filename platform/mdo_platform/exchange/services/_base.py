from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, NotFound
from mdo_platform.exchange.models import OPEN, PatientImport
from mdo_platform.register import rules


def locked_import(import_id: UUID, *, by: Actor) -> PatientImport:
    """The import of this person under a row lock; somebody else's does not exist."""
    rules.check_can_create_patient(by)
    found = PatientImport.objects.select_for_update().filter(pk=import_id, by_id=by.user_id).first()
    if found is None:
        raise NotFound
    return found


def check_open(found: PatientImport, *, revision: int | None = None) -> None:
    """Raises Conflict when the import is running or done, or was changed since that revision was shown."""
    if found.state not in OPEN:
        raise Conflict(_("Deze lijst wordt al ingevoerd, of is al ingevoerd."))
    if revision is not None and revision != found.revision:
        raise Conflict(_("Deze lijst is intussen gewijzigd. Bekijk haar opnieuw."))
