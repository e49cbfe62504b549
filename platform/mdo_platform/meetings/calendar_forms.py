"""What people fill in to move a meeting, to call it off, and to plan a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.ui.forms import DateInput, PortalForm
from mdo_platform.meetings.forms import PlanForm
from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.yearplan.free_days import Period, Region
from mdo_platform.meetings.yearplan.rule import MOST, Every, Rule, Which

_PERIOD = re.compile(r"\s*(\d{1,2}-\d{1,2}-\d{4})(?:\s*(?:t/m|tot|–|-)\s*(\d{1,2}-\d{1,2}-\d{4}))?\s*")
_MOST_PERIODS = 20
WEEKDAYS = (
    (0, gettext_lazy("maandag")),
    (1, gettext_lazy("dinsdag")),
    (2, gettext_lazy("woensdag")),
    (3, gettext_lazy("donderdag")),
    (4, gettext_lazy("vrijdag")),
    (5, gettext_lazy("zaterdag")),
    (6, gettext_lazy("zondag")),
)


class ChangeForm(PlanForm):
    """The plan of a meeting as it is, to be changed. `version` is what the user saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        starts = timezone.localtime(meeting.starts_at)
        return {
            "day": starts.date(),
            "time": starts.time(),
            "minutes": meeting.minutes,
            "target_groups": meeting.target_groups,
            "place": meeting.place,
            "video_url": meeting.video_url,
            "chair": str(meeting.chair_id),
            "vice_chair": str(meeting.vice_chair_id or ""),
            "secretary": str(meeting.secretary_id or ""),
            "version": meeting.version,
        }

    def as_changes(self) -> dict[str, Any]:
        return {**self.as_plan(), "version": self.cleaned_data["version"]}


class CancelForm(PortalForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Waarom gaat het niet door?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Leden lezen dit in het portaal, niet in de mail. Schrijf niets over een patiënt."),
    )


class YearPlanForm(PlanForm):
    """A rule with dates, and everything that the meetings of the year have in common."""

    interval = forms.IntegerField(label=gettext_lazy("Om de hoeveel"), initial=6, min_value=1, max_value=52)
    every = forms.ChoiceField(label=gettext_lazy("Weken of maanden"), choices=Every.choices, initial=Every.WEEKS)
    which = forms.TypedChoiceField(
        label=gettext_lazy("Welke van de maand"),
        choices=Which.choices,
        coerce=int,
        initial=Which.FIRST,
        help_text=gettext_lazy("Telt alleen bij maanden."),
    )
    weekday = forms.TypedChoiceField(label=gettext_lazy("Dag van de week"), choices=WEEKDAYS, coerce=int, initial=1)
    day = forms.DateField(label=gettext_lazy("Eerste dag, of daarna"), widget=DateInput())
    count = forms.IntegerField(label=gettext_lazy("Aantal"), required=False, initial=8, min_value=1, max_value=MOST)
    until = forms.DateField(
        label=gettext_lazy("Of tot en met"),
        required=False,
        widget=DateInput(),
        help_text=gettext_lazy("Een einddatum gaat voor het aantal."),
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Schoolvakanties van regio"), choices=Region.choices, required=False, initial=Region.NONE
    )
    free = forms.CharField(
        label=gettext_lazy("Eigen vrije periodes"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Een per regel, bijvoorbeeld: 12-07-2027 t/m 22-08-2027"),
    )
    field_order = (
        *("interval", "every", "weekday", "which", "day", "time", "count", "until", "region", "free"),
        *("minutes", "target_groups", "place", "video_url", "chair", "vice_chair", "secretary"),
    )

    def __init__(self, *args: Any, target_groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, target_groups=target_groups, **kwargs)
        self.order_fields(self.field_order)

    def clean_free(self) -> list[Period]:
        lines = [line for line in self.cleaned_data["free"].splitlines() if line.strip()]
        if len(lines) > _MOST_PERIODS:
            raise forms.ValidationError(_("Dit zijn te veel periodes."))
        return [_period(line) for line in lines]

    def as_rule(self) -> Rule:
        data = self.cleaned_data
        return Rule(
            every=data["every"],
            interval=data["interval"],
            weekday=data["weekday"],
            which=data["which"],
            at=data["time"],
            first_day=data["day"],
            count=data["count"],
            until=data["until"],
        )


def _period(line: str) -> Period:
    found = _PERIOD.fullmatch(line)
    try:
        days = [_day(part) for part in found.groups() if part] if found else []
    except ValueError:
        days = []
    if not days or days[-1] < days[0]:
        raise forms.ValidationError(_("Schrijf een periode als 12-07-2027 t/m 22-08-2027."))
    return Period(first=days[0], last=days[-1])


def _day(text: str) -> date:
    return datetime.strptime(text, "%d-%m-%Y").date()  # noqa: DTZ007 - a day, not a moment
