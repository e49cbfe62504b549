"""Which questionnaires are open: by the licence that the plugin declares, or by a permission that staff recorded."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from mdo_foundation.common.errors import NotFound
from mdo_foundation.targetgroups.registry import get_registry
from mdo_plugin_api import Questionnaire

from .models import InstrumentPermission, Medium


@dataclass(frozen=True, kw_only=True)
class Licensed:
    """A questionnaire with the permissions that were recorded for it, newest first; `is_permitted`: one holds today."""

    questionnaire: Questionnaire
    permissions: list[InstrumentPermission] = field(default_factory=list)
    is_permitted: bool

    @property
    def is_open(self) -> bool:
        return self.questionnaire.licence.cleared or self.is_permitted


def permitted_codes(*, today: date | None = None) -> frozenset[str]:
    """The questionnaires for which a permission holds today. Works inside a group."""
    day = today or timezone.localdate()
    valid = Q(valid_until=None) | Q(valid_until__gte=day)
    held = InstrumentPermission.objects.filter(valid, granted_on__lte=day, withdrawn_at=None)
    return frozenset(held.exclude(medium=Medium.PAPER).order_by().values_list("tool", flat=True))


def is_open(questionnaire: Questionnaire, *, permitted: Set[str]) -> bool:
    """Whether its items may be shown and filled in; if not, only a total is kept. `permitted`: permitted_codes()."""
    return questionnaire.licence.cleared or questionnaire.code in permitted


def licensed() -> list[Licensed]:
    """Every questionnaire that a plugin declares, by title, with its permissions: for staff."""
    permitted = permitted_codes()
    found: dict[str, list[InstrumentPermission]] = {}
    for permission in InstrumentPermission.objects.all():
        found.setdefault(permission.tool, []).append(permission)
    return [
        Licensed(questionnaire=one, permissions=found.get(one.code, []), is_permitted=one.code in permitted)
        for one in sorted(_declared().values(), key=lambda one: one.title.casefold())
    ]


def declared(code: str) -> Questionnaire:
    found = _declared().get(code)
    if found is None:
        raise NotFound
    return found


def permission(permission_id: UUID) -> InstrumentPermission:
    found = InstrumentPermission.objects.filter(pk=permission_id).first()
    if found is None:
        raise NotFound
    return found


def _declared() -> dict[str, Questionnaire]:
    groups = get_registry().target_groups
    return {tool.code: tool for group in groups for tool in group.tools if isinstance(tool, Questionnaire)}
