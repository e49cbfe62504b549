"""Guests (M-11): who invites them and shows them out, and the pages that are theirs and nobody else's."""

from __future__ import annotations

from uuid import uuid4

from tests.rights.expectations.meeting_pages import CLOSED, MEETING
from tests.rights.matrix.rows import Row, guest, meeting, row

API = f"api/v1/{MEETING.replace('vergaderingen', 'meetings')}guest-passes/"
READ, WRITE, NO_TOKEN = "meetings:read", "meetings:write", "person"
WAITING = {"pass_id": "waiting_pass_id"}


def invitation(_world: object, _ids: object) -> dict[str, str]:
    return {"name": "Nieuwe Gast-Demo", "email": f"{uuid4()}@demo.invalid", "discipline": "Jurist"}


ROWS: list[Row] = [
    row(f"{MEETING}gasten/", GET=meeting("runs", logs=False)),
    row(
        f"{MEETING}gasten/uitnodigen/",
        GET=meeting("runs", fresh="first", logs=False),
        POST=meeting("runs", 302, body=invitation, fresh="first", answers={"reported": CLOSED}, logs=False),
    ),
    row(
        f"{MEETING}gasten/<uuid:pass_id>/opnieuw/",
        POST=meeting("runs", 302, using=WAITING, fresh="first", answers={"reported": CLOSED}, logs=False),
    ),
    row(f"{MEETING}gasten/<uuid:pass_id>/intrekken/", POST=meeting("runs", 302, logs=False)),
    row("te-gast/<uuid:meeting_id>/", GET=guest("visits", writes=True, logs=False)),
    row("te-gast/<uuid:meeting_id>/<uuid:item_id>/", GET=guest("visits", shows="first", writes=True, logs=False)),
    row(
        API,
        GET=meeting("runs", logs=False, scope=READ),
        POST=meeting(
            "runs", 201, body=invitation, fresh="first", answers={"reported": CLOSED}, logs=False, scope=NO_TOKEN
        ),
    ),
    row(f"{API}<uuid:pass_id>/", DELETE=meeting("runs", 204, logs=False, scope=WRITE)),
    row(
        f"{API}<uuid:pass_id>/mail/",
        POST=meeting(
            "runs", 204, using=WAITING, fresh="first", answers={"reported": CLOSED}, logs=False, scope=NO_TOKEN
        ),
    ),
    row("api/v1/guest/meetings/<uuid:meeting_id>/items/", GET=guest("visits", writes=True, logs=False, scope=NO_TOKEN)),
    row(
        "api/v1/guest/meetings/<uuid:meeting_id>/items/<uuid:item_id>/",
        GET=guest("visits", shows="first", writes=True, logs=False, scope=NO_TOKEN),
    ),
]
