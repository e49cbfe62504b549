"""Parts of the register's pages that other floors fill in."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from mdo_platform.register.panels import Fragment

register = template.Library()


@register.simple_tag(takes_context=True)
def fragment(context: Context, part: Fragment | None) -> SafeString | str:
    """The markup of a panel, with its own context on top of the page's."""
    if part is None:
        return ""
    compiled: Any = get_template(part.template)
    with context.push(**part.context):
        markup: SafeString = compiled.template.render(context)
    return markup
