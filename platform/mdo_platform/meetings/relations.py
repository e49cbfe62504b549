"""Who takes part in a meeting about a patient has a treatment relation for it: what the access log asks.

Fixed SQL for the same reason as in the register's relations: it runs at every read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from mdo_foundation.common.actor import Actor

# Six meetings a year: until about the next one, whoever was there reads the report and does what was agreed.
LASTS = timedelta(days=60)

_ATTENDED = """
    SELECT DISTINCT i.patient_id FROM meetings_agendaitem i JOIN meetings_meeting m ON m.id = i.meeting_id
    WHERE i.patient_id = ANY(%(ids)s::uuid[]) AND (m.closed_at IS NULL OR m.closed_at > %(since)s::timestamptz)
    AND (
        (m.closed_at IS NULL AND %(actor)s::uuid IN (m.chair_id, m.vice_chair_id, m.secretary_id))
        OR (m.closed_at IS NULL AND m.id = ANY(%(guest_of)s::uuid[]))
        OR EXISTS (
            SELECT FROM meetings_attendance a
            WHERE a.meeting_id = m.id AND a.user_id = %(actor)s::uuid AND a.present)
    )
"""


def attended(actor: Actor, patient_ids: Sequence[UUID]) -> Iterable[UUID]:
    """One query: patients on the agenda of a meeting where the actor is or recently was, or which the actor leads."""
    asked: dict[str, Any] = {"actor": actor.user_id, "ids": list(patient_ids), "since": timezone.now() - LASTS}
    asked["guest_of"] = list(actor.meeting_ids)
    with connection.cursor() as cursor:
        cursor.execute(_ATTENDED, asked)
        return [pk for (pk,) in cursor.fetchall()]
