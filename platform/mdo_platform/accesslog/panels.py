"""What the access log hangs into the register's pages: 'Wie heeft gekeken' in a patient's menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mdo_foundation.common.actor import Actor
from mdo_platform.accesslog import rules
from mdo_platform.register.panels import Fragment, register_panel


def register_panels() -> None:
    register_panel("patient.menu", _who_looked)


def _who_looked(actor: Actor, context: Mapping[str, Any]) -> Fragment | None:
    """For who may answer the patient's question."""
    patient_id = context["patient_id"]
    if not rules.can_see_who_looked(actor, patient_id):
        return None
    return Fragment(template="accesslog/_menu_link.html", context={"patient_id": patient_id})
