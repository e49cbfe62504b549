"""Uploading and withdrawing the ICPC table, by staff; the staff's pages check who that is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict
from mdo_foundation.common.folding import search_text

from .models import IcpcCode, IcpcTable
from .queries import Code, table_in_use
from .reading import read_codes

_BATCH = 1_000


def upload_table(content: bytes, *, by: Actor, name: str, issued_on: date, licence: str) -> IcpcTable:
    """Put a table in use instead of the one before, whole or not at all; the same one again changes nothing.

    Raises Invalid with what is wrong per row, Conflict when a colleague was just before.
    """
    codes = read_codes(content)
    digest = _digest(codes)
    wanted = {"name": name.strip(), "issued_on": issued_on, "licence": licence.strip(), "digest": digest}
    present = table_in_use()
    if present is not None and all(getattr(present, field) == value for field, value in wanted.items()):
        return present
    try:
        with transaction.atomic():
            _end(by=by)
            table = IcpcTable.objects.create(
                **wanted, size=len(codes), uploaded_by_id=by.user_id, uploaded_by_name=by.name
            )
            IcpcCode.objects.bulk_create([_row(table, one) for one in codes], batch_size=_BATCH)
    except IntegrityError as error:
        raise Conflict(_("Een collega heeft net een tabel geplaatst. Kijk eerst of het dezelfde is.")) from error
    return table


def withdraw_table(*, by: Actor) -> None:
    """Take the table out of use: its codes are gone, what was recorded with patients stays. Again changes nothing."""
    with transaction.atomic():
        _end(by=by)


def _end(*, by: Actor) -> None:
    IcpcTable.objects.filter(in_use=True).update(in_use=False, ended_by_name=by.name, ended_at=timezone.now())
    IcpcCode.objects.all().delete()


def _row(table: IcpcTable, one: Code) -> IcpcCode:
    return IcpcCode(table=table, code=one.code, title=one.title, search_text=search_text([one.title]))


def _digest(codes: Sequence[Code]) -> str:
    lines = "\n".join(f"{one.code}\t{one.title}" for one in codes)
    return hashlib.sha256(lines.encode()).hexdigest()
