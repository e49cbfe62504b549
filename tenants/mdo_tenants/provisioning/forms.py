"""The sign-up form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mdo_tenants.accounts.forms import ServiceForm
from mdo_tenants.groups.forms import TargetGroupsField
from mdo_tenants.networks.queries import all_networks
from mdo_tenants.provisioning.agreements import PROCESSOR_AGREEMENT_VERSION, TERMS_VERSION


def _network_choices() -> list[tuple[str, Any]]:
    known = [(str(network.pk), f"{network.name} ({network.region})") for network in all_networks()]
    return [("", _("Geen of weet ik niet")), *known]


class SignUpForm(ServiceForm):
    group_name = forms.CharField(
        label=_("Naam van de groep"),
        max_length=100,
        min_length=3,
        help_text=_("Bijvoorbeeld: Huisartsengroep Wilgenmeer."),
    )
    place = forms.CharField(label=_("Plaats"), max_length=80)
    contact_name = forms.CharField(
        label=_("Je naam"),
        max_length=120,
        help_text=_("Je wordt voorzitter en groepsbeheerder. Later kun je dat aan een ander geven."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Je e-mailadres"),
        max_length=254,
        help_text=_("Hier sturen we een link naartoe."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    network = forms.ChoiceField(label=_("Regionaal netwerk"), choices=_network_choices, required=False)
    target_groups = TargetGroupsField(
        label=_("Doelgroepen"),
        help_text=_("Je kunt ze later aan- en uitzetten. Meer dan één doelgroep kost een toeslag."),
    )
    terms = forms.BooleanField(label=_("Wij gaan akkoord met de gebruiksvoorwaarden."))
    agreement = forms.BooleanField(label=_("Wij gaan akkoord met de verwerkersovereenkomst."))


def wanted(data: dict[str, Any]) -> dict[str, Any]:
    """What `request_sign_up` keeps: the answers, and which versions were accepted."""
    return {
        **{key: value for key, value in data.items() if key not in {"terms", "agreement", "network"}},
        "network_id": data["network"] or None,
        "terms_version": TERMS_VERSION,
        "agreement_version": PROCESSOR_AGREEMENT_VERSION,
    }
