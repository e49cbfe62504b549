"""The small forms of the first tab: a part of the tab, and a page without scripts or with something wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import queries, rules
from mdo_platform.register.care_forms import SmallForm
from mdo_platform.register.presenters import full_name_of


@dataclass(frozen=True, kw_only=True)
class Small:
    """`part` is the template of the form itself; `place` the heading of the tab that one comes back to."""

    form: SmallForm
    patient_id: UUID
    title: str
    part: str
    place: str
    context: Mapping[str, Any] = field(default_factory=dict)


def is_part(request: GroupRequest) -> bool:
    """Whether a script asks for a part of the page."""
    return "HX-Request" in request.headers


def check_may_change(request: GroupRequest, patient_id: UUID) -> None:
    rules.check_can_change_patient(request.actor, patient_id)


def show(request: GroupRequest, small: Small, *, status: int = 200, **context: Any) -> HttpResponse:
    shown = {"form": small.form, "patient_id": small.patient_id, "place": small.place, **small.context, **context}
    if is_part(request):
        return render(request, small.part, shown, status=status)
    whole = whose(request, small.patient_id, page=small.place) | {"title": small.title, "part": small.part}
    return render(request, "register/small_form.html", whole | shown, status=status)


def whose(request: GroupRequest, patient_id: UUID, *, page: str) -> dict[str, Any]:
    """Whose page it is: nobody should fill in a form without seeing that."""
    patient = queries.patient_record(request.actor, patient_id, page=page).patient
    return {"patient": patient, "name": full_name_of(patient)}


def send(request: GroupRequest, small: Small, act: Callable[[dict[str, Any]], object]) -> HttpResponse:
    """Do it and go back to the tab, or show the form again with what is wrong or what somebody else made of it."""
    if not small.form.is_valid():
        return show(request, small, status=400)
    try:
        act(small.form.cleaned_data)
    except Invalid as error:
        small.form.add_refusal(error)
        return show(request, small, status=400)
    except Conflict as error:
        return _conflict(request, small, error.current)
    return back(request, small.patient_id, small.place)


def back(request: GroupRequest, patient_id: UUID, place: str) -> HttpResponse:
    """To the tab, or to the register for who just gave up the view on this patient."""
    if not queries.visible_patient_ids(request.actor, among=[patient_id]):
        return redirect("register:overview")
    return redirect(f"{reverse('register:patient', args=[patient_id])}#{place}")


def _conflict(request: GroupRequest, small: Small, current: Mapping[str, Any]) -> HttpResponse:
    """Theirs to read, mine in the controls; sending it again means: mine, knowing theirs."""
    typed = small.form.data.copy()
    typed["version"] = str(current["version"])
    small.form.data = typed
    labels = {name: str(control.label) for name, control in small.form.fields.items()}
    theirs = [(labels.get(name, name), value) for name, value in current["values"].items()]
    return show(request, small, status=409, conflict={"by": current["by"], "theirs": theirs})
