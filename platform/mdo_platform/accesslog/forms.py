"""The filters of the log, the period of an export, the remarks of a review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mdo_foundation.ui.forms import DateInput, PortalForm
from mdo_platform.accesslog.periods import Period
from mdo_platform.accesslog.queries import LogFilter
from mdo_platform.accesslog.services import LONGEST_REMARK, LONGEST_REMARKS
from mdo_platform.accesslog.words import ACTIONS

LONGEST_EXPORT = timedelta(days=366)


class PeriodForm(PortalForm):
    """`van` and `tot`, both included; empty is open."""

    van = forms.DateField(label=_("Van"), required=False, widget=DateInput)
    tot = forms.DateField(label=_("Tot en met"), required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("van"), data.get("tot")
        if first and last and last < first:
            self.add_error("tot", _("Kies een dag op of na de eerste dag."))
        return data

    @property
    def period(self) -> Period:
        """What was filled in right; the rest is open."""
        self.is_valid()
        data = self.cleaned_data
        return Period(first=data.get("van"), last=data.get("tot"))


class LogForm(PeriodForm):
    persoon = forms.ChoiceField(label=_("Persoon"), required=False)
    actie = forms.ChoiceField(label=_("Wat"), required=False, choices=[("", _("Alles")), *ACTIONS.items()])
    kenmerk = forms.CharField(
        label=_("Kenmerk van de patiënt"), required=False, max_length=20, help_text=_("Zoals 1A2B-3C4D in het log.")
    )

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Iedereen")), *((str(pk), name) for pk, name in people)]
        self.fields["persoon"].choices = choices  # type: ignore[attr-defined]

    def chosen(self, *, page: int) -> LogFilter:
        self.is_valid()
        data = self.cleaned_data
        return LogFilter(
            period=self.period,
            actor_id=UUID(data["persoon"]) if data.get("persoon") else None,
            action=data.get("actie", ""),
            patient=data.get("kenmerk", ""),
            page=page,
        )


class ExportForm(PortalForm):
    first = forms.DateField(label=_("Van"), widget=DateInput)
    last = forms.DateField(
        label=_("Tot en met"), widget=DateInput, help_text=_("Hooguit een jaar, tot en met vandaag.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, initial={"first": today.replace(day=1), "last": today}, **kwargs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first: date | None = data.get("first")
        last: date | None = data.get("last")
        if first and last and not (first <= last <= timezone.localdate() and last - first <= LONGEST_EXPORT):
            self.add_error("last", _("Kies een dag na de eerste, hooguit een jaar later en niet na vandaag."))
        return data


class ReviewForm(PortalForm):
    """`about_…` fields are read from the post by the view: one per finding and sampled line."""

    remarks = forms.CharField(
        label=_("Opmerkingen bij deze maand"),
        required=False,
        max_length=LONGEST_REMARKS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wat je hebt nagevraagd en wat daar uitkwam. Geen medische gegevens."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    agreed = forms.BooleanField(label=_("Ik heb de bevindingen en de steekproef bekeken."))

    ABOUT = "about_"

    def about(self) -> dict[str, str]:
        """Remarks by key of a finding or number of a sampled line."""
        found = {name.removeprefix(self.ABOUT): text for name, text in self.data.items() if name.startswith(self.ABOUT)}
        return {key: text[: LONGEST_REMARK + 1] for key, text in found.items()}
