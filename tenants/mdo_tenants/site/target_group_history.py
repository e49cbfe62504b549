"""The target groups that there are and were, and their definitions through time, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.targetgroups import queries
from mdo_foundation.targetgroups.archive import Archive
from mdo_foundation.targetgroups.definition_diff import Difference, Part, Section, Status, differences, words
from mdo_foundation.targetgroups.queries import Stored
from mdo_foundation.targetgroups.registry import get_registry
from mdo_foundation.targetgroups.services import digest_of
from mdo_plugin_api import TargetGroup

_SECTIONS = {
    Section.SCALES: gettext_lazy("Schalen"),
    Section.FIELDS: gettext_lazy("Velden"),
    Section.INTERVENTIONS: gettext_lazy("Interventies"),
    Section.TOOLS: gettext_lazy("Tools"),
    Section.PATHWAY: gettext_lazy("Programma"),
    Section.TEXTS: gettext_lazy("Teksten"),
}
_STATUSES = {
    Status.ADDED: gettext_lazy("Nieuw"),
    Status.REMOVED: gettext_lazy("Weg"),
    Status.RETIRED: gettext_lazy("Niet meer te kiezen"),
    Status.CHANGED: gettext_lazy("Gewijzigd"),
}
_THINGS = {
    "scale": gettext_lazy("schaal"),
    "level": gettext_lazy("niveau"),
    "field": gettext_lazy("veld"),
    "option": gettext_lazy("keuze"),
    "intervention": gettext_lazy("interventie"),
    "tool": gettext_lazy("tool"),
    "item": gettext_lazy("vraag"),
    "pathway": gettext_lazy("programma"),
    "step": gettext_lazy("stap"),
    "outcome": gettext_lazy("uitkomst"),
    "target group": gettext_lazy("doelgroep"),
}
_SCALES = {"prognosis": gettext_lazy("Prognose"), "urgency": gettext_lazy("Urgentie")}
_COLOURS = {
    "red": gettext_lazy("Rood"),
    "orange": gettext_lazy("Oranje"),
    "yellow": gettext_lazy("Geel"),
    "green": gettext_lazy("Groen"),
    "blue": gettext_lazy("Blauw"),
    "purple": gettext_lazy("Paars"),
    "grey": gettext_lazy("Grijs"),
}
_PARTS = {
    "label": gettext_lazy("naam"),
    "title": gettext_lazy("naam"),
    "text": gettext_lazy("tekst"),
    "short": gettext_lazy("korte naam"),
    "summary": gettext_lazy("omschrijving"),
    "description": gettext_lazy("omschrijving"),
    "meaning": gettext_lazy("betekenis"),
    "colour": gettext_lazy("kleur"),
    "shape": gettext_lazy("vorm"),
    "letter": gettext_lazy("letter"),
    "help": gettext_lazy("uitleg"),
    "source": gettext_lazy("bron"),
    "unit": gettext_lazy("eenheid"),
    "minimum": gettext_lazy("minimum"),
    "maximum": gettext_lazy("maximum"),
    "bands": gettext_lazy("grenzen"),
    "licence": gettext_lazy("licentie"),
    "version": gettext_lazy("versie"),
    "order": gettext_lazy("volgorde"),
    "kind": gettext_lazy("soort"),
    "points": gettext_lazy("punten"),
    "disciplines": gettext_lazy("disciplines"),
    "question_examples": gettext_lazy("voorbeeldvragen"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    code: str
    label: str
    version: str
    is_active: bool
    thematic: bool
    groups: int
    since: datetime | None


@dataclass(frozen=True, kw_only=True)
class Version:
    """`is_installed`: what the portal uses now."""

    id: int
    version: str
    recorded_at: datetime
    is_installed: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    status: str
    what: str
    where: str
    parts: list[str]
    breaks: str


def rows(archive: Archive, *, stored: Sequence[Stored], using: Mapping[str, int]) -> list[Row]:
    since: dict[str, datetime] = {one.code: one.recorded_at for one in stored}  # newest first, so the oldest stays
    return [_row(group, archive, since=since.get(group.code), using=using) for group in archive.target_groups]


def _row(group: TargetGroup, archive: Archive, *, since: datetime | None, using: Mapping[str, int]) -> Row:
    return Row(
        code=group.code,
        label=group.label,
        version=group.version,
        is_active=archive.is_active(group.code),
        thematic=group.thematic,
        groups=using.get(group.code, 0),
        since=since,
    )


def versions(code: str) -> list[Version]:
    installed = get_registry().get(code)
    digest = digest_of(installed) if installed else ""
    return [
        Version(id=one.id, version=one.version, recorded_at=one.recorded_at, is_installed=one.digest == digest)
        for one in queries.history(code)
    ]


def chosen(found: Sequence[Version], *, old: str, new: str) -> tuple[Version, Version] | None:
    """The versions to compare, old and new; None when there are no two."""
    by_id = {str(one.id): one for one in found}
    if len(found) < 2:
        return None
    return by_id.get(old, found[1]), by_id.get(new, found[0])


def sections(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, list[Line]]]:
    found = differences(old, new)
    by_section = {section: [_line(one) for one in found if one.section is section] for section in Section}
    return [(str(_SECTIONS[section]), lines) for section, lines in by_section.items() if lines]


def _line(one: Difference) -> Line:
    parts = [_part(part) for part in one.parts]
    if one.moved:
        parts.append(_("andere volgorde: %(codes)s") % {"codes": ", ".join(one.moved)})
    return Line(
        status=str(_STATUSES[one.status]),
        what=f"{_THINGS[one.thing]} ‘{one.label or one.code}’",
        where=", ".join(f"{_THINGS[thing]} {_SCALES.get(code, code)}" for thing, code in one.place),
        parts=parts,
        breaks=_broken(one),
    )


def _part(part: Part) -> str:
    name = str(_PARTS.get(part.name, part.name))
    old, new = (
        str(_COLOURS.get(value, value)) if part.name == "colour" else words(value) for value in (part.old, part.new)
    )
    return _("%(name)s: %(old)s → %(new)s") % {"name": name, "old": old, "new": new}


def _broken(one: Difference) -> str:
    if one.reused:
        return _("De code %(code)s betekent nu iets anders. Dat mag niet: geef het nieuwe een eigen code.") % {
            "code": one.code
        }
    if one.breaks and one.can_retire:
        return _("De code %(code)s is weg. Dat mag niet: maak haar ‘niet meer te kiezen’.") % {"code": one.code}
    if one.breaks:
        return _("De code %(code)s is weg. Wat ermee is vastgelegd is alleen nog te lezen.") % {"code": one.code}
    return ""
