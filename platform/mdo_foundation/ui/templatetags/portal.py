"""Tags and filters of the portal's templates. In table rows use these, not the components: they are cached strings."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.source_words import source_words, with_source_words
from mdo_foundation.ui import icons

register = template.Library()
register.filter(source_words)
register.filter(with_source_words)

_GROUP_MOUNT = re.compile(r"groep/[^/]+/$")


@register.simple_tag
def icon(name: str, *, size: str = "m", label: str = "") -> SafeString:
    return icons.icon_svg(str(name), size=size or "m", label=str(label))


@register.simple_tag
def shape(name: object) -> SafeString:
    return icons.shape_svg(str(getattr(name, "value", name)).lower())


@register.simple_tag
def care_class(level: object) -> str:
    return icons.care_class(level)


@register.simple_tag
def level(level: object, *, size: str = "") -> SafeString | str:
    """Pill of the urgency: colour, shape and word."""
    return _level(level, css_class="level level-large" if size == "large" else "level")


@register.simple_tag
def level_key(level: object) -> SafeString | str:
    """Small shape and word, for a legend or an agenda."""
    return _level(level, css_class="legend-item")


@register.simple_tag
def prognosis(level: object) -> SafeString | str:
    """Quiet badge of the prognosis: letter and word, its colour only in a small shape."""
    return _level(level, css_class="prognosis", with_letter=True)


@register.simple_tag
def target_group(group: object) -> SafeString:
    code, label = icons.level_part(group, "code"), icons.level_part(group, "label")
    return format_html('<span class="target-group">{}{}</span>', icons.icon_svg(icons.target_group_icon(code)), label)


@register.simple_tag
def target_group_icon(code: str, *, size: str = "m") -> SafeString:
    return icons.icon_svg(icons.target_group_icon(code), size=size)


@register.simple_tag
def public_url(name: str, *args: object, **kwargs: object) -> str:
    """Address of a public page; inside a group its mount point is left out."""
    prefix = get_script_prefix()
    address = reverse(name, urlconf=settings.ROOT_URLCONF, args=args or None, kwargs=kwargs or None)
    return _GROUP_MOUNT.sub("", prefix) + address.removeprefix(prefix)


@register.simple_tag
def idempotency_key() -> SafeString:
    """Hidden field by which the server knows a form that was sent twice."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', uuid.uuid4())


@register.filter
def day_short(value: date | None) -> str:
    return dutch.day_short(_day(value)) if value else ""


@register.filter
def day_long(value: date | None) -> str:
    return dutch.day_long(_day(value)) if value else ""


@register.filter
def day_month(value: date | None) -> str:
    return dutch.day_month(_day(value), today=timezone.localdate()) if value else ""


@register.filter
def weekday_short(value: date | None) -> str:
    return dutch.weekday_short(_day(value)) if value else ""


@register.filter
def month_short(value: date | None) -> str:
    return dutch.month_short(_day(value)) if value else ""


@register.filter
def clock(value: datetime | time | None) -> str:
    return dutch.clock(_time(value)) if value is not None else ""


@register.filter
def clock_range(start: datetime | time, end: datetime | time) -> str:
    return dutch.clock_range(_time(start), _time(end))


@register.filter
def ago(value: date | None) -> str:
    return dutch.ago(_day(value), today=timezone.localdate()) if value else ""


@register.filter
def number(value: int | float | Decimal | None) -> str:
    return "" if value is None else dutch.number(value)


@register.filter
def initials(name: object) -> str:
    return dutch.initials(str(name))


@register.filter
def bdi(value: object) -> SafeString:
    """What somebody typed, in a box of its own: text from right to left doesn't turn what stands beside it."""
    return format_html("<bdi>{}</bdi>", value)


def _level(level: object, *, css_class: str, with_letter: bool = False) -> SafeString | str:
    if not level:
        return ""
    return icons.level_html(
        icons.care_class(level),
        icons.level_part(level, "shape"),
        icons.level_part(level, "label"),
        css_class=css_class,
        letter=icons.level_part(level, "letter") if with_letter else "",
    )


def _day(value: date) -> date:
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value


def _time(value: datetime | time) -> time:
    if isinstance(value, datetime):
        return timezone.localtime(value).time() if timezone.is_aware(value) else value.time()
    return value
