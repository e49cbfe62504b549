"""The worker's part: an anchor for each group that wrote lines on a day."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mdo_foundation.audit import queries
from mdo_foundation.audit.anchoring import ANCHOR
from mdo_foundation.audit.anchors import DAY, add_anchor
from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry


@dataclass(frozen=True, kw_only=True)
class Place:
    """A group as far as its log is concerned: a suspended one is anchored too."""

    id: UUID
    slug: str
    name: str
    schema_name: str


@outbox.handler(ANCHOR)
def write_anchor(entry: OutboxEntry) -> None:
    """Written before the entry is marked as done: a worker that dies in between leaves two equal anchors, not none."""
    told = entry.payload
    place = Place(id=UUID(told["id"]), slug=told["slug"], name=told["slug"], schema_name=told["schema"])
    if not queries.has_schema(place.schema_name):  # the group was erased since, and its log with it
        return
    with in_group(place):
        head = queries.chain_head()
    if head.seq:
        add_anchor(DAY, group=place.slug, schema=place.schema_name, day=told["day"], seq=head.seq, hash=head.hash)
