"""What the worker does for questionnaires. One transaction with 'done': a kill leaves none of it, or all."""

from __future__ import annotations

from mdo_foundation.common import outbox
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.questionnaires import services
from mdo_platform.questionnaires.services.cleaning import DRAFTS
from mdo_tenants.groups.choices import ITEM_ANSWERS


@outbox.handler(DRAFTS)
def remove_old_drafts(_entry: OutboxEntry) -> None:
    services.remove_old_drafts()


@outbox.handler(ITEM_ANSWERS)
def remove_item_answers(_entry: OutboxEntry) -> None:
    services.remove_item_answers()
