from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.bulk import copy_rows
from mdo_foundation.common.errors import Invalid
from mdo_platform.exchange.checking import Checked, Checker
from mdo_platform.exchange.choices import choices_now
from mdo_platform.exchange.fields import BY_CODE, REQUIRED
from mdo_platform.exchange.models import IS_TWIN, Choice, ImportRow, ImportState, PatientImport
from mdo_platform.exchange.twins import Key, key_of, twins_in_register

from ._base import check_open, locked_import


def choose_columns(
    import_id: UUID, *, by: Actor, columns: Sequence[str], defaults: Mapping[str, str], revision: int | None = None
) -> PatientImport:
    """Say which column holds what, and check every row. Choices about duplicates are made anew."""
    with transaction.atomic():
        found = locked_import(import_id, by=by)
        check_open(found, revision=revision)
        _check_columns(columns, of=found)
        _check_defaults(columns, defaults)
        found.columns, found.defaults = list(columns), dict(defaults)
        found.rows.update(choice="")
        check_rows(found, by=by)
        found.state, found.skips_faulty, found.refusal = ImportState.CHECKED, False, ""
        found.revision += 1
        found.save()
        return found


def decide(import_id: UUID, *, by: Actor, rows: Mapping[int, str] | None = None, everything: str = "") -> PatientImport:
    """Choose per duplicate, by the number of its row, or for all of them, whether it is entered all the same."""
    if {everything, *(rows or {}).values()} - {"", *Choice.values}:
        sentence = _("Kies een van de mogelijkheden.")
        raise Invalid(sentence, fields={"choice": [sentence]})
    with transaction.atomic():
        found = locked_import(import_id, by=by)
        check_open(found)
        twins = found.rows.filter(IS_TWIN)
        if everything:
            twins.update(choice=everything)
        for choice in Choice.values:
            chosen = [number for number, wanted in (rows or {}).items() if wanted == choice]
            twins.filter(number__in=chosen).update(choice=choice)
        return found


def check_rows(found: PatientImport, *, by: Actor) -> dict[int, Checked]:
    """Check every row as things are now and store what is wrong and what looks like a duplicate; by row number."""
    checker = Checker(by, choices_now(), columns=found.columns, defaults=found.defaults)
    stored = list(found.rows.values("number", "cells", "choice"))
    checked = {row["number"]: checker.check(row["cells"]) for row in stored}
    keys = {number: key for number, one in checked.items() if (key := key_of(one.details))}
    in_register = twins_in_register(by, set(keys.values()))
    earlier: dict[Key, int] = {}
    rows: list[dict[str, Any]] = []
    for row in stored:
        number = row["number"]
        key = keys.get(number)
        twin_row = earlier.setdefault(key, number) if key else number
        about = {
            "twin_row": None if twin_row == number else twin_row,
            "twin_ids": in_register.get(key, []) if key else [],
        }
        rows.append(row | about | {"id": uuid4(), "patient_import_id": found.pk, "problems": checked[number].problems})
    found.rows.all().delete()
    copy_rows(ImportRow, rows)
    return checked


def _check_columns(columns: Sequence[str], *, of: PatientImport) -> None:
    chosen = [code for code in columns if code]
    missing = [str(BY_CODE[code].label) for code in REQUIRED if code not in chosen]
    double = sorted({str(BY_CODE[code].label) for code in chosen if code in BY_CODE and chosen.count(code) > 1})
    if len(columns) != len(of.headings) or not set(chosen) <= set(BY_CODE):
        _refuse_columns(_("Kies voor elke kolom een van de mogelijkheden."))
    if missing:
        _refuse_columns(_("Kies ook een kolom voor: %(fields)s.") % {"fields": ", ".join(missing)})
    if double:
        _refuse_columns(_("Kies hoogstens één kolom voor: %(fields)s.") % {"fields": ", ".join(double)})


def _refuse_columns(sentence: str) -> None:
    raise Invalid(sentence, fields={"columns": [sentence]})


def _check_defaults(columns: Sequence[str], defaults: Mapping[str, str]) -> None:
    choices = choices_now()
    group, gp = defaults.get("target_group", ""), defaults.get("gp", "")
    if group and group not in choices.groups:
        sentence = _("Kies een doelgroep die bij deze groep aan staat.")
        raise Invalid(sentence, fields={"target_group": [sentence]})
    if not group and "target_group" not in columns:
        sentence = _("Kies de doelgroep waarvoor je deze patiënten aanmeldt.")
        raise Invalid(sentence, fields={"target_group": [sentence]})
    if gp and gp not in choices.gps:
        sentence = _("Kies een huisarts uit de lijst.")
        raise Invalid(sentence, fields={"gp": [sentence]})
