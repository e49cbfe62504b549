"""The year, moving and cancelling, answers, the calendar feed, and what became of mails: pages, then the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.rights.matrix.rows import Asked, Row, group, meeting, row

MEETING = "vergaderingen/<uuid:meeting_id>/"
API_MEETING = "api/v1/meetings/<uuid:meeting_id>/"
READ, WRITE, PERSON = "meetings:read", "meetings:write", "person"
NOT_AHEAD = {"open": 409, "twin": 409, "reported": 409}  # only a planned meeting is changed or answered
DAY = timezone.localdate() + timedelta(days=60)
RULE = {"every": "weeks", "interval": 6, "weekday": 1, "first_day": DAY.isoformat(), "count": 2}


def ahead(right: str, ok: int = 200, **more: Any) -> Asked:
    return meeting(right, ok, answers=NOT_AHEAD, logs=False, **more)


def year(_world: Any, _ids: Any) -> dict[str, Any]:
    plan = {"minutes": 60, "target_groups": "palliatief", "time": "12:30", "day": DAY.isoformat(), "which": 1}
    return {**RULE, **plan, "date": DAY.isoformat(), "take": DAY.isoformat(), "action": "plan"}


def changed(_world: Any, _ids: Any) -> dict[str, Any]:
    plan = {"minutes": 45, "target_groups": "palliatief", "time": "23:59", "day": DAY.isoformat()}
    return {**plan, "chair": str(_world.people["chair"].user.pk), "version": 1}


def other(world: Any, _ids: Any) -> dict[str, Any]:
    return {"to": world.things["planned"].meeting_id if "planned" in world.things else uuid4()}


def starts(_world: Any, _ids: Any) -> dict[str, Any]:
    moment = timezone.now() + timedelta(days=60)
    return {"idempotency_key": uuid4(), "starts": [moment], "target_groups": ["palliatief"]}


PAGES: list[Row] = [
    row("vergaderingen/jaarplan/", GET=group("chairs"), POST=group("chairs", 302, body=year)),
    row("vergaderingen/jaar/", GET=group("reads")),
    row("vergaderingen/post/", GET=group("chairs")),
    row("vergaderingen/post/<uuid:entry_id>/opnieuw/", POST=group("chairs", 302)),
    row("agenda-koppelen/", GET=group("reads")),
    row("agenda-koppelen/maak/", POST=group("reads")),
    row("agenda-koppelen/trek-in/", POST=group("reads", 302, writes=False)),
    row(f"{MEETING}wijzigen/", GET=ahead("runs"), POST=ahead("runs", 302, body=changed)),
    row(f"{MEETING}afzeggen/", GET=ahead("runs"), POST=ahead("runs", 302, body={"version": 1, "reason": "Ziek"})),
    # None of these meetings is cancelled, and only the agenda of one that is can go elsewhere.
    row(f"{MEETING}overzetten/", POST=meeting("runs", 409, body=other, writes=False, logs=False)),
    row(f"{MEETING}antwoord/", POST=ahead("reads", 302, body={"answer": "accepted", "sequence": 0})),
]

API: list[Row] = [
    row("api/v1/meetings/year-plan/", POST=group("chairs", 201, body=starts, scope=WRITE)),
    row(
        "api/v1/meetings/year-plan/preview/",
        POST=group("chairs", body={**RULE, "at": "12:30"}, writes=False, scope=READ),
    ),
    # Nobody has one yet.
    row(
        "api/v1/calendar-feed/",
        GET=group("reads", 404, scope=READ),
        POST=group("reads", 201, scope=PERSON),
        DELETE=group("reads", 404, writes=False, scope=WRITE),
    ),
    row("api/v1/mails/", GET=group("chairs", scope=READ)),
    row("api/v1/mails/<uuid:entry_id>/send-again/", POST=group("chairs", 204, scope=WRITE)),
    row(f"{API_MEETING}cancel/", POST=ahead("runs", body={"version": 1, "reason": "Ziek"}, scope=WRITE)),
    row(f"{API_MEETING}carry-over/", POST=meeting("runs", 409, body=other, writes=False, logs=False, scope=WRITE)),
    row(f"{API_MEETING}answers/", GET=meeting("reads", logs=False, scope=READ)),
    row(f"{API_MEETING}answer/", PUT=ahead("reads", body={"answer": "accepted", "sequence": 0}, scope=WRITE)),
]

ROWS = [*PAGES, *API]
