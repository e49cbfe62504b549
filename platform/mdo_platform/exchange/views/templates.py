from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.exchange.fields import FIELDS
from mdo_platform.exchange.writing import Sheet, csv_file, xlsx_file
from mdo_platform.register import rules

from .exporting import attachment

_LEFT_OUT = {"address", "icpc"}  # the same again in another shape


@require_GET
def example(request: GroupRequest, kind: str) -> HttpResponse:
    """An empty list with the headings that we know; in Excel with a sheet that explains them."""
    rules.check_can_create_patient(request.actor)
    fields = [field for field in FIELDS if field.code not in _LEFT_OUT]
    sheet = Sheet(name=_("Patiënten"), headings=[str(field.label) for field in fields], rows=[])
    explained = Sheet(
        name=_("Uitleg"),
        headings=[_("Kolom"), _("Wat je invult")],
        rows=[[str(field.label), str(field.help)] for field in fields],
    )
    makers = {"xlsx": lambda: xlsx_file(sheet, explained), "csv": lambda: csv_file(sheet)}
    if kind not in makers:
        raise NotFound
    return attachment(makers[kind](), kind=kind, name="patienten-importeren")
