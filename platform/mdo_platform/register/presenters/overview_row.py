"""The markup of the register's rows, made here and not by a template: fifty rows of forty nodes were half the page.

Every value goes through `format_html`, which escapes it; the words and the address are looked up once per page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from mdo_foundation.common import dutch
from mdo_foundation.ui import icons
from mdo_foundation.ui.templatetags import portal

from .overview import Row

QUESTION_LENGTH = 140
_SOMEBODY = UUID(int=0)

_ROW = (
    '<tr class="{css}"><td class="narrow stripe"><input class="checkbox" type="checkbox" data-select form="chosen"'
    ' name="patient" value="{id}" aria-labelledby="p{id}"></td>'
    '<th scope="row"><a id="p{id}" href="{start}{id}{end}"><bdi>{name}</bdi></a>{tags}<span class="under">{born}</span>'
    "</th><td>{target_group}{themes}</td>"
    '<td class="col-level">{urgency}{before}</td><td>{prognosis}</td><td class="question">{question}</td>'
    '<td class="nowrap col-gp">{gp}<span class="under">{care}</span></td><td class="nowrap">{updated}</td>'
    "{agenda}{cell}{end_of_agenda}</tr>\n"
)


class Rows:
    """Writes rows: `Rows(has_agenda=True).html(rows)`."""

    def __init__(self, *, has_agenda: bool) -> None:
        column = ('<td class="col-agenda">', "</td>") if has_agenda else ("", "")
        self._agenda, self._end_of_agenda = map(mark_safe, column)
        self._made: dict[tuple[Any, int], Any] = {}
        self._today = timezone.localdate()
        self._start, _id, self._end = reverse("register:question", args=[_SOMEBODY]).partition(str(_SOMEBODY))
        self._years = _("%(year)s · %(age)s jaar")
        self._was = _("was: %(level)s")
        self._no_care = _("geen thuiszorg")
        self._no_question = _faint(_("Geen vraag"))
        self._no_gp = _faint(_("onbekend"))
        self._new = _tag(_("Nieuw"), css_class="tag tag-new")
        self._objects = _tag(_("Bezwaar"), css_class="tag")
        self._stale = icons.icon_svg("triangle-alert", size="s", label=_("Niet bijgewerkt sinds het vorige MDO"))

    def html(self, rows: Iterable[Row]) -> SafeString:
        return mark_safe("".join(map(self._row, rows)))  # noqa: S308 - every row comes from format_html

    def _row(self, row: Row) -> SafeString:
        return format_html(
            _ROW,
            css=self._once(icons.care_class, row.urgency),
            id=str(row.id),
            start=self._start,
            end=self._end,
            name=row.name,
            tags=(self._new if row.is_new else "") + (self._objects if row.objects else ""),
            born=self._years % {"year": row.birth_year, "age": row.age},
            target_group=self._once(portal.target_group, row.target_group),
            themes=format_html_join("", _THEME, ((_icon_of(one.code), one.label) for one in row.thematic)),
            urgency=self._once(portal.level, row.urgency),
            before=_under(self._was % {"level": row.before.label}) if row.before else "",
            prognosis=self._once(portal.prognosis, row.prognosis),
            question=_bdi(Truncator(row.question).chars(QUESTION_LENGTH)) if row.question else self._no_question,
            gp=_bdi(row.gp_name) if row.gp_name else self._no_gp,
            care=row.care or self._no_care,
            updated=self._updated(row),
            agenda=self._agenda,
            cell=row.cell,
            end_of_agenda=self._end_of_agenda,
        )

    def _once(self, make: Callable[[Any], Any], thing: Any) -> Any:
        """The same level or target group comes back in many rows; it lives as long as they do."""
        key = (make, id(thing))
        if key not in self._made:
            self._made[key] = make(thing)
        return self._made[key]

    def _updated(self, row: Row) -> Any:
        said = dutch.ago(_day(row.updated_at), today=self._today)
        return format_html('<span class="attention row">{}{}</span>', self._stale, said) if row.is_stale else said


_THEME = '<span class="under with-icon">{}{}</span>'


def _icon_of(code: str) -> SafeString:
    return icons.icon_svg(icons.target_group_icon(code), size="s")


def _day(moment: Any) -> date:
    return timezone.localdate(moment)


def _bdi(text: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", text)


def _under(text: str) -> SafeString:
    return format_html('<span class="under">{}</span>', text)


def _faint(text: str) -> SafeString:
    return format_html('<span class="faint">{}</span>', text)


def _tag(text: str, *, css_class: str) -> SafeString:
    return format_html(' <span class="{}">{}</span>', css_class, text)
