"""Enrol for a second target group, transfer, close, reopen (R-02 … R-04, R-16): one page per action."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mdo_foundation.common.errors import Conflict, Invalid, NotFound
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import definitions, queries, rules, services
from mdo_platform.register.forms import ServiceForm
from mdo_platform.register.lifecycle_forms import (
    CloseForm,
    EndSecondGroupForm,
    ReopenForm,
    SecondGroupForm,
    TransferForm,
)
from mdo_platform.register.models import ConsentGivenBy, ConsentStatus, PatientStatus
from mdo_platform.register.presenters import full_name_of, group_label, prognosis_of, urgency_of
from mdo_platform.register.presenters.menu import other_groups, second_groups
from mdo_platform.register.presenters.record import evaluation_fields
from mdo_platform.register.services.closing import DATE_FIELD, REASON_FIELD

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def enrol(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """A second, thematic target group (R-03)."""
    record = _record(request, patient_id)
    rules.check_can_change_patient(request.actor, patient_id)
    # Who is enrolled already stays a choice while sending: a double click makes one enrolment.
    groups = [(one.code, one.label) for one in definitions.enabled_target_groups(thematic=True)]
    form = SecondGroupForm(request.POST or None, groups=groups if request.POST else second_groups(record))
    if form.is_valid() and _done(
        form, lambda: services.enrol(patient_id, by=request.actor, target_group=form.cleaned_data["target_group"])
    ):
        label = group_label(form.cleaned_data["target_group"]).label
        messages.success(request, _("Aangemeld voor %(group)s.") % {"group": label})
        return redirect("register:question", patient_id=patient_id)
    return _page(request, record, "enrol", form)


@get_or_post
def end_enrolment(request: GroupRequest, enrolment_id: UUID) -> HttpResponse:
    """Take a patient off a second target group; what was recorded stays (R-03)."""
    enrolment = queries.enrolment(request.actor, enrolment_id)
    record = _record(request, enrolment.patient_id)
    rules.check_can_change_patient(request.actor, enrolment.patient_id)
    form = EndSecondGroupForm(request.POST or None, initial={"version": enrolment.version})
    label = group_label(enrolment.target_group).label
    if form.is_valid() and _done(
        form, lambda: services.end_thematic(enrolment_id, by=request.actor, **form.cleaned_data)
    ):
        messages.success(request, _("De patiënt staat niet meer bij %(group)s.") % {"group": label})
        return redirect("register:question", patient_id=enrolment.patient_id)
    return _page(request, record, "end_enrolment", form, group=label)


@get_or_post
def transfer(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """To another target group (R-04, clinical §8)."""
    record = _record(request, patient_id)
    rules.check_can_change_patient(request.actor, patient_id)
    primary = record.primary
    if primary is None:
        raise NotFound
    initial = {"version": primary.version, "enrolment": primary.pk, **_asked()}
    every = [(one.code, one.label) for one in definitions.enabled_target_groups()]
    form = TransferForm(request.POST or None, initial=initial, groups=every if request.POST else other_groups(record))
    if form.is_valid() and _done(form, lambda: _transfer(request, record, form)):
        label = group_label(form.cleaned_data["target_group"]).label
        messages.success(
            request,
            _("Overgezet naar %(group)s. Vul urgentie en prognose opnieuw in, en stel een vraag voor het volgende MDO.")
            % {"group": label},
        )
        return _to_patient(request, patient_id, "register:question")
    return _page(
        request,
        record,
        "transfer",
        form,
        urgency=urgency_of(primary),
        prognosis=prognosis_of(primary, primary),
        group=group_label(primary.target_group),
    )


@get_or_post
def close(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Out of the register, with the evaluation (R-16). Closed a moment ago by the same person: the closed record."""
    record = _record(request, patient_id)
    rules.check_could_change_patient(request.actor, patient_id)
    if request.method == "GET" and record.patient.status == PatientStatus.CLOSED:
        return redirect("register:patient", patient_id=patient_id)
    asked = [view for view in evaluation_fields(record) if view.code not in (REASON_FIELD, DATE_FIELD)]
    initial = {"version": record.patient.version, "on": timezone.localdate()}
    form = CloseForm(request.POST or None, initial=initial, evaluation=asked)
    if form.is_valid() and _closed(request, patient_id, form):
        messages.success(request, _("Afgesloten. De evaluatie kun je nog aanvullen."))
        return redirect("register:patient", patient_id=patient_id)
    return _page(request, record, "close", form)


