"""Forms in the house look: classes, errors and Dutch messages, without a word about them in the pages."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.http import HttpRequest
from django.utils.translation import gettext as _

_CLASS_BY_WIDGET = {
    "django/forms/widgets/checkbox.html": "checkbox",
    "django/forms/widgets/radio.html": "choices",
    "django/forms/widgets/checkbox_select.html": "choices",
    "django/forms/widgets/hidden.html": "",
    "django/forms/widgets/multiple_hidden.html": "",
}


class PortalRenderer(TemplatesSetting):
    """FORM_RENDERER of the portal: every Django form gets the house templates and classes."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        widget = context.get("widget")
        if widget is not None and "class" not in widget["attrs"]:
            widget["attrs"]["class"] = _CLASS_BY_WIDGET.get(template_name, "input")
        return super().render(template_name, context, request)


class SegmentSelect(forms.RadioSelect):
    """One choice out of a few, as buttons in a row."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["class"] = "segment"
        return context


class DateInput(forms.DateInput):
    """The browser's own date field; it wants ISO whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PortalFormMixin:
    """Says in Dutch which field is empty, and knows the key by which a form sent twice is recognised."""

    fields: dict[str, forms.Field]
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _required_message(field, field.label or pretty_name(name))

    @property
    def idempotency_key(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(self.data.get("idempotency_key", ""))
        except ValueError:
            return None


class PortalForm(PortalFormMixin, forms.Form):
    pass


def _required_message(field: forms.Field, label: object) -> str:
    if isinstance(field, forms.BooleanField):
        text = _("Zet een vinkje bij ‘%(label)s’.")
    elif isinstance(field, forms.ChoiceField):
        text = _("Maak een keuze bij ‘%(label)s’.")
    else:
        text = _("Vul ‘%(label)s’ in.")
    return text % {"label": label}
