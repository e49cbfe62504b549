"""The markup of the register's rows, made here and not by a template: fifty rows of forty nodes were half the page.

The values of a row are markup that helpers made, or text, and every text goes through `escape`. What
is the same in all rows is looked up once per page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
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


_NOTHING = SafeString("")  # a tag with a plain text behind it would be escaped


class Rows:
    """Writes rows: `Rows(has_agenda=True).html(rows)`."""

    def __init__(self, *, has_agenda: bool) -> None:
        column = ('<td class="col-agenda">', "</td>") if has_agenda else ("", "")
        self._agenda, self._end_of_agenda = column
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
        return mark_safe("".join(map(self._row, rows)))  # noqa: S308 - markup of helpers, and texts that were escaped

    def _row(self, row: Row) -> str:
        return _ROW.format(
            css=self._once(icons.care_class, row.urgency),
            id=row.id,
            start=self._start,
            end=self._end,
            name=escape(row.name),
            tags=(self._new if row.is_new else _NOTHING) + (self._objects if row.objects else _NOTHING),
            born=escape(self._years % {"year": row.birth_year, "age": row.age}),
            target_group=self._once(portal.target_group, row.target_group),
            themes="".join(_THEME.format(_icon_of(one.code), escape(one.label)) for one in row.thematic),
            urgency=self._once(portal.level, row.urgency),
            before=_UNDER.format(escape(self._was % {"level": row.before.label})) if row.before else "",
            prognosis=self._once(portal.prognosis, row.prognosis),
            question=_BDI.format(escape(_short(row.question))) if row.question else self._no_question,
            gp=_BDI.format(escape(row.gp_name)) if row.gp_name else self._no_gp,
            care=escape(row.care or self._no_care),
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

    def _updated(self, row: Row) -> str:
        said = escape(dutch.ago(timezone.localdate(row.updated_at), today=self._today))
        return f'<span class="attention row">{self._stale}{said}</span>' if row.is_stale else said


_THEME = '<span class="under with-icon">{}{}</span>'
_UNDER, _BDI = '<span class="under">{}</span>', "<bdi>{}</bdi>"


def _short(question: str) -> str:
    return question if len(question) <= QUESTION_LENGTH else f"{question[: QUESTION_LENGTH - 1].rstrip()}…"


def _icon_of(code: str) -> SafeString:
    return icons.icon_svg(icons.target_group_icon(code), size="s")


def _faint(text: str) -> str:
    return f'<span class="faint">{escape(text)}</span>'


def _tag(text: str, *, css_class: str) -> str:
    return f' <span class="{css_class}">{escape(text)}</span>'
