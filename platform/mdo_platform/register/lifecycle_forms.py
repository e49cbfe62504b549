"""The forms of enrolment, transfer, closing and keeping: one page per action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.typed import whole_number
from mdo_foundation.ui.forms import DateInput, SegmentSelect
from mdo_plugin_api import FieldKind

from .forms import DATE_FORMATS, NO_SUCH_DATE, ServiceForm
from .models import AnswerState, ConsentGivenBy, ConsentStatus
from .presenters.record import FieldView
from .services import Evaluated
from .services.closing import CLOSE_REASONS
from .services.transfers import NOTE_LENGTH, THEMATIC_END_REASONS

# A choice and a reason why there is none share one list: the reasons start with this sign.
_STATE_SIGN = "!"
_STATES = [(f"{_STATE_SIGN}{code}", label) for code, label in AnswerState.choices if code != AnswerState.FILLED]

_CONSENT_PARTS = ("given_by", "given_on", "scope")

Choices = Sequence[tuple[str, Any]]


def _capital(choices: Choices) -> list[tuple[str, Any]]:
    return [(value, capfirst(label)) for value, label in choices]


class VersionedForm(ServiceForm):
    """Knows which version of the record its author saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def choose(self, name: str, choices: Choices) -> None:
        """Fill in what can be chosen; the only possibility is chosen already."""
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)
        if len(choices) == 1:
            self.initial.setdefault(name, choices[0][0])


class AskedAgainForm(VersionedForm):
    """Consent is asked again, in the same form (clinical §8); nobody has to have an answer yet."""

    consent = forms.ChoiceField(
        label=gettext_lazy("Toestemming voor bespreken"),
        choices=_capital(ConsentStatus.choices),
        widget=forms.RadioSelect,
        initial=ConsentStatus.UNKNOWN,
    )
    consent_given_by = forms.ChoiceField(
        label=gettext_lazy("Gegeven door"),
        choices=_capital(ConsentGivenBy.choices),
        widget=SegmentSelect,
        initial=ConsentGivenBy.PATIENT,
    )
    consent_given_on = forms.DateField(
        label=gettext_lazy("Datum"),
        input_formats=DATE_FORMATS,
        widget=DateInput,
        error_messages={"invalid": NO_SUCH_DATE},
    )
    consent_scope = forms.CharField(
        label=gettext_lazy("Waarvoor"),
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: niet over de financiën."),
    )

    def add_refusal(self, error: Invalid) -> None:
        """What the service says about consent is put at the fields of this form."""
        named = {f"consent_{name}" if name in _CONSENT_PARTS else name: texts for name, texts in error.fields.items()}
        super().add_refusal(Invalid(error.message, fields=named))

    def said(self) -> dict[str, Any]:
        """What the services take about consent."""
        names = ("consent", "consent_given_by", "consent_given_on", "consent_scope")
        return {name: self.cleaned_data[name] for name in names}


class TransferForm(AskedAgainForm):
    enrolment = forms.UUIDField(widget=forms.HiddenInput)
    target_group = forms.ChoiceField(label=gettext_lazy("Nieuwe doelgroep"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Waarom zet je over?"),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": NOTE_LENGTH, "dir": "auto"}),
    )

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("target_group", groups)


