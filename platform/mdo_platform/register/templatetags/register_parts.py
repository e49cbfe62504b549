"""Parts of the register's pages that other floors fill in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from mdo_platform.register.panels import Fragment, panels

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


@register.simple_tag
def tool_page(patient_id: UUID, code: str) -> str:
    """Where a tool is filled in for this patient; empty when it has no such page."""
    return panels.tool_page(patient_id, code)
