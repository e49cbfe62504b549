"""Forms of the network coordinator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.errors import Conflict, PortalError
from mdo_tenants.accounts.forms import ServiceForm


class VersionedForm(ServiceForm):
    """Changes what another may be changing too. After a conflict `theirs` is what is stored; sent again, mine stays."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    theirs: dict[str, Any] | None = None

    def _show(self, refusal: PortalError) -> None:
        if isinstance(refusal, Conflict):
            self.theirs = refusal.current
            self.data = {**self.data.dict(), "version": refusal.current.get("version", "")}
        super()._show(refusal)


class NewsForm(ServiceForm):
    title = forms.CharField(label=_("Titel"), max_length=120)
    body = forms.CharField(
        label=_("Bericht"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Gewone tekst. Schrijf niets over patiënten."),
    )


class ChangeNewsForm(NewsForm, VersionedForm):
    pass


class OrganisationForm(ServiceForm):
    name = forms.CharField(label=_("Naam van de organisatie"), max_length=100)


class ChangeOrganisationForm(OrganisationForm, VersionedForm):
    is_active = forms.BooleanField(
        label=_("Groepen kunnen deze organisatie kiezen"),
        required=False,
        help_text=_("Uit: niet meer te kiezen. Wie er al in zorg is, houdt deze organisatie."),
    )
