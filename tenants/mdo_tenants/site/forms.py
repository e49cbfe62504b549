"""Forms of staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mdo_tenants.accounts.forms import ServiceForm
from mdo_tenants.groups.forms import TargetGroupsField


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
