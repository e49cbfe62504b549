"""Writing the access log. Fails closed: without a line in the log there is no answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import current_group

Action = Literal["C", "R", "U", "D", "E"]


def record_access(
    actor: Actor,
    *,
    action: Action,
    what: str,
    patient_ids: Sequence[UUID] = (),
    detail: dict[str, Any] | None = None,
    controls: str = "TTTF",
) -> None:
    """Add one line to the group's log, in the caller's transaction (S-04).

    Call it last in a transaction: the head of the chain stays locked until the commit. For a read, call it before the
    answer is sent. `what` is a code such as `patient.read`; `detail` holds codes and ids, never medical text.
    """
    current_group()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_append(%s::uuid, %s::text, %s::text[], %s::text, %s::text, %s::text, %s::text,"
            " %s::uuid[], %s::text, %s::jsonb)",
            [
                actor.user_id,
                actor.name[:150],
                sorted(actor.roles),
                actor.via,
                actor.address,
                action,
                what,
                list(patient_ids),
                controls,
                json.dumps(detail or {}),
            ],
        )
