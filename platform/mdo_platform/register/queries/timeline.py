"""What was changed about a patient, by whom and when (R-15)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.register import rules
from mdo_platform.register.models import Change

PAGE_SIZE = 50


def changes(actor: Actor, patient_id: UUID, *, page: int = 1, field: str = "") -> tuple[list[dict[str, Any]], bool]:
    """A page of changes, newest first, and whether there are more; `field` narrows it to one field's earlier values."""
    if not rules.visible_patients(actor).filter(pk=patient_id).exists():
        raise NotFound
    found = Change.objects.filter(patient=patient_id).order_by("-at", "record", "field")
    if field:
        found = found.filter(field=field)
    start = (max(page, 1) - 1) * PAGE_SIZE
    rows: list[Any] = list(
        found.values("id", "record", "record_id", "target_group", "field", "old", "new", "by_id", "by_name", "at")[
            start : start + PAGE_SIZE + 1
        ]
    )
    record_access(actor, action="R", what="patient.history", patient_ids=[patient_id], detail={"field": field})
    return rows[:PAGE_SIZE], len(rows) > PAGE_SIZE
