from __future__ import annotations

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.exchange import limits
from mdo_platform.exchange.export import COLUMNS
from mdo_platform.exchange.forms import ExportForm
from mdo_platform.exchange.services.exporting import Kind, export_patients
from mdo_platform.register import rules
from mdo_platform.register.views.overview_filter import filter_from, words_of
from mdo_tenants.accounts.access import step_up_required

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_http_methods(["GET", "POST"])
@step_up_required
def export(request: GroupRequest) -> HttpResponse:
    """What you may see as a file (R-14), with a fresh code. The filters come from the register's address."""
    rules.check_can_see_register(request.actor)
    chosen = filter_from(request.GET)
    filtered = bool(words_of(chosen))
    form = ExportForm(
        request.POST if request.method == "POST" else None,
        which=_which(filtered=filtered),
        columns=[(column.code, column.label) for column in COLUMNS],
        initial={
            "kind": "xlsx",
            "which": "filtered" if filtered else "active",
            "columns": [column.code for column in COLUMNS if column.is_usual],
        },
    )
    if request.method == "POST" and form.is_valid():
        limits.check_export(request.actor)
        try:
            return _file(request, form.cleaned_data, chosen)
        except Invalid as error:
            form.add_refusal(error)
    context = {"form": form, "filters": request.GET.urlencode()}
    return render(request, "exchange/export.html", context, status=400 if form.errors else 200)


def attachment(content: bytes, *, kind: str, name: str) -> HttpResponse:
    """A file to save. Its name says nothing of patients; no cache keeps it."""
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def export_name(slug: str) -> str:
    return f"register-{slug}-{timezone.localdate().isoformat()}"


def _which(*, filtered: bool) -> list[tuple[str, Any]]:
    choices = [("active", _("Alle patiënten in het register")), ("all", _("Ook de afgesloten patiënten"))]
    return [("filtered", _("Wat je in het register gefilterd had")), *choices] if filtered else choices


def _file(request: GroupRequest, data: dict[str, Any], chosen: Any) -> HttpResponse:
    content = export_patients(
        request.actor,
        columns=data["columns"],
        kind=cast("Kind", data["kind"]),
        chosen=chosen if data["which"] == "filtered" else None,
        closed=data["which"] == "all",
    )
    return attachment(content, kind=data["kind"], name=export_name(request.group.slug))
