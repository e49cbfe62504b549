"""The meetings over REST: the same rights as their pages; a token needs the scope of the part besides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.rights.expectations.meeting_pages import (
    BEEN,
    CLOSED,
    LEADS,
    NOT_OF_OWN,
    NOT_YET,
    TAKE_OVER,
    TOOL,
    WITH_SIGNAL,
    WITHDRAWS,
    prepares,
)
from tests.rights.matrix.rows import Asked, Row, group, meeting, row

MEETING = "api/v1/meetings/<uuid:meeting_id>/"
ITEM = f"{MEETING}items/<uuid:item_id>/"
READ, WRITE = "meetings:read", "meetings:write"


def in_room(ok: Any = 200, **more: Any) -> Asked:
    """Done in the room, so only while the meeting is open."""
    answers = {"planned": CLOSED, "reported": CLOSED, **more.pop("answers", {})}
    return meeting("runs", ok, answers=answers, logs=False, scope=WRITE, **more)


def plan(_world: Any, _ids: Any) -> dict[str, Any]:
    return {"starts_at": timezone.now() + timedelta(days=30), "target_groups": ["palliatief"]}


def note(**more: Any) -> Any:
    return lambda _world, ids: {"item_id": ids.item_id, "idempotency_key": uuid4(), "version": 0, **more}


ROWS: list[Row] = [
    row("api/v1/meetings/", GET=group("reads", scope=READ), POST=group("chairs", 201, body=plan, scope=WRITE)),
    row(
        MEETING,
        GET=meeting("reads", logs=False, scope=READ),
        PATCH=meeting(
            "runs",
            body={"minutes": 45, "version": 1},
            logs=False,
            scope=WRITE,
            answers={"open": 409, "twin": 409, "reported": 409},
        ),
    ),
    row(
        f"{MEETING}open/",
        POST=meeting("runs", logs=False, scope=WRITE, answers={"open": 409, "twin": 409, "reported": 409}),
    ),
    row(f"{MEETING}close/", POST=in_room(answers=TAKE_OVER)),
    row(f"{MEETING}take-over/", POST=in_room(idle=LEADS)),
    row(f"{MEETING}turn/", POST=in_room(body=lambda _world, ids: {"action": "next", "leaving": ids.item_id})),
    row(f"{MEETING}clock/", PUT=in_room(body={"running": False})),
    row(
        f"{MEETING}items/",
        GET=meeting("reads", shows="agenda", logs=False, scope=READ),
        POST=meeting(
            "runs",
            201,
            body=lambda world, _ids: {"patient_id": world.things["past"].patient_id},
            # Who is appointed for a meeting sees the patients on it, and no others to add.
            answers={"reported": CLOSED, "twin": 404, "vice_chair": 404, "secretary": 404},
            idle=("planned",),
            logs=False,
            scope=WRITE,
        ),
    ),
    row(
        f"{MEETING}items/chosen/",
        POST=meeting(
            "runs",
            body=lambda world, _ids: {"patient_ids": [world.things["past"].patient_id]},
            sent="c",
            answers={"reported": CLOSED},
            # Not in view: for Zandplaat, and for who is appointed and sees only who is on the agenda.
            idle=("planned", "twin", "vice_chair", "secretary"),
            logs=False,
            scope=WRITE,
        ),
    ),
    row(
        ITEM,
        PATCH=meeting("runs", body={"minutes": 5}, answers={"reported": CLOSED}, logs=False, scope=WRITE),
        DELETE=meeting(
            "runs",
            204,
            using={"item_id": "other_item_id"},
            answers={"reported": CLOSED, "twin": BEEN},
            logs=False,
            scope=WRITE,
        ),
    ),
    row(f"{MEETING}proposals/", GET=meeting("runs", logs=False, scope=READ)),
    row(f"{ITEM}attachments/", PUT=prepares(200, scope=WRITE)),
    row(
        f"{ITEM}advice/",
        GET=meeting(
            "reads",
            shows="first",
            only=("open", "reported", "foreign", "twin", "missing"),
            unseen=NOT_OF_OWN,
            logs=False,
            scope=READ,
        ),
        PUT=in_room(body={"text": "Advies", "version": 2}),
        PATCH=in_room(body={"kind": "tools", "code": TOOL, "attached": True}),
    ),
    row(
        f"{MEETING}attendance/",
        GET=meeting("reads", logs=False, scope=READ),
        PUT=in_room(body=lambda world, _ids: {"user_id": world.people["both_groups"].user.pk, "present": True}),
    ),
    row(f"{MEETING}guests/", POST=in_room(201, body={"name": "Gast-Demo", "discipline": "Jurist"})),
    row(f"{MEETING}agreements/", PUT=in_room(body=note(what="Bellen"))),
    row(f"{MEETING}signals/", PUT=in_room(body=note(kind="bottleneck", category="K01", text="Geen nachtzorg"))),
    row(
        f"{MEETING}report/",
        GET=meeting(
            "reads",
            shows="first",
            also="ab",
            anyhow={"planned": 404, "open": 404, "twin": 404},
            logs=False,
            scope=READ,
        ),
    ),
    row(
        f"{MEETING}report/preview/",
        GET=meeting("runs", shows="first", answers={"planned": CLOSED, "reported": CLOSED}, logs=False, scope=READ),
    ),
    row(
        f"{MEETING}report/pdf/",
        GET=meeting(
            "reads",
            shows="first",
            also="ab",
            anyhow={"planned": 404, "open": 404, "twin": 404},
            logs=False,
            scope=READ,
        ),
    ),
    row(f"{MEETING}attendance/pdf/", GET=meeting("reads", anyhow=NOT_YET, logs=False, scope=READ)),
    row("api/v1/agreements/", GET=group("reads", scope=READ)),
    row(
        "api/v1/agreements/<uuid:agreement_id>/",
        PATCH=meeting(
            "runs",
            body={"done": True},
            only=("open", "reported", "foreign", "twin", "missing"),
            unseen=NOT_OF_OWN,
            answers={"vice_chair": 404, "secretary": 404},  # outside the room the register decides
            logs=False,
            scope=WRITE,
        ),
    ),
    row(
        "api/v1/signals/<uuid:signal_id>/share/",
        GET=meeting("runs", only=WITH_SIGNAL, logs=False, scope=READ),
        PUT=meeting("runs", body={"version": 1, "confirmed": True}, only=WITH_SIGNAL, logs=False, scope=WRITE),
        DELETE=meeting("runs", 204, only=WITH_SIGNAL, scope=WRITE, **WITHDRAWS),
    ),
    row("api/v1/signals/", GET=group("reads", shows="group", scope=READ)),
]
