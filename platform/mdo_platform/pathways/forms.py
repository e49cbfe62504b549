"""The shape of what is typed at a step; what it may be is decided by the services."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mdo_foundation.ui.forms import DateInput
from mdo_platform.pathways import definitions
from mdo_platform.pathways.models import StepConsent, StepRecord
from mdo_platform.pathways.services import StepFacts
from mdo_platform.register.columns import limit_of
from mdo_platform.register.forms import DATE_FORMATS, NO_SUCH_DATE, ServiceForm
from mdo_plugin_api import Outcome, Pathway, Step


class SeenField(forms.IntegerField):
    """The version that the author saw; 0 for what nobody had filled in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=0, max_value=10**9, **options)


class StepForm(ServiceForm):
    """One step of one patient; `seen` are the versions of the answers that it can fill in, by field."""

    done_on = forms.DateField(
        label=_("Datum"), input_formats=DATE_FORMATS, widget=DateInput, error_messages={"invalid": NO_SUCH_DATE}
    )
    outcome = forms.ChoiceField(label=_("Uitkomst"), required=False, widget=forms.RadioSelect)
    consent = forms.ChoiceField(
        label=_("Gaat de patiënt akkoord?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("Niet gevraagd")), *((value, capfirst(label)) for value, label in StepConsent.choices)],
    )
    remark = forms.CharField(label=_("Opmerking"), required=False, help_text=_("Kort: dit is geen dossier."))
    version = SeenField()

    def __init__(
        self,
        data: Any = None,
        *,
        pathway: Pathway,
        step: Step,
        record: StepRecord | None,
        seen: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.step, self.fillable = step, definitions.filled_in(pathway, step)
        done_on = record.done_on if record else None
        kept = {name: getattr(record, name) for name in ("outcome", "consent", "remark")} if record else {}
        initial = {**kept, "done_on": done_on or timezone.localdate(), "version": record.version if record else 0}
        super().__init__(data, initial=initial, auto_id=f"{step.code}-%s")
        self.fields["remark"].widget.attrs |= {"maxlength": limit_of(StepRecord, "remark"), "autocomplete": "off"}
        self._choose(step.outcomes, kept=kept.get("outcome", ""))
        for field in self.fillable:
            self.fields[f"seen-{field}"] = SeenField(initial=seen.get(field, 0))

    def facts(self) -> StepFacts:
        names = ("done_on", "outcome", "consent", "remark")
        return StepFacts(**{name: self.cleaned_data.get(name, "") for name in names})

    def versions(self) -> dict[str, Any]:
        """Of the step, and of the answers that it can fill in, as they were when the form was made."""
        data = self.cleaned_data
        return {"version": data["version"], "seen": {field: data[f"seen-{field}"] for field in self.fillable}}

    def has_seen(self, current: Mapping[str, Any]) -> None:
        """After a conflict: sending the form again means that its author knows what is stored now."""
        name = f"seen-{current['field']}" if "field" in current else "version"
        self.data = self.data.copy()
        self.data[name] = str(current["version"])

    def _choose(self, outcomes: tuple[Outcome, ...], *, kept: str) -> None:
        offered = [(one.code, _with_code(one)) for one in outcomes if not one.retired or one.code == kept]
        unknown = [(kept, kept)] if kept and kept not in dict(offered) else []
        if not offered and not unknown:
            del self.fields["outcome"]
            return
        field = cast("forms.ChoiceField", self.fields["outcome"])
        field.choices = [("", _("Nog geen uitkomst")), *offered, *unknown]


def _with_code(outcome: Outcome) -> str:
    return f"{outcome.label} ({outcome.icpc})" if outcome.icpc else outcome.label
