"""A patient's BSN on a page of its own: nothing of it is on a page that anybody else looks at."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import queries, rules, services
from mdo_platform.register.forms import ServiceForm
from mdo_platform.register.numbers import LEADING_ZERO
from mdo_platform.register.presenters import page
from mdo_tenants.accounts.access import step_up_required


class BsnForm(ServiceForm):
    """The number as typed; the zero is asked for only when eight digits were typed."""

    bsn = forms.CharField(
        label=gettext_lazy("Burgerservicenummer"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Negen cijfers. Spaties en punten mogen."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ZeroForm(BsnForm):
    has_leading_zero = forms.BooleanField(
        label=gettext_lazy("Ja, het nummer begint met een 0 en heeft dus negen cijfers"), required=False
    )


_View = Callable[[GroupRequest, UUID], HttpResponseBase]


def _guarded(view: _View) -> _View:
    """First whether this page is there for this person, then a fresh code."""
    with_code: Any = step_up_required(cast("Any", view))

    @wraps(view)
    def guarded(request: GroupRequest, patient_id: UUID) -> HttpResponseBase:
        rules.check_can_use_bsn(request.actor, patient_id)
        answer: HttpResponseBase = with_code(request, patient_id)
        return answer

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@_guarded
def bsn(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Look whether there is a BSN, and record it (R-01)."""
    if request.method != "POST":
        return _page(request, patient_id)
    form = (ZeroForm if "has_leading_zero" in request.POST else BsnForm)(request.POST)
    if form.is_valid():
        try:
            services.set_bsn(
                patient_id,
                by=request.actor,
                number=form.cleaned_data["bsn"],
                has_leading_zero=form.cleaned_data.get("has_leading_zero", False),
                version=form.cleaned_data["version"],
            )
        except Invalid as error:
            form = ZeroForm(request.POST) if error.code == LEADING_ZERO else form
            form.is_valid()
            form.add_refusal(error)
        except Conflict:
            messages.warning(request, _("Iemand anders legde intussen een nummer vast. Kijk eerst wat er nu staat."))
            return redirect("register:bsn", patient_id=patient_id)
        else:
            messages.success(request, _("Het burgerservicenummer is vastgelegd."))
            return redirect("register:patient", patient_id=patient_id)
    return _page(request, patient_id, form=form, status=400)


@require_POST
@_guarded
def show_bsn(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """The whole number, once, logged (S-04)."""
    return _page(request, patient_id, shown=queries.reveal_bsn(request.actor, patient_id))


@require_POST
@_guarded
def remove_bsn(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    services.remove_bsn(patient_id, by=request.actor, version=None)
    messages.success(request, _("Het burgerservicenummer is verwijderd."))
    return redirect("register:patient", patient_id=patient_id)


def _page(
    request: GroupRequest, patient_id: UUID, *, form: BsnForm | None = None, shown: str = "", status: int = 200
) -> HttpResponse:
    record = queries.patient_record(request.actor, patient_id, page="bsn")
    state = queries.bsn_state(request.actor, patient_id)
    context = page.frame(request.actor, record, tab="patient") | {
        "can_change": True,
        "bsn": state,
        "shown": shown,
        "form": form or BsnForm(initial={"version": state.version}),
    }
    return render(request, "register/bsn.html", context, status=status)
