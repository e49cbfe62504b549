from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid

# How the fields of a meeting are called in its forms.
FORM_FIELD = {"starts_at": "day", "chair_id": "chair", "vice_chair_id": "vice_chair", "secretary_id": "secretary"}


def checked(form: forms.Form) -> dict[str, Any]:
    """The cleaned data, or Invalid with what is wrong per field."""
    if not form.is_valid():
        fields = {name: [str(error) for error in errors] for name, errors in form.errors.items()}
        raise Invalid(_("Controleer de invoer."), fields=fields)
    return form.cleaned_data


def posted_id(request: HttpRequest, name: str) -> UUID | None:
    """An id in a form; empty is None, anything else that is no id is refused."""
    raw = request.POST.get(name, "")
    try:
        return UUID(raw) if raw else None
    except ValueError as error:
        raise Invalid(_("Controleer de invoer."), fields={name: [_("Onbekend.")]}) from error


def required_id(request: HttpRequest, name: str) -> UUID:
    found = posted_id(request, name)
    if found is None:
        raise Invalid(_("Controleer de invoer."), fields={name: [_("Dit ontbreekt.")]})
    return found
