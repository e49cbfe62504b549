"""Forms of the group administrator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mdo_foundation.targetgroups.presenters import target_group_label
from mdo_foundation.targetgroups.registry import get_registry
from mdo_foundation.ui.forms import SegmentSelect
from mdo_tenants.accounts.forms import ServiceForm
from mdo_tenants.groups.choices import LONGEST_RETENTION, SHORTEST_RETENTION
from mdo_tenants.groups.organisations import Organisation
from mdo_tenants.groups.rights import Role


def target_group_choices() -> list[tuple[str, str]]:
    return [(target_group.code, target_group.label) for target_group in get_registry().target_groups]


class TargetGroupsField(forms.MultipleChoiceField):
    """One or more of the installed target groups, as check boxes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=target_group_choices, widget=forms.CheckboxSelectMultiple, **kwargs)


class RolesForm(ServiceForm):
    """What somebody is in the group; `organisations` are those of the region."""

    roles = forms.MultipleChoiceField(
        label=_("Rollen"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Rollen tellen op: een beheerder die ook huisarts is, heeft de rechten van allebei."),
    )
    discipline = forms.CharField(
        label=_("Discipline"),
        max_length=80,
        required=False,
        help_text=_("Bijvoorbeeld: apotheker of geestelijk verzorger."),
    )
    organisation = forms.TypedChoiceField(
        label=_("Thuiszorgorganisatie"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Nodig voor verpleegkundigen en thuiszorg: zij zien de patiënten van hun eigen organisatie."),
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            (str(organisation.id), organisation.name) for organisation in organisations if organisation.is_active
        ]
        chosen = self.initial.get("organisation")
        stopped = [(str(o.id), o.name) for o in organisations if not o.is_active and o.id == chosen]
        self.fields["organisation"].choices = [("", _("Geen")), *offered, *stopped]  # type: ignore[attr-defined]


class InviteForm(RolesForm):
    email = forms.EmailField(label=_("E-mailadres"), max_length=254)
    full_name = forms.CharField(label=_("Naam"), max_length=120)

    field_order = ("full_name", "email", "roles", "discipline", "organisation")


class ChoicesForm(ServiceForm):
    nurses = forms.ChoiceField(
        label=_("Verpleegkundigen"),
        widget=SegmentSelect,
        choices=[("nurse", _("Voegen toe en wijzigen")), ("home_care", _("Kijken alleen mee"))],
        help_text=_("Het gaat altijd alleen om patiënten van hun eigen organisatie."),
    )
    consultants = forms.ChoiceField(
        label=_("Consulenten"),
        widget=SegmentSelect,
        choices=[("look", _("Kijken alleen mee")), ("edit", _("Mogen wijzigen als de huisarts dat vraagt"))],
    )
    consent = forms.ChoiceField(
        label=_("Patiënt zonder toestemming"),
        widget=SegmentSelect,
        choices=[("block", _("Kan niet op de agenda")), ("warn", _("Kan op de agenda, met een waarschuwing"))],
    )
    retention_months = forms.IntegerField(
        label=_("Bewaartermijn na afsluiten, in maanden"),
        widget=forms.NumberInput(attrs={"min": SHORTEST_RETENTION, "max": LONGEST_RETENTION}),
        help_text=_(
            "Van 3 tot en met 24. Daarna wordt een afgesloten patiënt verwijderd, nooit zonder aankondiging: "
            "huisartsen en voorzitter krijgen dertig dagen van tevoren bericht."
        ),
    )
    bsn = forms.ChoiceField(
        label=_("Burgerservicenummer"),
        widget=SegmentSelect,
        choices=[("no", _("Niet vastleggen")), ("yes", _("Kan worden vastgelegd"))],
        help_text=_(
            "Alleen nodig om gegevens uit te wisselen met het HIS, de huisartsenpost of een zorginstelling. Doe je dat "
            "niet, leg het dan niet vast: wat er niet is, kan niet uitlekken. Het nummer wordt versleuteld bewaard en "
            "is alleen met een nieuwe inlogcode te zien."
        ),
    )
    items = forms.ChoiceField(
        label=_("Antwoorden van vragenlijsten"),
        widget=SegmentSelect,
        choices=[("no", _("Alleen de score bewaren")), ("yes", _("Ook de antwoorden bewaren"))],
        help_text=_(
            "De score is genoeg voor het MDO. Antwoorden die je toch bewaart, worden verwijderd als de patiënt wordt "
            "afgesloten, en allemaal als je hier weer voor alleen de score kiest."
        ),
    )
    target_groups = TargetGroupsField(
        label=_("Doelgroepen"),
        help_text=_(
            "Zet je een doelgroep uit, dan blijft staan wat is vastgelegd. Meer dan één doelgroep kost een toeslag."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A target group in use whose module is not active stays a choice: it is kept, or switched off on purpose."""
        super().__init__(*args, **kwargs)
        installed = target_group_choices()
        gone = sorted(set(self.initial.get("target_groups", ())) - {code for code, _label in installed})
        offered = [*installed, *((code, target_group_label(code)) for code in gone)]
        self.fields["target_groups"].choices = offered  # type: ignore[attr-defined]
