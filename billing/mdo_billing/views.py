"""Staff pages of billing, under /beheer/facturen/. A run asks for a fresh code of the second factor (ASVS 7.5)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mdo_billing import presenters, queries, rules, services
from mdo_billing.forms import RunForm, TariffForm
from mdo_foundation.common.errors import Invalid
from mdo_tenants.accounts.access import staff_required, step_up_required
from mdo_tenants.accounts.models import User


def _staff(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker: staff_required went before
    return request.user


@require_GET
@staff_required
def latest(request: HttpRequest) -> HttpResponse:
    """The newest year that can have invoices."""
    return redirect("billing:year", timezone.localdate().year - 1)


@require_GET
@staff_required
def year_list(request: HttpRequest, year: int) -> HttpResponse:
    rules.check_year_is_over(year, today=timezone.localdate())
    context = {
        "year": year,
        "years": presenters.year_tabs(queries.invoiced_years(), year, newest=timezone.localdate().year - 1),
        "invoices": presenters.invoice_rows(queries.invoices(year)),
        "totals": presenters.totals_row(queries.totals(year)),
        "expected": presenters.totals_row(queries.expected(year)),
    }
    return render(request, "billing/year.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
@step_up_required
def run(request: HttpRequest, year: int) -> HttpResponse:
    """Ask before issuing: an issued invoice never changes."""
    rules.check_year_is_over(year, today=timezone.localdate())
    form = RunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.start_run(year, by=_staff(request).pk, idempotency_key=form.cleaned_data["idempotency_key"])
        messages.success(request, presenters.run_started(year))
        return redirect("billing:year", year)
    expected = queries.expected(year)
    context = {"year": year, "count": expected.count, "question": presenters.run_question(year, expected)}
    return render(request, "billing/run.html", context)


@require_GET
@staff_required
def pdf(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    invoice = queries.invoice(invoice_id)
    disposition = f'attachment; filename="factuur-{invoice.number}.pdf"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(bytes(invoice.pdf), content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
@staff_required
@step_up_required
def tariffs(request: HttpRequest) -> HttpResponse:
    form = TariffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_tariff(by=_staff(request).pk, **form.cleaned_data)
        except Invalid as error:
            for name, texts in error.fields.items():
                form.add_error(name, texts)
        else:
            messages.success(request, _("Het tarief is toegevoegd."))
            return redirect("billing:tariffs")
    context = {"form": form, "tariffs": presenters.tariff_table(queries.tariff_rows())}
    return render(request, "billing/tariffs.html", context, status=400 if form.errors else 200)
