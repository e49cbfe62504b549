"""The shapes of the small forms about diagnoses, who is involved, and home care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mdo_foundation.ui.forms import DateInput

from . import people
from .forms import DATE_FORMATS, NO_SUCH_DATE, ServiceForm
from .models import CareInvolvement, Diagnosis, InvolvedProfessional


class SmallForm(ServiceForm):
    """`uid` keeps the controls of several forms on one page apart; `action` is where it is sent."""

    def __init__(self, *args: Any, uid: str = "new", action: str = "", **kwargs: Any) -> None:
        self.uid, self.action = f"{type(self).__name__.lower()}-{uid}", action
        super().__init__(*args, auto_id=f"{self.uid}-%s", **kwargs)

    def show_unjudged(self, values: Mapping[str, str]) -> None:
        """Show `values` in the controls without saying what is wrong with them yet."""
        self.is_bound, self.initial = False, dict(values)

    def ask_while_typing(self, name: str, *, trigger: str, target: str, swap: str = "innerHTML") -> None:
        """Send the form to `action` with find=<name> and put the answer at `target`; without scripts a button does."""
        self.fields[name].widget.attrs |= {
            "hx-post": self.action,
            "hx-trigger": trigger,
            "hx-target": target,
            "hx-swap": swap,
            "hx-vals": f'{{"find": "{name}"}}',
            "hx-sync": "closest form:replace",
        }


class VersionField(forms.IntegerField):
    """The version that the author of a change saw."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1, max_value=10**9)


class DiagnosisForm(SmallForm):
    icpc = forms.CharField(
        label=_("ICPC-code"), required=False, max_length=8, widget=forms.TextInput(attrs={"class": "input code"})
    )
    title = forms.CharField(label=_("Omschrijving"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = not self.data.get("icpc", "").strip()
        for name in ("icpc", "title"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "data-suggest": "", "dir": "auto"}
            self.ask_while_typing(name, trigger="input changed delay:200ms", target=f"#{self.uid}-codes")


class ChangeDiagnosisForm(DiagnosisForm):
    version = VersionField()

    @classmethod
    def of(cls, diagnosis: Diagnosis, data: Any = None, *, action: str) -> ChangeDiagnosisForm:
        initial = {"icpc": diagnosis.icpc, "title": diagnosis.title, "version": diagnosis.version}
        return cls(data, uid=str(diagnosis.pk), action=action, initial=initial)


class _PersonForm(SmallForm):
    name = forms.CharField(label=_("Naam"), max_length=200)
    discipline = forms.CharField(label=_("Discipline"), max_length=100)
    organisation = forms.CharField(label=_("Organisatie"), required=False, max_length=200)
    phone = forms.CharField(label=_("Telefoon"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["discipline"].widget.attrs["list"] = f"{self.uid}-disciplines"
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")


class ProfessionalForm(_PersonForm):
    """A member of the group, whose details fill what is left empty, or somebody from outside."""

    user_id = forms.TypedChoiceField(label=_("Lid van de groep"), required=False, coerce=UUID, empty_value=None)
    is_lead = forms.BooleanField(label=_("Regievoerder"), required=False)
    may_edit = forms.BooleanField(label=_("Mag op verzoek wijzigen"), required=False)
    field_order = ("user_id", "name", "discipline", "organisation", "phone", "email", "is_lead", "may_edit")

    def __init__(
        self, *args: Any, can_grant: bool = False, members: Sequence[people.Colleague] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(one.id), ", ".join(filter(None, (one.name, one.discipline)))) for one in members]
        chosen = cast("forms.ChoiceField", self.fields["user_id"])
        chosen.choices = [("", _now("Iemand van buiten de groep")), *found]
        if self.data.get("user_id"):
            self.fields["name"].required = self.fields["discipline"].required = False
        self.ask_while_typing("user_id", trigger="change", target="closest form", swap="outerHTML")
        if not can_grant:
            del self.fields["may_edit"]


class ChangeProfessionalForm(_PersonForm):
    """A member of the group keeps the name of the account."""

    version = VersionField()

    @classmethod
    def of(cls, one: InvolvedProfessional, data: Any = None, *, action: str) -> ChangeProfessionalForm:
        names = ("name", "discipline", "organisation", "phone", "email", "version")
        form = cls(data, uid=str(one.pk), action=action, initial={name: getattr(one, name) for name in names})
        form.fields["name"].disabled = one.user_id is not None
        return form


def _day(label: Any, **options: Any) -> forms.DateField:
    wrong = {"invalid": NO_SUCH_DATE}
    return forms.DateField(label=label, input_formats=DATE_FORMATS, widget=DateInput, error_messages=wrong, **options)


class HomeCareForm(SmallForm):
    organisation = forms.TypedChoiceField(label=_("Thuiszorgorganisatie"), coerce=UUID)
    started_on = _day(_("Vanaf"), required=False, help_text=_("Leeg: vanaf vandaag."))

    def __init__(self, *args: Any, without: Sequence[UUID] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["organisation"])
        field.choices = [(str(one.id), one.name) for one in people.home_care() if one.id not in without]

    @property
    def has_choice(self) -> bool:
        return bool(cast("forms.ChoiceField", self.fields["organisation"]).choices)


class ChangeHomeCareForm(SmallForm):
    started_on = _day(_("Vanaf"))
    ended_on = _day(_("Tot"), required=False, help_text=_("Vanaf deze dag ziet de organisatie de patiënt niet meer."))
    version = VersionField()

    @classmethod
    def of(cls, care: CareInvolvement, data: Any = None, *, action: str) -> ChangeHomeCareForm:
        initial = {"started_on": care.started_on, "ended_on": care.ended_on, "version": care.version}
        return cls(data, uid=str(care.pk), action=action, initial=initial)
