"""Writing the access log. Fails closed: without a line in the log there is no answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from mdo_foundation.audit.anchoring import ask_for_anchor
from mdo_foundation.audit.controls import detail_of, outcome_for
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, WrongState
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.logs import request_id

Action = Literal["C", "R", "U", "D", "E"]

_written: ContextVar[tuple[str, tuple[int, ...]]] = ContextVar("audit_written", default=("", ()))


def record_access(
    actor: Actor,
    *,
    action: Action,
    what: str,
    patient_ids: Sequence[UUID] = (),
    detail: dict[str, Any] | None = None,
) -> int:
    """Add one line to the group's log, in the caller's transaction (S-04); returns its number.

    Call it last in a transaction: the head of the chain stays locked until the commit. For a read, call it before the
    answer is sent. `what` is a code such as `patient.read`; `detail` holds codes and ids, never medical text. Name
    every patient that the answer shows: treatment relation and consent of each are looked up here, at this moment.
    """
    group = current_group()
    ids = list(dict.fromkeys(patient_ids))
    outcome = outcome_for(actor, ids)
    ask_for_anchor(group)
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
                ids,
                outcome.controls,
                json.dumps({**(detail or {}), **detail_of(actor, outcome)}),
            ],
        )
        seq: int = cursor.fetchone()[0]
    _written.set((request_id.get(), (*lines_of_this_request(), seq)))
    return seq


@contextmanager
def conflicts_logged(actor: Actor, patient_ids: Iterable[UUID]) -> Iterator[None]:
    """Around a transaction: a refused change that shows what somebody else wrote is a read of it, and outlives the
    transaction that is rolled back. `patient_ids` may be filled within.
    """
    try:
        yield
    except WrongState:
        raise
    except Conflict as conflict:
        shown = list(patient_ids)
        if conflict.current and shown:
            record_access(actor, action="R", what="patient.conflict", patient_ids=shown)
        raise


def lines_of_this_request() -> tuple[int, ...]:
    """The numbers of the lines that this request has written: what its answer shows is in them."""
    request, lines = _written.get()
    return lines if request and request == request_id.get() else ()
