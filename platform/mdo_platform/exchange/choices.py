"""What may stand in a cell that chooses: this group's target groups, levels, GPs and organisations, by their words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.utils.translation import gettext as _

from mdo_foundation.common.folding import fold
from mdo_platform.register import definitions, people
from mdo_plugin_api import Level, TargetGroup
from mdo_tenants.groups.organisations import Organisation

from .values import Unreadable, lookup

_COLOURS = {
    "red": "rood", "orange": "oranje", "yellow": "geel", "green": "groen", "blue": "blauw", "purple": "paars",
    "grey": "grijs",
}  # fmt: skip
_TITLES = ("dr ", "drs ", "dhr ", "mw ", "mevr ", "huisarts ")


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Read once for a whole file: no row asks the database anything."""

    groups: dict[str, TargetGroup]
    group_words: dict[str, str]
    gps: dict[str, people.Gp]
    gp_words: dict[str, str]
    organisations: dict[str, Organisation]
    organisation_words: dict[str, str]

    def target_group(self, text: str) -> TargetGroup:
        found = self.groups.get(self.group_words.get(fold(text), ""))
        if found is None:
            named = ", ".join(group.label for group in self.groups.values())
            raise Unreadable(_("Kies een doelgroep van deze groep: %(choices)s.") % {"choices": named})
        return found

    def thematic(self, text: str) -> TargetGroup:
        found = self.target_group(text)
        if not found.thematic:
            raise Unreadable(_("%(group)s is geen themagericht MDO.") % {"group": found.label})
        return found

    def gp(self, text: str) -> people.Gp | None:
        """The member with this name, with or without a title; None for a GP from elsewhere."""
        folded = fold(text)
        bare = next((folded.removeprefix(title) for title in _TITLES if folded.startswith(title)), folded)
        return self.gps.get(self.gp_words.get(folded) or self.gp_words.get(bare, ""))

    def organisation(self, text: str) -> Organisation:
        found = self.organisations.get(self.organisation_words.get(fold(text), ""))
        if found is None:
            raise Unreadable(
                _("‘%(name)s’ staat niet in de lijst met thuiszorgorganisaties van de regio.") % {"name": text[:60]}
            )
        return found


def choices_now() -> Choices:
    """As they are at this moment."""
    groups = {group.code: group for group in definitions.enabled_target_groups()}
    gps = {str(gp.id): gp for gp in people.gps()}
    organisations = {str(one.id): one for one in people.home_care()}
    return Choices(
        groups=groups,
        group_words=lookup((code, (code, group.label, group.short)) for code, group in groups.items()),
        gps=gps,
        gp_words=lookup((code, (gp.name,)) for code, gp in gps.items()),
        organisations=organisations,
        organisation_words=lookup((code, (one.name,)) for code, one in organisations.items()),
    )


def level_code(group: TargetGroup, scale: Literal["prognosis", "urgency"], text: str) -> str:
    """The code of the level that this word, letter or colour means."""
    found = getattr(group, scale)
    levels: tuple[Level, ...] = found.levels if found else ()
    code = _level_words(levels).get(fold(text))
    if code is None:
        named = ", ".join(level.label for level in levels if not level.retired)
        if not named:
            raise Unreadable(_("%(group)s heeft hier geen schaal voor. Laat de cel leeg.") % {"group": group.label})
        raise Unreadable(
            _("Dit staat niet in de schaal van %(group)s. Kies uit: %(choices)s.")
            % {"group": group.label, "choices": named}
        )
    return code


@cache
def _level_words(levels: tuple[Level, ...]) -> dict[str, str]:
    """By label first: a letter or a colour counts only where it means one level."""
    present = [level for level in levels if not level.retired]
    by_label = lookup((level.code, (level.label, level.code)) for level in present)
    others = lookup((level.code, (level.letter, _COLOURS.get(level.colour, ""))) for level in present)
    return others | by_label
