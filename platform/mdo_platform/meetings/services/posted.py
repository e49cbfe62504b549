"""A person has a mail sent again that was refused, or of which nobody knows whether it arrived."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mdo_foundation.audit.services import record_access
from mdo_foundation.common import outbox
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings import rules
from mdo_platform.meetings.queries.posted import kinds


@transaction.atomic
def send_again(entry_id: UUID, *, by: Actor) -> None:
    """Refused or uncertain ones of this group only. It keeps its Message-ID and the entry in it its UID and sequence,
    so a second copy is recognised as one.
    """
    rules.check_can_plan_meetings(by)
    if not outbox.retry(entry_id, group_id=current_group().id, kinds=kinds()):
        raise NotFound
    record_access(by, action="U", what="mail.sent_again", detail={"entry": str(entry_id)})
