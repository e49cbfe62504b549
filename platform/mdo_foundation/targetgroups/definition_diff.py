"""What differs between two definitions of a target group, thing by thing. Needs no Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain
from typing import Any

Section = StrEnum("Section", "SCALES FIELDS INTERVENTIONS TOOLS PATHWAY TEXTS")
Status = StrEnum("Status", "ADDED REMOVED RETIRED CHANGED")

_SECTIONS = {
    "prognosis": Section.SCALES,
    "urgency": Section.SCALES,
    "fields": Section.FIELDS,
    "evaluation": Section.FIELDS,
    "interventions": Section.INTERVENTIONS,
    "tools": Section.TOOLS,
    "pathway": Section.PATHWAY,
}
Place = tuple[tuple[str, str], ...]  # (thing, code), the outermost first
# What is under these keys has codes, and is called so.
_THINGS = {
    "prognosis": "scale",
    "urgency": "scale",
    "pathway": "pathway",
    "levels": "level",
    "fields": "field",
    "evaluation": "field",
    "interventions": "intervention",
    "tools": "tool",
    "options": "option",
    "items": "item",
    "steps": "step",
    "outcomes": "outcome",
}
# The same instrument, filled in here or elsewhere; the same page, to read or to keep.
_SAME_KINDS = ({"score", "questionnaire"}, {"link", "document"})
_CAN_RETIRE = ("level", "option", "outcome")
_NAMES = ("label", "title", "text")


@dataclass(frozen=True, kw_only=True)
class Part:
    """`name` is that of the plugin API; `old` and `new` are what was declared, None when it was left out."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing: `place` are the things around it; `moved` the codes in it that stand elsewhere in their order.

    `reused`: the code stands for another kind of thing now.
    """

    section: Section
    status: Status
    thing: str
    code: str
    label: str
    place: Place = ()
    parts: tuple[Part, ...] = ()
    moved: tuple[str, ...] = ()
    reused: bool = False

    @property
    def can_retire(self) -> bool:
        return self.thing in _CAN_RETIRE

    @property
    def breaks(self) -> bool:
        """Whether it is against the contract: codes are never removed or reused, because the database holds them."""
        return self.reused or self.status is Status.REMOVED


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """In the order of the sections, and within them of the definition."""
    old, new = _with_evaluation_among_fields(old), _with_evaluation_among_fields(new)
    nested = chain.from_iterable(
        _in(section, key, old.get(key), new.get(key), ()) for key, section in _SECTIONS.items()
    )
    own, moved = _parts(old, new), _moved(old, new)
    texts = [
        Difference(
            section=Section.TEXTS,
            status=Status.CHANGED,
            thing="target group",
            code=str(new.get("code", "")),
            label=_label(new),
            parts=own,
            moved=moved,
            reused=old.get("code") != new.get("code"),
        )
    ]
    return [*nested, *(texts if own or moved else [])]


def _with_evaluation_among_fields(told: Mapping[str, Any]) -> dict[str, Any]:
    """A field that moves to the evaluation is not a field that went."""
    fields = [*told.get("fields", ()), *told.get("evaluation", ())]
    return {**told, "fields": fields, "evaluation": []}


def _in(section: Section, key: str, old: Any, new: Any, place: Place) -> Iterator[Difference]:
    before, after = _by_code(old), _by_code(new)
    for code, one in after.items():
        yield from _of_one(section, key, before.get(code), one, place)
    for code, one in before.items():
        if code not in after:
            yield _whole(section, key, Status.REMOVED, one, place)


def _of_one(
    section: Section, key: str, old: Mapping[str, Any] | None, new: Mapping[str, Any], place: Place
) -> Iterator[Difference]:
    if old is None:
        yield _whole(section, key, Status.ADDED, new, place)
        return
    parts, moved = _parts(old, new), _moved(old, new)
    if parts or moved:
        was_retired = any(part.name == "retired" and part.new for part in parts)
        yield Difference(
            section=section,
            status=Status.RETIRED if was_retired else Status.CHANGED,
            thing=_THINGS[key],
            code=str(new.get("code", "")),
            label=_label(new),
            place=place,
            parts=tuple(part for part in parts if not (was_retired and part.name == "retired")),
            moved=moved,
            reused=_is_reused(key, parts),
        )
    inner = (*place, (_THINGS[key], str(new.get("code", ""))))
    for name in [name for name in _THINGS if name in old or name in new]:
        yield from _in(section, name, old.get(name), new.get(name), inner)


def _whole(section: Section, key: str, status: Status, one: Mapping[str, Any], place: Place) -> Difference:
    return Difference(
        section=section,
        status=status,
        thing=_THINGS[key],
        code=str(one.get("code", "")),
        label=_label(one),
        place=place,
    )


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Part, ...]:
    """What is told of the thing itself."""
    names = [name for name in dict.fromkeys([*new, *old]) if not _holds_things(name, old, new)]
    differing = [name for name in names if old.get(name) != new.get(name)]
    return tuple(Part(name=name, old=old.get(name), new=new.get(name)) for name in differing)


def _holds_things(name: str, *told: Mapping[str, Any]) -> bool:
    """A step of a programme only names its tools."""
    return name in _THINGS and any(_by_code(one.get(name)) for one in told)


def _moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes that stand elsewhere among the others than before: the order is that of a scale or a form."""
    names = [name for name in _THINGS if _holds_things(name, old, new)]
    return tuple(code for name in names for code in _elsewhere(_by_code(old.get(name)), _by_code(new.get(name))))


