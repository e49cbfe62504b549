"""'Wie heeft gekeken': the answer for the patient who asks, on the screen and on paper."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mdo_foundation.common import dutch
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.pdf import render_pdf
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.accesslog import forms, presenters, queries
from mdo_platform.accesslog.periods import Period
from mdo_platform.accesslog.queries.looked import patient_name

PAGE_SIZE = 100


@require_GET
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    form = forms.PeriodForm(request.GET)
    full = request.GET.get("weergave") == "alles"
    looks = queries.who_looked(request.actor, patient_id, period=form.period, full=full)
    page = Paginator(looks, PAGE_SIZE).get_page(request.GET.get("page"))
    kept = {name: request.GET[name] for name in ("van", "tot", "weergave") if request.GET.get(name)}
    context = {
        "patient_id": patient_id,
        "name": patient_name(request.actor, patient_id),
        "form": form,
        "full": full,
        "page": page,
        "rows": [presenters.look_row(look) for look in page.object_list],
        "total": len(looks),
        "kept": kept,
    }
    return render(request, "accesslog/patient.html", context)


@require_GET
def patient_pdf(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    form = forms.PeriodForm(request.GET)
    full = request.GET.get("weergave") == "alles"
    return pdf_response(cast("GroupRequest", request).actor, patient_id, period=form.period, full=full)


def pdf_response(actor: Actor, patient_id: UUID, *, period: Period, full: bool) -> HttpResponse:
    """The whole overview as PDF. Its file name holds the day, nothing of the patient."""
    looks = queries.who_looked(actor, patient_id, period=period, full=full, action="E")
    title = _("Wie heeft in uw gegevens gekeken?")
    today = timezone.localdate()
    data = _pdf_data(actor, patient_id, period, full) | {"rows": [presenters.look_row(look) for look in looks]}
    headers = {
        "Content-Disposition": f'attachment; filename="wie-heeft-gekeken-{today.isoformat()}.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    pdf = render_pdf("mdo_platform.accesslog/who_looked", data, title=title)
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _pdf_data(actor: Actor, patient_id: UUID, period: Period, full: bool) -> dict[str, Any]:
    today = timezone.localdate()
    first = dutch.day_month(period.first, today=today) if period.first else _("het begin")
    last = dutch.day_month(period.last or today, today=today)
    return {
        "patient": patient_name(actor, patient_id),
        "group": current_group().name,
        "made_by": actor.name,
        "made_on": f"{dutch.day_long(today)} {today.year}",
        "period": _("Van %(first)s tot en met %(last)s") % {"first": first, "last": last},
        "merged": not full,
    }
