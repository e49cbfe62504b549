from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import people, rules, services
from mdo_platform.register.forms import NewPatientForm


@require_http_methods(["GET", "POST"])
def new_patient(request: GroupRequest) -> HttpResponse:
    """Enter and enrol a patient (R-01, R-02); sent twice it makes one."""
    rules.check_can_create_patient(request.actor)
    form = NewPatientForm(request.POST) if request.method == "POST" else NewPatientForm(initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            patient = services.create_patient(form.details(), by=request.actor, **form.enrolment())
        except Invalid as error:
            form.add_refusal(error)
        else:
            return redirect("register:question", patient_id=patient.pk)
    return render(request, "register/new.html", {"form": form}, status=400 if form.errors else 200)


def _initial(request: GroupRequest) -> dict[str, object]:
    """Who enters a patient is usually its GP, or from the organisation that gives the care."""
    is_gp = any(gp.id == request.actor.user_id for gp in people.gps())
    own = [str(one) for one in request.actor.organisation_ids]
    return {"gp_id": str(request.actor.user_id) if is_gp else "", "organisations": own}