def _elsewhere(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    before, after = [code for code in old if code in new], [code for code in new if code in old]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = {code for block in blocks for code in after[block.b : block.b + block.size]}
    return [code for code in after if code not in kept]


def _is_reused(key: str, parts: tuple[Part, ...]) -> bool:
    """Another kind, or unknown that becomes known: what was stored under the code would mean something else."""
    kinds = [{part.old, part.new} for part in parts if part.name == "kind"]
    others = [kind for kind in kinds if kind not in _SAME_KINDS]
    return bool(others) or (key == "levels" and any(part.name == "unknown" for part in parts))


def _by_code(told: Any) -> dict[str, Mapping[str, Any]]:
    """There is one scale and one programme of a kind, so there the code does not matter."""
    if isinstance(told, Mapping):
        return {"": told}
    return {one["code"]: one for one in told or () if isinstance(one, Mapping) and "code" in one}


def _label(told: Mapping[str, Any]) -> str:
    return next((str(told[name]) for name in _NAMES if name in told), "")


def words(value: Any) -> str:
    """A value as it stands in a line; of a band its limits and label."""
    match value:
        case None | "" | []:
            return "–"
        case Mapping():
            limits = f"{words(value['low'])}–{words(value['high'])} " if {"low", "high"} <= set(value) else ""
            return limits + ", ".join(words(part) for name, part in value.items() if name not in ("low", "high"))
        case list():
            return "; ".join(map(words, value))
        case float():
            return f"{value:g}"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def lines(found: list[Difference]) -> list[str]:
    """In English, for authors: "removed level u3 'Crisis' (scale urgency): removed code: retire it instead"."""
    told: list[str] = []
    for section in Section:
        here = [one for one in found if one.section is section]
        told += [section.value.capitalize(), *(f"  {_line(one)}" for one in here)] if here else []
    return told


def _line(one: Difference) -> str:
    where = f" ({', '.join(f'{thing} {code}' for thing, code in one.place)})" if one.place else ""
    said = [f"{part.name} {_quoted(part.old)} → {_quoted(part.new)}" for part in one.parts]
    if one.moved:
        said.append(f"another order: {', '.join(one.moved)}")
    if one.status is Status.REMOVED:
        said.append("removed code: retire it instead" if one.can_retire else "removed code: keep it")
    if one.reused:
        said.append("reused code: give it a code of its own")
    head = f"{one.status.value} {one.thing} {one.code} {_quoted(one.label)}{where}"
    return f"{head}: {'; '.join(said)}" if said else head


def _quoted(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) and value else words(value)
