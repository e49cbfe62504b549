from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mdo_foundation.common import outbox
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.groups import current_group
from mdo_platform.exchange.models import SKIPPED, ImportState, PatientImport

from ._base import check_open, locked_import

RUN = "exchange.import"


def confirm(import_id: UUID, *, by: Actor, revision: int | None = None, skips_faulty: bool = False) -> PatientImport:
    """Have the rows entered by a worker. Confirmed before changes nothing: a double click enters once.

    With `skips_faulty` rows with a problem are left out; without it there may be none.
    """
    with transaction.atomic():
        found = locked_import(import_id, by=by)
        if found.state in (ImportState.RUNNING, ImportState.DONE):
            return found
        check_open(found, revision=revision)
        if found.state != ImportState.CHECKED:
            raise Conflict(_("Kies eerst wat er in de kolommen staat."))
        faulty = found.rows.exclude(problems=[]).count()
        if faulty and not skips_faulty:
            sentence = _("Er zijn rijen met een fout. Verbeter ze in het bestand, of kies dat je ze overslaat.")
            raise Invalid(sentence, fields={"skips_faulty": [sentence]})
        if not found.rows.filter(problems=[]).exclude(SKIPPED).exists():
            raise Invalid(_("Er is niets om in te voeren: elke rij wordt overgeslagen."))
        found.state, found.skips_faulty, found.refusal = ImportState.RUNNING, skips_faulty, ""
        found.revision += 1
        found.save()
        payload = {"import": str(found.pk)}
        outbox.enqueue(RUN, f"{found.pk}:{found.revision}", payload=payload, group=current_group())
        return found
