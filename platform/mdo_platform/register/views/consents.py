"""What the patient said about being discussed, and saying it anew (R-17)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import queries, rules, services
from mdo_platform.register.forms import ConsentForm
from mdo_platform.register.presenters import full_name_of


@require_http_methods(["GET", "POST"])
def consent(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """The history of consent; recording it, or an objection after which most people no longer see the patient."""
    record = queries.patient_record(request.actor, patient_id, page="consent")
    initial = {"given_on": timezone.localdate(), "given_by": "patient"}
    form = ConsentForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _recorded(request, patient_id, form):
        messages.success(request, _("De toestemming is vastgelegd."))
        if not queries.visible_patient_ids(request.actor, among=[patient_id]):
            return redirect("register:overview")
        return redirect("register:patient", patient_id=patient_id)
    context = {
        "patient": record.patient,
        "name": full_name_of(record.patient),
        "consents": queries.consents(request.actor, patient_id),
        "form": form,
        "can_change": rules.could_change_patient(request.actor, patient_id),
    }
    return render(request, "register/actions/consent.html", context, status=400 if form.errors else 200)


def _recorded(request: GroupRequest, patient_id: UUID, form: ConsentForm) -> bool:
    try:
        services.set_consent(patient_id, by=request.actor, **form.cleaned_data)
    except Invalid as error:
        form.add_refusal(error)
    return not form.errors