class SecondGroupForm(ServiceForm):
    target_group = forms.ChoiceField(label=gettext_lazy("Themagericht MDO"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["target_group"]).choices = list(groups)
        if len(groups) == 1:
            self.initial.setdefault("target_group", groups[0][0])


class EndSecondGroupForm(VersionedForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Waarom stopt het?"),
        choices=_capital([(one.value, one.label) for one in THEMATIC_END_REASONS]),
        widget=forms.RadioSelect,
    )


class ReopenForm(AskedAgainForm):
    """A mistake takes the closing back; somebody who returns gets a new enrolment."""

    MISTAKE, RETURNED = "mistake", "returned"

    because = forms.ChoiceField(
        label=gettext_lazy("Waarom heropen je?"),
        choices=[
            (MISTAKE, gettext_lazy("Het was een vergissing: alles gaat verder zoals het was")),
            (RETURNED, gettext_lazy("De patiënt is terug in zorg: een nieuwe aanmelding")),
        ],
        widget=forms.RadioSelect,
    )
    target_group = forms.ChoiceField(label=gettext_lazy("Doelgroep"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("target_group", groups)
        # Only who returns is asked for consent again.
        self.fields["consent"].required = self.fields["consent_given_on"].required = False
        self.fields["consent_given_by"].required = False


class HoldForm(VersionedForm):
    reason = forms.CharField(
        label=gettext_lazy("Waarom moet dit bewaard blijven?"),
        help_text=gettext_lazy("Bijvoorbeeld: er loopt een klacht. Schrijf geen medische gegevens op."),
    )


class CloseForm(VersionedForm):
    """Why and when the care ended, with the evaluation fields of the patient's target groups."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Waarom sluit je af?"),
        choices=_capital([(one.value, one.label) for one in CLOSE_REASONS]),
        widget=forms.RadioSelect,
    )
    on = forms.DateField(
        label=gettext_lazy("Datum van overlijden of einde van de zorg"),
        input_formats=DATE_FORMATS,
        widget=DateInput,
        error_messages={"invalid": NO_SUCH_DATE},
    )

    def __init__(self, *args: Any, evaluation: Sequence[FieldView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._views = {view.code: view for view in evaluation}
        for view in evaluation:
            self.fields[view.code] = _control(view)
            self.initial.setdefault(view.code, _shown(view))

    @property
    def compact(self) -> list[forms.BoundField]:
        """What is asked first."""
        return [self[code] for code, view in self._views.items() if view.field.compact or view.answer]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[code] for code, view in self._views.items() if not (view.field.compact or view.answer)]

    @property
    def versions(self) -> list[tuple[str, int]]:
        """Of every evaluation field the version that the page shows."""
        return [(f"version-{code}", view.version) for code, view in self._views.items()]

    def evaluation(self) -> dict[str, Evaluated]:
        """What was filled in or changed; what still stands as it was stored is left out."""
        changed = {code: self.cleaned_data.get(code, "") for code, view in self._views.items() if self._differs(code)}
        return {code: self._evaluated(code, typed) for code, typed in changed.items()}

    def add_conflicts(self) -> None:
        """Somebody else wrote in the meantime: both texts are shown, and sending again keeps this one."""
        for code, view in self._views.items():
            if self._differs(code) and self._seen(code) != view.version:
                self.add_error(
                    code,
                    _("Intussen staat er: ‘%(theirs)s’. Sluit nog eens af om jouw antwoord te bewaren.")
                    % {"theirs": view.text},
                )
        if not self.errors:
            self.add_error(
                None, _("Iemand anders heeft deze patiënt intussen gewijzigd. Kijk het na en sluit nog eens af.")
            )

    def _differs(self, code: str) -> bool:
        return bool(self.cleaned_data.get(code, "") != _shown(self._views[code]))

    def _seen(self, code: str) -> int:
        return whole_number(self.data.get(f"version-{code}", "")) or 0

    def _evaluated(self, code: str, typed: Any) -> Evaluated:
        if isinstance(typed, str) and typed.startswith(_STATE_SIGN):
            return Evaluated(value="", state=typed.removeprefix(_STATE_SIGN), version=self._seen(code))
        return Evaluated(value=typed, version=self._seen(code))


def _shown(view: FieldView) -> Any:
    """The answer as its control holds it."""
    if view.field.kind is FieldKind.CHOICES:
        return [choice.code for choice in view.choices if choice.chosen]
    if view.state in ("", AnswerState.FILLED):
        return view.raw
    return f"{_STATE_SIGN}{view.state}" if view.field.kind in (FieldKind.CHOICE, FieldKind.YES_NO) else ""


def _control(view: FieldView) -> forms.Field:
    shared: Mapping[str, Any] = {"label": view.field.label, "required": False, "help_text": view.field.help}
    options = [(choice.code, choice.label) for choice in view.choices]
    if view.field.kind is FieldKind.CHOICES:
        return forms.MultipleChoiceField(**shared, choices=options, widget=forms.CheckboxSelectMultiple)
    if view.field.kind in (FieldKind.CHOICE, FieldKind.YES_NO):
        unknown = (_("Geen antwoord"), _STATES)
        return forms.ChoiceField(**shared, choices=[("", _("Nog niet ingevuld")), *options, unknown])
    limit = {"maxlength": view.limit, "dir": "auto"}
    if view.field.kind is FieldKind.LONG_TEXT:
        return forms.CharField(**shared, widget=forms.Textarea(attrs={"rows": 3, **limit}))
    if view.field.kind is FieldKind.DATE:
        return forms.CharField(**shared, widget=DateInput)
    return forms.CharField(**shared, widget=forms.TextInput(attrs=limit))
