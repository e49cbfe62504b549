"""Forms of the staff pages of billing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mdo_billing.models import Tariff
from mdo_foundation.ui.forms import DateInput, PortalForm


class TariffForm(PortalForm):
    kind = forms.ChoiceField(label=_("Soort"), choices=Tariff.Kinds.choices)
    starts_on = forms.DateField(label=_("Geldt vanaf"), widget=DateInput)
    amount = forms.DecimalField(
        label=_("Bedrag per jaar, zonder btw"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("In euro’s, bijvoorbeeld 92,50."),
    )


class RunForm(forms.Form):
    """The confirmation of a run: only the key by which a double click is known."""

    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)
