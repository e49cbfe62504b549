"""A remark about one finding: its name holds the finding's key, and what was typed comes back after a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from mdo_platform.accesslog.forms import ReviewForm
from mdo_platform.accesslog.services import LONGEST_REMARK

register = template.Library()


@register.inclusion_tag("accesslog/_remark.html")
def remark_field(key: object, typed: Mapping[str, str], label: str) -> dict[str, Any]:
    return {
        "name": f"{ReviewForm.ABOUT}{key}",
        "text": typed.get(str(key), ""),
        "label": label,
        "limit": LONGEST_REMARK,
    }
