from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotAllowed, PortalError
from mdo_foundation.common.groups import current_group
from mdo_platform.exchange import progress
from mdo_platform.exchange.models import SKIPPED, ImportState, PatientImport
from mdo_platform.register.services.importing import NewPatient, import_patients
from mdo_tenants.groups.queries import actor_from, membership

from .choosing import check_rows

Twins = dict[int, tuple[int | None, frozenset[UUID]]]


def run_import(import_id: UUID) -> None:
    """Enter a confirmed list, all of it or nothing, in the caller's transaction; done before changes nothing.

    Everything is checked again, rights too: what was true at the preview may not be any more. Then nothing is written,
    and the person who imports sees why.
    """
    found = PatientImport.objects.select_for_update().filter(pk=import_id, state=ImportState.RUNNING).first()
    if found is None:
        return
    try:
        with transaction.atomic():
            _enter(found, by=_actor(found))
    except PortalError as error:
        found.refresh_from_db()
        found.state, found.refusal = ImportState.CHECKED, str(error.message)
        _check_again(found)
    found.revision += 1
    found.save()


def _actor(found: PatientImport) -> Actor:
    """Who confirmed, with the rights of this moment."""
    present = membership(group_id=current_group().id, user_id=found.by_id)
    if present is None:
        raise NotAllowed(_("Je bent geen lid meer van deze groep."))
    return replace(actor_from(present), address=found.address)


def _enter(found: PatientImport, *, by: Actor) -> None:
    with connection.cursor() as cursor:  # two lists with one person in them: the second sees what the first entered
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(current_schema()), hashtext('exchange'))")
    progress.tell(found.pk, 0)
    known = _twins(found)
    checked = check_rows(found, by=by)
    if _twins(found) != known:
        raise Invalid(_("Intussen zijn er patiënten bijgekomen die op deze lijst staan. Bekijk de dubbele opnieuw."))
    entries = _chosen(found, {number: one.entry for number, one in checked.items()})
    detail = {"import": str(found.pk), "rows": found.row_count, "entered": len(entries)}
    ids = import_patients(entries, by=by, detail=detail, on_progress=lambda done: progress.tell(found.pk, done))
    found.state, found.patient_ids, found.entered_count = ImportState.DONE, ids, len(ids)
    found.skipped_count = found.row_count - len(ids)
    found.file_name, found.headings, found.columns, found.defaults = "", [], [], {}
    found.rows.all().delete()


def _chosen(found: PatientImport, entries: dict[int, NewPatient | None]) -> list[NewPatient]:
    """What is to be entered: without the duplicates that are skipped, and without faulty rows if that was chosen."""
    numbers = found.rows.exclude(SKIPPED).order_by("number").values_list("number", flat=True)
    wanted = [entries[number] for number in numbers]
    whole = [entry for entry in wanted if entry is not None]
    if len(whole) < len(wanted) and not found.skips_faulty:
        raise Invalid(_("Intussen klopt een deel van de rijen niet meer. Bekijk de fouten."))
    if not whole:
        raise Invalid(_("Er is niets om in te voeren: elke rij wordt overgeslagen."))
    return whole


def _twins(found: PatientImport) -> Twins:
    rows = found.rows.values_list("number", "twin_row", "twin_ids")
    return {number: (twin_row, frozenset(twin_ids)) for number, twin_row, twin_ids in rows}


def _check_again(found: PatientImport) -> None:
    """Let the preview show what is wrong now, as far as that can be told."""
    try:
        with transaction.atomic():
            check_rows(found, by=_actor(found))
    except PortalError:
        return
