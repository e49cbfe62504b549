"""Forms of staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mdo_foundation.ui.forms import DateInput
from mdo_tenants.accounts.forms import ServiceForm
from mdo_tenants.groups.forms import TargetGroupsField
from mdo_tenants.licences.models import Medium


class NetworkForm(ServiceForm):
    name = forms.CharField(label=_("Naam van het netwerk"), max_length=100)
    region = forms.CharField(label=_("Regio"), max_length=80)
    target_groups = TargetGroupsField(label=_("Doelgroepen"), required=False)


class AddGroupForm(ServiceForm):
    group = forms.TypedChoiceField(label=_("Groep"), coerce=UUID)

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]


class AppointForm(ServiceForm):
    email = forms.EmailField(
        label=_("E-mailadres van de coördinator"), max_length=254, help_text=_("Van iemand die al een account heeft.")
    )


UPLOAD_BYTES = 5 * 1024 * 1024


class IcpcForm(ServiceForm):
    """The file and what allows its use; `content` is the file as bytes."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een csv- of xlsx-bestand met de kolommen ‘code’ en ‘titel’, hoogstens 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    name = forms.CharField(label=_("Versie"), max_length=60, help_text=_("Zoals de licentiehouder die noemt."))
    issued_on = forms.DateField(label=_("Datum van de tabel"), widget=DateInput)
    licence = forms.CharField(
        label=_("Licentie"),
        max_length=300,
        help_text=_("Van wie is de licentie, en welk contract staat het gebruik toe?"),
    )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > UPLOAD_BYTES:
            raise forms.ValidationError(_("Het bestand is groter dan 5 MB."))
        return sent

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "file" in data:
            data["content"] = data.pop("file").read()
        return data


class PermissionForm(ServiceForm):
    """What the letter of an instrument's owner allows."""

    given_by = forms.CharField(label=_("Gegeven door"), max_length=200, help_text=_("De eigenaar van het instrument."))
    reference = forms.CharField(
        label=_("Kenmerk van de brief"), max_length=200, help_text=_("Waarmee de brief of e-mail terug te vinden is.")
    )
    granted_on = forms.DateField(label=_("Datum van de toestemming"), widget=DateInput)
    medium = forms.ChoiceField(
        label=_("Waar mogen de vragen staan?"), choices=Medium.choices, widget=forms.RadioSelect, initial=Medium.SCREEN
    )
    valid_until = forms.DateField(
        label=_("Geldig tot en met"), widget=DateInput, required=False, help_text=_("Leeg: zonder einddatum.")
    )
