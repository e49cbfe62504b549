from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.spreadsheets import MAX_FILE, refusal
from mdo_foundation.common.typed import page_number, whole_number
from mdo_platform.exchange import limits, presenters, queries, services
from mdo_platform.exchange.forms import ColumnsForm, UploadForm
from mdo_platform.exchange.models import OPEN, Choice, ImportState, PatientImport
from mdo_platform.register import rules

_PARTS = {"fouten": "faulty", "dubbelen": "twins"}
_CHOICE = "keuze-"


@require_http_methods(["GET", "POST"])
def upload(request: GroupRequest) -> HttpResponse:
    """Choose a file (R-14). What is read is put aside; nothing is in the register yet."""
    rules.check_can_create_patient(request.actor)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST":
        try:
            return redirect("exchange:columns", import_id=_staged(request, form).pk)
        except Invalid as error:
            form.add_refusal(error)
    context = {"form": form, "unfinished": queries.unfinished_import(request.actor)}
    return render(request, "exchange/upload.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def columns(request: GroupRequest, import_id: UUID) -> HttpResponse:
    """Say which column holds what; the guess is filled in."""
    found = queries.own_import(request.actor, import_id)
    if found.state not in OPEN:
        return redirect("exchange:list", import_id=import_id)
    form = ColumnsForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_columns(import_id, by=request.actor, columns=form.chosen(), defaults=form.defaults())
            return redirect("exchange:list", import_id=import_id)
        except Invalid as error:
            form.add_refusal(error)
    context = {
        "found": found,
        "form": form,
        "lines": presenters.column_lines(form, headings=found.headings, samples=queries.samples(found)),
    }
    return render(request, "exchange/columns.html", context, status=400 if form.errors else 200)


@require_GET
def show(request: GroupRequest, import_id: UUID) -> HttpResponse:
    """Where an import is: its columns, its preview, its progress, or what came of it."""
    found = queries.own_import(request.actor, import_id)
    if "HX-Request" in request.headers and found.state != ImportState.RUNNING:
        return HttpResponse(headers={"HX-Refresh": "true"})  # the bar is full, or something went wrong: a whole page
    if found.state == ImportState.STAGED:
        return redirect("exchange:columns", import_id=import_id)
    if found.state == ImportState.CHECKED:
        return _preview(request, found)
    if found.state == ImportState.RUNNING:
        context = {"found": found, "total": queries.counts(found).entering, "done": queries.done_so_far(found)}
        return render(request, "exchange/running.html", context)
    page = queries.entered(request.actor, found, page=page_number(request.GET.get("page", "")))
    rows = [row | {"name": presenters.twin_name(row)} for row in page.object_list]
    return render(request, "exchange/done.html", {"found": found, "page": page, "rows": rows})


@require_POST
def decide(request: GroupRequest, import_id: UUID) -> HttpResponse:
    """Keep the choices about duplicates on this page, or make one for all; then enter the list if that was pressed."""
    action = request.POST.get("actie", "")
    if queries.own_import(request.actor, import_id).state not in OPEN:
        return redirect("exchange:list", import_id=import_id)  # a second click
    everything = {"alles-overslaan": Choice.SKIP.value, "alles-invoeren": Choice.ENTER.value}.get(action, "")
    services.decide(import_id, by=request.actor, rows=_choices(request), everything=everything)
    if action == "voer-in":
        return _confirm(request, import_id)
    response = redirect("exchange:list", import_id=import_id)
    return _back_to_part(request, response)


@require_POST
def cancel(request: GroupRequest, import_id: UUID) -> HttpResponse:
    services.cancel(import_id, by=request.actor)
    return redirect("exchange:import")


def _staged(request: GroupRequest, form: UploadForm) -> PatientImport:
    """The file's rows, put aside; raises Invalid with what to do."""
    limits.check_import(request.actor)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_FILE + 100_000:
        raise refusal("too_large", limit=MAX_FILE // 1024 // 1024)
    if not form.is_valid():
        raise Invalid(_("Kies een bestand."))
    file = form.cleaned_data["file"]
    return services.start_import(
        file.read(), by=request.actor, file_name=file.name, idempotency_key=form.idempotency_key
    )


def _preview(request: GroupRequest, found: PatientImport, *, refused: str = "", status: int = 200) -> HttpResponse:
    word = request.GET.get("toon", "") or request.POST.get("toon", "")
    page = page_number(request.GET.get("page", ""))
    shown = queries.preview(request.actor, found, part=_PARTS.get(word, ""), page=page)
    context: dict[str, Any] = {
        "found": found,
        "page": shown.page,
        "lines": presenters.lines(shown.rows),
        "counts": shown.counts,
        "part": word if word in _PARTS else "",
        "refused": refused or found.refusal,
    }
    return render(request, "exchange/preview.html", context, status=status)


def _confirm(request: GroupRequest, import_id: UUID) -> HttpResponse:
    try:
        services.confirm(
            import_id,
            by=request.actor,
            revision=whole_number(request.POST.get("revisie", "")) or 0,
            skips_faulty="overslaan" in request.POST,
        )
    except (Invalid, Conflict) as error:
        found = queries.own_import(request.actor, import_id)
        if found.state == ImportState.CHECKED:
            return _preview(request, found, refused=str(error.message), status=error.status)
        raise
    return redirect("exchange:list", import_id=import_id)


def _choices(request: GroupRequest) -> dict[int, str]:
    """Row number and choice of the duplicates that were on the page."""
    typed = {name.removeprefix(_CHOICE): request.POST[name] for name in request.POST if name.startswith(_CHOICE)}
    return {row: choice for number, choice in typed.items() if (row := whole_number(number)) is not None}


def _back_to_part(request: GroupRequest, response: HttpResponse) -> HttpResponse:
    """To the page of the list that one was on."""
    word, page = request.POST.get("toon", ""), page_number(request.POST.get("page", ""))
    response["Location"] += f"?toon={word if word in _PARTS else ''}&page={page}"
    return response
