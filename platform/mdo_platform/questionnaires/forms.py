"""The shapes of what is typed beside the questions: a total, its day and a remark."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mdo_foundation.ui.forms import DateInput
from mdo_platform.register.forms import DATE_FORMATS, NO_SUCH_DATE, ServiceForm
from mdo_plugin_api import Score

from .models import REMARK_LENGTH


class TakenForm(ServiceForm):
    """When it was taken, and what one should know about it."""

    taken_on = forms.DateField(
        label=_("Afgenomen op"),
        widget=DateInput,
        input_formats=DATE_FORMATS,
        initial=timezone.localdate,
        error_messages={"invalid": NO_SUCH_DATE},
    )
    remark = forms.CharField(
        label=_("Opmerking"),
        required=False,
        max_length=REMARK_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=_("Kort, bijvoorbeeld: met rollator."),
    )


class ScoreForm(TakenForm):
    """A total that was taken elsewhere."""

    score = forms.CharField(
        label=_("Score"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "input score-input"}),
    )
    field_order = ("score", "taken_on", "remark")

    def __init__(self, *args: Any, tool: Score, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["score"].help_text = hint