@get_or_post
def reopen(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Back into the register within the retention term: a mistake, or somebody who comes back (R-16)."""
    record = _record(request, patient_id)
    rules.check_could_change_patient(request.actor, patient_id)
    if request.method == "GET" and record.patient.status == PatientStatus.ACTIVE:
        return redirect("register:patient", patient_id=patient_id)
    groups = [(one.code, one.label) for one in definitions.enabled_target_groups()]
    initial = {"version": record.patient.version, "target_group": record.latest.target_group, **_asked()}
    form = ReopenForm(request.POST or None, initial=initial, groups=groups)
    if form.is_valid() and _done(form, lambda: _reopen(request, patient_id, form)):
        messages.success(request, _("De patiënt staat weer in het register."))
        return _to_patient(request, patient_id, "register:question")
    return _page(request, record, "reopen", form)


def _record(request: GroupRequest, patient_id: UUID) -> queries.PatientRecord:
    return queries.patient_record(request.actor, patient_id, page="action")


def _transfer(request: GroupRequest, record: queries.PatientRecord, form: TransferForm) -> None:
    data = form.cleaned_data
    if record.enrolment(data["enrolment"]) is None:
        raise NotFound
    services.transfer_enrolment(
        data["enrolment"],
        by=request.actor,
        version=data["version"],
        target_group=data["target_group"],
        reason=data["reason"],
        **form.said(),
    )


def _closed(request: GroupRequest, patient_id: UUID, form: CloseForm) -> bool:
    data = form.cleaned_data
    try:
        services.close_patient(
            patient_id,
            by=request.actor,
            version=data["version"],
            reason=data["reason"],
            on=data["on"],
            evaluation=form.evaluation(),
        )
    except Invalid as error:
        form.add_refusal(error)
    except Conflict:
        form.add_conflicts()
    return not form.errors


def _reopen(request: GroupRequest, patient_id: UUID, form: ReopenForm) -> None:
    data = form.cleaned_data
    if data["because"] == ReopenForm.MISTAKE:
        services.undo_closing(patient_id, by=request.actor, version=data["version"])
        return
    said = {name: value for name, value in form.said().items() if value}
    services.readmit_patient(
        patient_id, by=request.actor, version=data["version"], target_group=data["target_group"], **said
    )


def _asked() -> dict[str, Any]:
    return {
        "consent": ConsentStatus.UNKNOWN.value,
        "consent_given_by": ConsentGivenBy.PATIENT.value,
        "consent_given_on": timezone.localdate(),
    }


def _done(form: ServiceForm, act: Any) -> bool:
    """Whether it was carried out; else the form says why not."""
    try:
        act()
    except Invalid as error:
        form.add_refusal(error)
    except Conflict as error:
        form.add_error(None, str(error.message))
    return not form.errors


def _to_patient(request: GroupRequest, patient_id: UUID, name: str) -> HttpResponse:
    """To the patient, or to the register for who no longer sees somebody who just objected."""
    if not queries.visible_patient_ids(request.actor, among=[patient_id]):
        return redirect("register:overview")
    return redirect(name, patient_id=patient_id)


def _page(
    request: GroupRequest, record: queries.PatientRecord, name: str, form: ServiceForm, **context: Any
) -> HttpResponse:
    frame = {"patient": record.patient, "name": full_name_of(record.patient), "record": record, "form": form}
    return render(request, f"register/actions/{name}.html", frame | context, status=400 if form.errors else 200)
