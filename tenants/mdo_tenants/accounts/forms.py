"""Shapes of what is typed; whether it is right is for the services, whose refusals become errors of the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.errors import Invalid, PortalError, TooMany
from mdo_foundation.ui.forms import PortalForm
from mdo_tenants.accounts.rules import PASSWORD_MAX


class ServiceForm(PortalForm):
    """A form whose work is one service call: `if form.submit(lambda data: service(...)): …`."""

    result: Any = None
    retry_after: int | None = None

    def submit(self, action: Callable[[dict[str, Any]], Any]) -> bool:
        """Whether the input fitted and `action` accepted it; the answer is in `result`, a refusal is shown as error."""
        if not self.is_valid():
            return False
        try:
            self.result = action(self.cleaned_data)
        except TooMany as refusal:
            self.retry_after = refusal.retry_after
            self._show(refusal)
        except PortalError as refusal:
            self._show(refusal)
        return not self.errors

    def _show(self, refusal: PortalError) -> None:
        fields = refusal.fields if isinstance(refusal, Invalid) else {}
        known = {name: texts for name, texts in fields.items() if name in self.fields}
        for name, texts in known.items():
            self.add_error(name, texts)
        if not known:
            self.add_error(None, str(refusal.message))


def _password(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """Spaces at the ends belong to a password; pasting one is allowed."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=PASSWORD_MAX,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


def _email() -> forms.EmailField:
    return forms.EmailField(label=_("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))


def _name() -> forms.CharField:
    return forms.CharField(label=_("Je naam"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))


_NEW_HINT = _("Minstens 12 tekens, bijvoorbeeld vier of vijf losse woorden. Plakken uit een wachtwoordkluis kan.")


class LogInForm(ServiceForm):
    email = _email()
    password = _password(_("Wachtwoord"), autocomplete="current-password")


class CodeForm(ServiceForm):
    code = forms.CharField(
        label=_("Code uit je app"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class RecoveryCodeForm(ServiceForm):
    code = forms.CharField(
        label=_("Herstelcode"),
        max_length=40,
        help_text=_("Elke herstelcode werkt één keer."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class NameForm(ServiceForm):
    full_name = _name()


class ResetRequestForm(ServiceForm):
    email = _email()


class NewPasswordForm(ServiceForm):
    password = _password(_("Nieuw wachtwoord"), autocomplete="new-password", help_text=_NEW_HINT)


class AcceptForm(ServiceForm):
    full_name = _name()
    password = _password(_("Kies een wachtwoord"), autocomplete="new-password", help_text=_NEW_HINT)


class ConfirmForm(ServiceForm):
    """A button."""
