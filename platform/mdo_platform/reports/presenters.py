"""The figures of a target group as charts with one sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mdo_foundation.common.dutch import month_short
from mdo_foundation.ui.charts import Chart, Row, bars, columns
from mdo_platform.register.definitions import enabled_target_groups, level, scale_of
from mdo_platform.register.presenters.labels import DIMENSIONS, group_label
from mdo_platform.register.presenters.overview_filters import TargetGroupChoice, target_groups
from mdo_platform.reports.queries import Dashboard, DimensionCount, FieldCount, MonthCount
from mdo_plugin_api import Colour, Dimension, Field, Scale

_URGENT = (Colour.RED, Colour.ORANGE)


@dataclass(frozen=True, kw_only=True)
class DashboardPage:
    code: str
    label: str
    choices: list[TargetGroupChoice]
    figures: list[tuple[str, int]]
    charts: list[Chart]
    is_empty: bool


def dashboard_page(found: Dashboard) -> DashboardPage:
    fields = [_field_chart(one, found) for one in found.fields if one.filled]
    charts = [_urgency_chart(found), _prognosis_chart(found), _problems_chart(found), _months_chart(found), *fields]
    is_empty = not (found.patients or found.started or found.ended)
    return DashboardPage(
        code=found.target_group,
        label=group_label(found.target_group).label,
        choices=target_groups(found.target_groups, enabled_groups=enabled_target_groups()),
        figures=[
            (_("In het register"), found.patients),
            (_("Met vraag aan het MDO"), found.with_question),
            (_("Aangemeld, laatste 12 maanden"), found.started),
            (_("Beëindigd, laatste 12 maanden"), found.ended),
        ],
        charts=[] if is_empty else [chart for chart in charts if chart],
        is_empty=is_empty,
    )


def month_label(month: date) -> str:
    return month_short(month)


def option_labels(field: Field) -> dict[str, str]:
    """The words of a field's options by code, in its own order."""
    if field.options:
        return {option.code: option.label for option in field.options}
    return {"true": _("Ja"), "false": _("Nee")}


def _urgency_chart(found: Dashboard) -> Chart | None:
    scale = scale_of(found.target_group, "urgency")
    if scale is None:
        return None
    urgent = sum(number for code, number in found.urgency.items() if _colour(found, code) in _URGENT)
    unknown = sum(found.urgency.get(one.code, 0) for one in scale.levels if one.unknown)
    said = ngettext(
        "%(urgent)s van %(total)s patiënt heeft urgentie oranje of rood.",
        "%(urgent)s van de %(total)s patiënten hebben urgentie oranje of rood.",
        found.patients,
    ) % {"urgent": urgent, "total": found.patients}
    if unknown:
        more = ngettext("%(number)s is nog niet ingeschat.", "%(number)s zijn nog niet ingeschat.", unknown)
        said = f"{said} {more % {'number': unknown}}"
    return bars(
        code="urgency",
        title=_("Urgentie"),
        finding=said,
        head=_("Urgentie"),
        series=[_("Patiënten")],
        rows=_level_rows(scale, found.urgency),
    )


def _prognosis_chart(found: Dashboard) -> Chart | None:
    scale = scale_of(found.target_group, "prognosis")
    if scale is None:
        return None
    rows = _level_rows(scale, found.prognosis)
    return bars(
        code="prognosis",
        title=scale.label,
        finding=_most_common(rows, found.patients),
        head=scale.label,
        series=[_("Patiënten")],
        rows=rows,
    )


def _problems_chart(found: Dashboard) -> Chart | None:
    named = {one.dimension: str(one.label) for one in DIMENSIONS}
    counted = [one for one in found.dimensions if one.problems is not None]
    if not counted:
        return None
    most = max(counted, key=lambda one: one.problems or 0)
    said = _("Er zijn nog geen problemen vastgelegd.")
    if most.problems:
        said = _("%(dimension)s: het vaakst een probleem, bij %(number)s van de %(total)s patiënten.") % {
            "dimension": named[most.dimension],
            "number": most.problems,
            "total": found.patients,
        }
    return bars(
        code="problems",
        title=_("Problemen en krachtbronnen"),
        finding=said,
        head=_("Dimensie"),
        series=[_("Probleem vastgelegd"), _("Krachtbron vastgelegd")],
        rows=[_dimension_row(one, named) for one in counted],
        note=_filled_note(found, named),
    )


def _dimension_row(one: DimensionCount, named: Mapping[Dimension, str]) -> Row:
    return Row(label=named[one.dimension], values=[one.problems or 0, one.strengths or 0])


def _filled_note(found: Dashboard, named: Mapping[Dimension, str]) -> str:
    """Advance care planning has no problems: there counts whether anything was filled in."""
    others = [one for one in found.dimensions if one.problems is None]
    parts = [
        _("%(dimension)s: ingevuld bij %(number)s") % {"dimension": named[one.dimension], "number": one.filled}
        for one in others
    ]
    return "; ".join(parts) + "." if parts else ""


def _months_chart(found: Dashboard) -> Chart:
    said = _("In de laatste twaalf maanden: %(started)s aangemeld, %(ended)s beëindigd.") % {
        "started": found.started,
        "ended": found.ended,
    }
    return columns(
        code="months",
        title=_("Aangemeld en beëindigd per maand"),
        finding=said,
        head=_("Maand"),
        series=[_("Aangemeld"), _("Beëindigd")],
        rows=[_month_row(one) for one in found.months],
    )


def _month_row(one: MonthCount) -> Row:
    return Row(label=month_label(one.month), values=[one.started, one.ended])


def _field_chart(one: FieldCount, found: Dashboard) -> Chart:
    labels = option_labels(one.field)
    known = [Row(label=label, values=[one.options.get(code, 0)]) for code, label in labels.items()]
    unknown = [Row(label=code, values=[count]) for code, count in one.options.items() if code not in labels]
    rows = [*known, *unknown]
    note = _("Ingevuld bij %(number)s.") % {"number": one.filled}
    if one.of_ended:
        note = _("Van wie de zorg in deze twaalf maanden eindigde; ingevuld bij %(number)s.") % {"number": one.filled}
    return bars(
        code=one.field.code,
        title=one.field.label,
        finding=_most_common(rows, one.filled),
        head=one.field.label,
        series=[_("Patiënten")],
        rows=rows,
        note=note,
        only_counted=True,
    )


def _level_rows(scale: Scale, counts: Mapping[str, int]) -> list[Row]:
    """Every level that can be chosen, the heaviest first, and retired ones that somebody still has."""
    shown = [one for one in scale.levels if not one.retired or counts.get(one.code)]
    known = {one.code for one in shown}
    rows = [Row(label=one.label, values=[counts.get(one.code, 0)], level=one) for one in reversed(shown)]
    return rows + [Row(label=code, values=[number]) for code, number in counts.items() if code not in known]


def _most_common(rows: list[Row], total: int) -> str:
    most = max(rows, key=lambda row: row.values[0], default=None)
    if most is None or not most.values[0]:
        return _("Nog niets ingevuld.")
    return _("‘%(label)s’ komt het meest voor: %(number)s van %(total)s.") % {
        "label": most.label,
        "number": most.values[0],
        "total": total,
    }


def _colour(found: Dashboard, code: str) -> Colour:
    return level(found.target_group, "urgency", code).colour
