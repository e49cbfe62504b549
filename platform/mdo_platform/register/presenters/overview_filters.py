"""The filters of the register as the screen shows them: choices with words and counts, and what can be taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mdo_foundation.targetgroups.archive import get_archive
from mdo_platform.register.queries import Choices, Overview, OverviewFilter
from mdo_platform.register.queries.order import COLOUR_RANK
from mdo_plugin_api import Colour, TargetGroup

from .labels import group_label

Option = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class TargetGroupChoice:
    code: str
    label: str
    count: int
    thematic: bool


@dataclass(frozen=True, kw_only=True)
class Chip:
    name: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Select:
    """A choice under 'Meer filters'; `groups` are (heading, options), the heading empty when there is one group."""

    name: str
    label: str
    value: str
    groups: list[tuple[str, list[Option]]]

    def label_of(self, value: str) -> str:
        found = (label for _heading, options in self.groups for code, label in options if code == value)
        return next(found, value)


@dataclass(frozen=True, kw_only=True)
class Removable:
    """A filter that is set, and what stays set without it."""

    label: str
    rest: list[Option]
    keeps_search: bool


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column; `value` is what the sort button sends, `order` is set on the sorted column."""

    label: str
    value: str
    order: str = ""


def target_groups(counts: Mapping[str, int], *, enabled_groups: Sequence[TargetGroup]) -> list[TargetGroupChoice]:
    """What the group uses, and what patients are still enrolled for."""
    enabled = {group.code: group for group in enabled_groups}
    codes = [*enabled, *(code for code in counts if code not in enabled)]
    return [
        TargetGroupChoice(
            code=code,
            label=group_label(code).label,
            count=counts.get(code, 0),
            thematic=code in enabled and enabled[code].thematic,
        )
        for code in codes
    ]


def chips(found: Overview, words: Mapping[str, str], chosen: OverviewFilter) -> list[Chip]:
    labels = quick_labels()
    return [
        Chip(name=name, label=labels[quick], count=found.quick[quick], chosen=quick in chosen.quick)
        for name, quick in words.items()
    ]


def quick_labels() -> dict[str, str]:
    return {
        "question": _("Met vraag aan het MDO"),
        "new": _("Nieuw"),
        "stale": _("Niet bijgewerkt sinds vorig MDO"),
        "changed": _("Kleur gewijzigd"),
        "mine": _("Mijn patiënten"),
    }


def selects(
    choices: Choices,
    words: Mapping[str, str],
    chosen: OverviewFilter,
    *,
    no_gp: str,
    enabled_groups: Sequence[TargetGroup],
) -> list[Select]:
    """Urgency, prognosis, GP, home care and last discussed, of the chosen target group or of all in use."""
    codes = [chosen.target_group] if chosen.target_group else [one.code for one in enabled_groups]
    groups = [group for group in map(get_archive().target_group, codes) if group]
    gps = [*((str(one), name) for one, name in choices.gps), (no_gp, _("Geen huisarts van deze groep"))]
    offered = {
        "urgentie": (_("Urgentie"), [("", _urgencies(groups, one_group=bool(chosen.target_group)))]),
        "prognose": (_("Prognose"), _prognoses(groups)),
        "huisarts": (_("Huisarts"), [("", gps)]),
        "thuiszorg": (_("Thuiszorgorganisatie"), [("", [(str(one), name) for one, name in choices.organisations])]),
        "besproken": (_("Laatst besproken"), [("", _moments())]),
    }
    return [
        Select(name=name, label=label, value=words.get(name, ""), groups=options)
        for name, (label, options) in offered.items()
    ]


def removables(
    words: Mapping[str, str], *, search: str, kept: Sequence[Option], labels: Mapping[str, str], more: Sequence[Select]
) -> list[Removable]:
    """One per filter that is set: what to take away when nothing is found. `kept`: order and names, which stay."""
    named = dict(labels) | {one.name: f"{one.label}: {one.label_of(one.value)}" for one in more if one.value}
    if "doelgroep" in words:
        named["doelgroep"] = group_label(words["doelgroep"]).label
    found = [
        Removable(label=named[name], rest=[*_without(words, name), *kept], keeps_search=bool(search)) for name in words
    ]
    if search:
        label = _("Zoeken: %(search)s") % {"search": search}
        found.append(Removable(label=label, rest=[*words.items(), *kept], keeps_search=False))
    return found


def heads(sorts: Mapping[str, str], chosen: OverviewFilter) -> list[Head]:
    labels = {
        "naam": _("Patiënt"),
        "doelgroep": _("Doelgroep"),
        "urgentie": _("Urgentie"),
        "prognose": _("Prognose"),
        "vraag": _("Vraag aan het MDO"),
        "huisarts": _("Huisarts"),
        "bijgewerkt": _("Bijgewerkt"),
    }
    return [head(word, label, sorts, chosen) for word, label in labels.items()]


def head(word: str, label: str, sorts: Mapping[str, str], chosen: OverviewFilter) -> Head:
    if sorts[word] != chosen.sort:
        return Head(label=label, value=word)
    order = "descending" if chosen.descending else "ascending"
    return Head(label=label, value=word if chosen.descending else f"-{word}", order=order)


def _without(words: Mapping[str, str], name: str) -> list[Option]:
    return [(other, value) for other, value in words.items() if other != name]


def _urgencies(groups: Sequence[TargetGroup], *, one_group: bool) -> list[Option]:
    """By colour, which means the same in every target group; with one group its words too."""
    labels = {level.colour: level.label for group in groups for level in group.urgency.levels}
    colours = sorted(labels, key=lambda colour: COLOUR_RANK[colour])
    words = _colour_words()
    return [(str(one), f"{words[one]}: {labels[one]}" if one_group else words[one]) for one in colours]


def _prognoses(groups: Sequence[TargetGroup]) -> list[tuple[str, list[Option]]]:
    return [
        (group.label, [(f"{group.code}:{level.code}", level.label) for level in group.prognosis.levels])
        for group in groups
        if group.prognosis
    ]


def _moments() -> list[Option]:
    return [
        ("nooit", _("Nog nooit")),
        ("vorige", _("Bij het vorige MDO")),
        ("eerder", _("Eerder dan het vorige MDO")),
        ("halfjaar", _("Langer dan een half jaar geleden")),
    ]


def _colour_words() -> dict[Colour, str]:
    return {
        Colour.RED: _("Rood"),
        Colour.ORANGE: _("Oranje"),
        Colour.YELLOW: _("Geel"),
        Colour.GREEN: _("Groen"),
        Colour.BLUE: _("Blauw"),
        Colour.PURPLE: _("Paars"),
        Colour.GREY: _("Grijs, nog niet ingeschat"),
    }
