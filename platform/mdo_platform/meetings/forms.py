"""What people fill in. Shape only: what is allowed is decided by the services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mdo_foundation.ui.forms import DateInput, PortalForm
from mdo_platform.meetings import levels, people
from mdo_tenants.groups.rights import Role


class PlanForm(PortalForm):
    """Plan one meeting (M-01)."""

    day = forms.DateField(label=_("Dag"), widget=DateInput())
    time = forms.TimeField(label=_("Begintijd"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("Duur in minuten"), initial=60, min_value=15, max_value=480)
    target_groups = forms.MultipleChoiceField(label=_("Doelgroepen"), widget=forms.CheckboxSelectMultiple)
    place = forms.CharField(label=_("Plaats"), max_length=200, required=False)
    video_url = forms.URLField(
        label=_("Videolink"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Begint met https://"),
        error_messages={"invalid": _("Vul een link in die begint met https://.")},
    )
    chair = forms.ChoiceField(label=_("Voorzitter"), required=False)
    vice_chair = forms.ChoiceField(label=_("Vice-voorzitter"), required=False)
    secretary = forms.ChoiceField(label=_("Notulist"), required=False)

    def __init__(self, *args: Any, target_groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(code, levels.target_group_label(code)) for code in target_groups]
        self.fields["target_groups"].choices = chosen  # type: ignore[attr-defined]
        self.fields["target_groups"].initial = [code for code, _label in chosen]
        for name, roles in _APPOINTED.items():
            members = [(str(member.user_id), member.name) for member in people.with_role(*roles)]
            self.fields[name].choices = [("", _("Niemand")), *members]  # type: ignore[attr-defined]

    def as_plan(self) -> dict[str, Any]:
        """The arguments of `services.plan_meeting`."""
        data = self.cleaned_data
        return {
            "starts_at": timezone.make_aware(datetime.combine(data["day"], data["time"])),
            "minutes": data["minutes"],
            "target_groups": data["target_groups"],
            "place": data["place"],
            "video_url": data["video_url"],
            **{f"{name}_id": UUID(data[name]) if data[name] else None for name in _APPOINTED},
        }


_APPOINTED = {
    "chair": (Role.CHAIR,),
    "vice_chair": (Role.VICE_CHAIR, Role.CHAIR),
    "secretary": (Role.SECRETARY, Role.VICE_CHAIR, Role.CHAIR),
}


class GuestForm(PortalForm):
    """Register a guest for this meeting (M-05)."""

    name = forms.CharField(label=_("Naam"), max_length=200)
    discipline = forms.CharField(label=_("Discipline"), max_length=100)
    organisation = forms.CharField(label=_("Organisatie"), max_length=200, required=False)


class InviteGuestForm(PortalForm):
    """Invite somebody from outside to read along at this meeting (M-11)."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    email = forms.EmailField(label=_("E-mailadres"), max_length=254, help_text=_("De link gaat alleen naar dit adres."))
    discipline = forms.CharField(label=_("Discipline"), max_length=100, help_text=_("Bijvoorbeeld: geriater."))
    organisation = forms.CharField(label=_("Organisatie"), max_length=200, required=False)


class AdviceForm(forms.Form):
    version = forms.IntegerField(min_value=0)
    text = forms.CharField(required=False, strip=False)


class AgreementForm(forms.Form):
    idempotency_key = forms.UUIDField()
    version = forms.IntegerField(min_value=0, required=False)
    item = forms.UUIDField(required=False)
    what = forms.CharField(required=False)
    who = forms.CharField(required=False, max_length=200)
    due_on = forms.DateField(required=False)


class SignalForm(forms.Form):
    idempotency_key = forms.UUIDField()
    version = forms.IntegerField(min_value=0, required=False)
    item = forms.UUIDField(required=False)
    kind = forms.CharField(max_length=20)
    category = forms.CharField(required=False, max_length=10)
    text = forms.CharField(required=False, strip=False)


class PlaceForm(forms.Form):
    """Where an item goes on the agenda, or for how long."""

    position = forms.IntegerField(required=False, min_value=1)
    minutes = forms.IntegerField(required=False)
