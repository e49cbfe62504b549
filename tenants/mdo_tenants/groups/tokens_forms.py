"""The form with which a member makes a token."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mdo_foundation.ui.forms import DateInput
from mdo_tenants.accounts.forms import ServiceForm
from mdo_tenants.groups.tokens import SCOPES

_USUAL = timedelta(days=90)
_LONGEST = timedelta(days=365)


class TokenForm(ServiceForm):
    name = forms.CharField(label=_("Naam"), max_length=80, help_text=_("Het programma dat de sleutel gebruikt."))
    scopes = forms.MultipleChoiceField(
        label=_("Wat mag het programma?"),
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Het programma mag nooit meer dan jij zelf."),
    )
    expires_on = forms.DateField(label=_("Geldig tot en met"), widget=DateInput, help_text=_("Hooguit een jaar."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, initial={"expires_on": today + _USUAL}, **kwargs)
        self.fields["expires_on"].widget.attrs |= {"min": today.isoformat(), "max": (today + _LONGEST).isoformat()}

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        if not timezone.localdate() <= day <= timezone.localdate() + _LONGEST:
            raise forms.ValidationError(_("Kies een dag vanaf vandaag, hooguit een jaar vooruit."))
        return day
