"""The shapes of what is typed on the register's pages; what it may be is decided by the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.errors import Invalid
from mdo_foundation.ui.forms import DateInput, PortalForm, SegmentSelect

from . import definitions, people
from .details import TEXT_FIELDS, PatientDetails
from .models import ConsentGivenBy, ConsentStatus, Sex

DATE_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d-%m-%y", "%d/%m/%Y", "%d.%m.%Y")
NO_SUCH_DATE = _("Vul een datum in, bijvoorbeeld 14-03-1941.")


def _capital(choices: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices as they stand on their own: with a capital."""
    return [(value, capfirst(label)) for value, label in choices]


class BirthDateField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": _("Vul een geboortedatum in, bijvoorbeeld 14-03-1941.")}
        super().__init__(input_formats=DATE_FORMATS, widget=DateInput, error_messages=messages, **kwargs)


class ServiceForm(PortalForm):
    """A form whose errors come from a service as well: `add_refusal` puts them at their fields."""

    def add_refusal(self, error: Invalid) -> None:
        elsewhere = [text for name, texts in error.fields.items() if name not in self.fields for text in texts]
        for name, texts in error.fields.items():
            for text in texts if name in self.fields else ():
                self.add_error(name, text)
        if elsewhere or not error.fields:
            self.add_error(None, elsewhere or str(error.message))


class NewPatientForm(ServiceForm):
    """Enter and enrol a patient (R-01, R-02, R-17) on one page."""

    target_group = forms.ChoiceField(label=_("Doelgroep"), widget=SegmentSelect)
    thematic_groups = forms.MultipleChoiceField(
        label=_("Themagericht MDO"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sex = forms.ChoiceField(
        label=_("Geslacht"), choices=_capital(Sex.choices), widget=SegmentSelect, initial=Sex.UNKNOWN
    )
    initials = forms.CharField(label=_("Voorletters"), required=False)
    first_name = forms.CharField(label=_("Voornaam"), required=False)
    name_prefix = forms.CharField(label=_("Tussenvoegsel"), required=False)
    last_name = forms.CharField(label=_("Achternaam"))
    birth_name = forms.CharField(label=_("Geboortenaam"), required=False)
    birth_date = BirthDateField(label=_("Geboortedatum"))
    gp_id = forms.TypedChoiceField(label=_("Huisarts"), required=False, coerce=UUID, empty_value=None)
    gp_name = forms.CharField(
        label=_("Naam van de huisarts"), required=False, help_text=_("Alleen als de huisarts niet in de lijst staat.")
    )
    organisations = forms.TypedMultipleChoiceField(
        label=_("Thuiszorg"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    street = forms.CharField(label=_("Straat"), required=False)
    house_number = forms.CharField(label=_("Huisnummer"), required=False)
    postcode = forms.CharField(label=_("Postcode"), required=False)
    city = forms.CharField(label=_("Woonplaats"), required=False)
    phone = forms.CharField(label=_("Telefoon"), required=False)
    consent = forms.ChoiceField(
        label=_("Toestemming voor bespreken in het MDO"),
        choices=_capital(ConsentStatus.choices),
        widget=forms.RadioSelect,
        initial=ConsentStatus.UNKNOWN,
        help_text=_("Zonder toestemming kan de patiënt nog niet op een agenda."),
    )
    consent_given_by = forms.ChoiceField(
        label=_("Gegeven door"),
        choices=_capital(ConsentGivenBy.choices),
        widget=SegmentSelect,
        initial=ConsentGivenBy.PATIENT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        primary = definitions.enabled_target_groups(thematic=False)
        thematic = definitions.enabled_target_groups(thematic=True)
        # A thematic target group is usually the second one of a patient, but can be the only one.
        groups = [(one.code, one.label) for one in (*primary, *thematic)]
        self._choose("target_group", groups)
        if len(groups) == 1:
            self.initial.setdefault("target_group", groups[0][0])
        self._choose("thematic_groups", [(one.code, one.label) for one in thematic])
        gps = [(str(one.id), one.name) for one in people.gps()]
        self._choose("gp_id", [("", _("Andere huisarts, of onbekend")), *gps])
        self._choose("organisations", [(str(one.id), one.name) for one in people.home_care()])

    def details(self) -> PatientDetails:
        names = (*TEXT_FIELDS, "birth_date", "sex", "gp_id")
        return PatientDetails(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})

    def enrolment(self) -> dict[str, Any]:
        """The rest of what `create_patient` takes."""
        data = self.cleaned_data
        return {
            "target_group": data["target_group"],
            "thematic_groups": [code for code in data.get("thematic_groups", ()) if code != data["target_group"]],
            "consent": data["consent"],
            "consent_given_by": data["consent_given_by"],
            "organisation_ids": data.get("organisations", ()),
            "idempotency_key": self.idempotency_key,
        }

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = choices
        if not [value for value, _label in choices if value] and not field.required:
            del self.fields[name]


class ConsentForm(ServiceForm):
    status = forms.ChoiceField(
        label=_("Toestemming"),
        choices=_capital([one for one in ConsentStatus.choices if one[0] != ConsentStatus.UNKNOWN]),
        widget=forms.RadioSelect,
    )
    given_by = forms.ChoiceField(
        label=_("Gegeven door"), choices=_capital(ConsentGivenBy.choices), widget=SegmentSelect
    )
    given_on = forms.DateField(
        label=_("Datum"), input_formats=DATE_FORMATS, widget=DateInput, error_messages={"invalid": NO_SUCH_DATE}
    )
    scope = forms.CharField(label=_("Waarvoor"), required=False, help_text=_("Bijvoorbeeld: niet over de financiën."))


def typed_detail(name: str, data: Mapping[str, str]) -> dict[str, Any]:
    """What one field of the details sends while typing, as the values that the service takes; raises Invalid."""
    value = data.get("value", "")
    if name == "birth_date":
        return {name: _parsed_date(value)}
    if name == "gp":
        return {"gp_id": _parsed_uuid(value), "gp_name": data.get("gp_name", "")}
    return {name: value}


def _parsed_date(value: str) -> Any:
    try:
        return BirthDateField().clean(value)
    except forms.ValidationError as error:
        raise Invalid(error.messages[0], fields={"birth_date": error.messages}) from error


def _parsed_uuid(value: str) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError as error:
        sentence = _("Kies een huisarts uit de lijst.")
        raise Invalid(sentence, fields={"gp_id": [sentence]}) from error
