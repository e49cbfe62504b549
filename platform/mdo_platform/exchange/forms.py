"""The shapes of what is sent on the pages of import and export."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.errors import Invalid
from mdo_foundation.ui.forms import PortalForm

from .choices import choices_now
from .fields import FIELDS
from .models import PatientImport


class RefusableForm(PortalForm):
    """A form whose errors come from a service as well."""

    def add_refusal(self, error: Invalid) -> None:
        for name, texts in (error.fields or {"": [str(error.message)]}).items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)


class UploadForm(RefusableForm):
    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een Excel-werkmap (.xlsx) of csv, hoogstens 5 MB en 5.000 rijen."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,text/csv"}),
        allow_empty_file=True,
    )


class ColumnsForm(RefusableForm):
    """Which column holds what, and what counts for a row that does not say it."""

    def __init__(self, found: PatientImport, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = [f"column_{number}" for number in range(len(found.headings))]
        for number, name in enumerate(self.columns):
            self.fields[name] = forms.ChoiceField(
                label=found.headings[number],
                required=False,
                choices=[("", _("Niet overnemen")), *((field.code, field.label) for field in FIELDS)],
                initial=found.columns[number] if number < len(found.columns) else "",
            )
        self._add_defaults(found)

    def chosen(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.columns]

    def defaults(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ("target_group", "gp")}

    def _add_defaults(self, found: PatientImport) -> None:
        choices = choices_now()
        groups = [(code, group.label) for code, group in choices.groups.items()]
        only = groups[0][0] if len(groups) == 1 else ""
        self.fields["target_group"] = forms.ChoiceField(
            label=_("Doelgroep, als een rij die niet noemt"),
            required=False,
            choices=[("", _("Geen: elke rij noemt een doelgroep")), *groups],
            initial=found.defaults.get("target_group", only),
        )
        self.fields["gp"] = forms.ChoiceField(
            label=_("Huisarts, als een rij die niet noemt"),
            required=False,
            choices=[("", _("Onbekend")), *((code, gp.name) for code, gp in choices.gps.items())],
            initial=found.defaults.get("gp", "" if "gp" in found.columns else str(found.by_id)),
        )


class ExportForm(RefusableForm):
    """What goes into the file. `filters` are the overview's, as its address says them."""

    kind = forms.ChoiceField(
        label=_("Soort bestand"), choices=[("xlsx", _("Excel (.xlsx)")), ("csv", _("Csv"))], widget=forms.RadioSelect
    )
    which = forms.ChoiceField(label=_("Welke patiënten"), widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(label=_("Wat van elke patiënt"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, which: list[tuple[str, Any]], columns: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["which"]).choices = which
        cast("forms.ChoiceField", self.fields["columns"]).choices = columns
