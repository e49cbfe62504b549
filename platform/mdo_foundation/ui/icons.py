"""Icons and shapes as markup. Rendered once per process: a register page has hundreds of them."""

from __future__ import annotations

import functools
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

_SIZES: Final = {"s": "icon-s", "m": "icon", "l": "icon-l"}

_SHAPES: Final = {
    "drop": '<path d="M1 11V6a5 5 0 1 1 5 5Z"/>',
    "circle": '<circle cx="6" cy="6" r="5.3"/>',
    "square": '<rect x="1" y="1" width="10" height="10" rx="1"/>',
    "diamond": '<path d="M6 .3 11.7 6 6 11.7.3 6Z"/>',
    "triangle": '<path d="M6 .8 11.6 11H.4Z"/>',
    "star": '<path d="m6 .2 1.7 3.8 4.1.4-3.1 2.8.9 4.1L6 9.2l-3.6 2.1.9-4.1L.2 4.4 4.3 4Z"/>',
    "ring": (
        '<path fill-rule="evenodd" d="M6 .6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 6 .6Z'
        'm0 3a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8Z"/>'
    ),
}
_COLOURS: Final = frozenset({"blue", "green", "yellow", "orange", "red", "purple", "grey"})

_TARGET_GROUP_ICONS: Final = {
    "palliatief": "hand-heart",
    "kwetsbare_ouderen": "person-standing",
    "psychogeriatrie": "brain",
    "cultuursensitief": "globe",
}
_TARGET_GROUP_ICON_OF_OTHERS: Final = "circle-dot"


@functools.lru_cache(maxsize=512)
def icon_svg(name: str, *, size: str = "m", label: str = "") -> SafeString:
    """A Lucide icon. Without a label it is decoration and must stand next to a word."""
    meaning: dict[str, Any] = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    svg = lucide(name, size=None, **{"class": _SIZES[size]}, **meaning)
    return mark_safe("".join(line.strip() for line in svg.splitlines()))  # noqa: S308 - markup of the icon package


@functools.lru_cache(maxsize=16)
def shape_svg(name: str) -> SafeString:
    shape = mark_safe(_SHAPES.get(name, _SHAPES["ring"]))  # noqa: S308 - constant above
    return format_html('<svg viewBox="0 0 12 12" aria-hidden="true">{}</svg>', shape)


def care_class(level: object) -> str:
    """CSS class with the colours of a level; grey for a colour that is not known."""
    colour = level_part(level, "colour")
    return f"care-{colour}" if colour in _COLOURS else "care-grey"


def target_group_icon(code: str) -> str:
    return _TARGET_GROUP_ICONS.get(code, _TARGET_GROUP_ICON_OF_OTHERS)


def level_part(thing: object, part: str) -> str:
    """A part of a plugin's value or of a row of `.values()`; enumerations by their value."""
    value = thing.get(part, "") if isinstance(thing, dict) else getattr(thing, part, "")
    return str(getattr(value, "value", value)).lower() if part in {"colour", "shape"} else str(value)


@functools.lru_cache(maxsize=1024)
def level_html(colour_class: str, shape: str, label: str, *, css_class: str, letter: str = "") -> SafeString:
    letter_html = format_html("<b>{}</b> ", letter) if letter else ""
    return format_html(
        '<span class="{} {}">{}<span>{}{}</span></span>', css_class, colour_class, shape_svg(shape), letter_html, label
    )
