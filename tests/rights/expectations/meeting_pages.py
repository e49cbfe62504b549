"""Pages of the meetings. The chair's functions belong to the chair, and to whom is appointed for that meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.rights.matrix.rows import Asked, Row, group, meeting, row

MEETING = "vergaderingen/<uuid:meeting_id>/"
ROOM = f"{MEETING}zaal/"
ALONE = ("planned", "twin")  # meetings with one patient
TOOL = "dos"  # of the palliative target group
NOT_OF_OWN = ("nurse_other", "home_care_other", "vice_chair", "vice_elsewhere", "secretary", "secretary_elsewhere")
LEADS = ("chair", "twin")  # has opened it; of another's meeting somebody takes over first
TAKE_OVER = dict.fromkeys(
    (
        "old_code",
        "vice_chair",
        "secretary",
        "stranger",
        "token_read",
        "token_write",
        "token_meetings",
        "token_elsewhere",
    ),
    409,
)
AHEAD = ("open", "planned", "foreign", "twin", "missing")
NOT_YET = {"planned": 404, "open": 404, "twin": 404}
WITH_SIGNAL = ("open", "reported", "foreign", "twin", "missing")
WITHDRAWS = {"writes": False, "logs": False}  # none is shared, so taking back changes nothing
BEEN = 409  # who was discussed stays on the agenda
CLOSED = 409  # what was to be done in a meeting that is not (or no longer) open


def in_room(ok: Any = 302, **more: Any) -> Asked:
    """Done in the room, so only while the meeting is open."""
    answers = {"planned": CLOSED, "reported": CLOSED, **more.pop("answers", {})}
    return meeting("runs", ok, answers=answers, logs=False, **more)


def prepares(ok: Any, **more: Any) -> Asked:
    """For who runs the meeting, and for who may change the patient: `own`, who is the first on the agenda."""
    sees_only = (
        "nurse_as_home_care",
        "home_care_own",
        "consultant",
        "consultant_asked_off",
        "both_groups",
        "token_home_care",
    )
    body = {"kind": "lab", "ready": "1"}
    only = ("open", "foreign", "missing")
    hidden = tuple(person for person in NOT_OF_OWN if person not in ("vice_chair", "secretary"))
    return meeting("reads", ok, body=body, only=only, unseen=hidden, denied=sees_only, logs=False, **more)


def speaks() -> Asked:
    """For who may change the patient, and for the chair: `own`, whom the agreement is about."""
    sees_only = ("nurse_as_home_care", "home_care_own", "consultant", "consultant_asked_off", "both_groups")
    only = ("open", "reported", "foreign", "missing")
    return meeting(
        "reads",
        302,
        body={"declined": "1"},
        only=only,
        unseen=NOT_OF_OWN,
        denied=sees_only,
        logs=False,
        answers={"vice_chair": 404, "secretary": 404},
    )


def plan(_world: Any, _ids: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {"day": day.isoformat(), "time": "19:30", "minutes": 60, "target_groups": "palliatief"}


def item(**more: Any) -> Any:
    return lambda _world, ids: {"item": ids.item_id, **more}


def note(**more: Any) -> Any:
    return lambda _world, ids: {"item": ids.item_id, "idempotency_key": uuid4(), "version": 0, **more}


ROWS: list[Row] = [
    row("vergaderingen/", GET=group("reads")),
    row("vergaderingen/plannen/", GET=group("chairs"), POST=group("chairs", 302, body=plan)),
    row(MEETING, GET=meeting("reads", shows="agenda", answers={"reported": 302}, logs=False)),
    row(
        f"{MEETING}agenda/erbij/",
        POST=meeting(
            "runs",
            302,
            body=lambda world, _ids: {"patient": world.things["past"].patient_id},
            # Who is appointed for a meeting sees the patients on it, and no others to add.
            answers={"reported": CLOSED, "twin": 404, "vice_chair": 404, "secretary": 404},
            idle=("planned",),
            logs=False,
        ),
    ),
    row(
        f"{MEETING}agenda/gekozen/",
        POST=meeting(
            "runs",
            body=lambda world, _ids: {"patient": world.things["past"].patient_id},
            answers={"reported": CLOSED},
            # Not in view: for Zandplaat, and for who is appointed and sees only who is on the agenda.
            idle=("planned", "twin", "vice_chair", "secretary"),
            logs=False,
        ),
    ),
    row(
        f"{MEETING}agenda/terug/",
        POST=meeting(
            "runs",
            body=lambda _world, ids: {"item": ids.other_item_id},
            idle=("twin", "reported"),
            logs=False,
        ),
    ),
    row(f"{MEETING}agenda/afdrukken/", GET=meeting("reads", shows="agenda", logs=False, only=AHEAD)),
    row(f"{MEETING}agenda/<uuid:item_id>/bijlage/", POST=prepares(302)),
    row(
        f"{MEETING}agenda/<uuid:item_id>/plek/",
        POST=meeting("runs", 302, body={"position": 2}, answers={"reported": CLOSED}, idle=ALONE, logs=False),
    ),
    row(
        f"{MEETING}agenda/<uuid:item_id>/minuten/",
        POST=meeting("runs", 302, body={"minutes": 5}, answers={"reported": CLOSED}, logs=False),
    ),
    row(
        f"{MEETING}agenda/<uuid:item_id>/eraf/",
        POST=meeting(
            "runs",
            302,
            using={"item_id": "other_item_id"},
            answers={"reported": CLOSED, "twin": BEEN},
            logs=False,
        ),
    ),
    row(
        f"{MEETING}openen/", POST=meeting("runs", 302, answers={"reported": CLOSED}, idle=("open", "twin"), logs=False)
    ),
    row(ROOM, GET=meeting("runs", shows="first", anyhow={"planned": 302, "reported": 302}, logs=False)),
    row(f"{ROOM}stand/", GET=meeting("runs", logs=False)),
    row(f"{ROOM}naar/", POST=in_room(body=lambda _world, ids: {"item": ids.other_item_id}, idle=ALONE)),
    row(f"{ROOM}volgende/", POST=in_room(body=lambda _world, ids: {"leaving": ids.item_id})),
    row(f"{ROOM}vorige/", POST=in_room(body=lambda _world, ids: {"leaving": ids.item_id}, idle=("open", "twin"))),
    row(f"{ROOM}parkeren/", POST=in_room(body=lambda _world, ids: {"leaving": ids.item_id})),
    row(f"{ROOM}overnemen/", POST=in_room(idle=LEADS)),
    row(f"{ROOM}doelgroep/", POST=meeting("runs", 302, body={"doelgroep": "palliatief"}, writes=False, logs=False)),
    row(f"{ROOM}klok/", POST=in_room(body={"running": "0"})),
    row(f"{ROOM}minuten/", POST=in_room(body=item(minutes=5), answers={"planned": 302})),
    row(
        f"{ROOM}aanwezig/",
        POST=in_room(body=lambda world, _ids: {"user": world.people["both_groups"].user.pk, "present": "1"}),
    ),
    row(f"{ROOM}gast/", POST=in_room(body={"name": "Gast-Demo", "discipline": "Jurist"})),
    row(f"{ROOM}namen/", POST=meeting("runs", 302, body={"show": "1"}, writes=False, logs=False)),
    row(
        f"{ROOM}gedaan/",
        POST=meeting(
            "runs",
            302,
            body=lambda _world, ids: {"agreement": ids.agreement_id, "done": "1"},
            anyhow={"planned": 404},
            unseen=NOT_OF_OWN,
            logs=False,
        ),
    ),
    row(f"{ROOM}erbij/", GET=meeting("runs", logs=False)),
    row(f"{ROOM}advies/<uuid:item_id>/", POST=in_room(body={"text": "Advies", "version": 2})),
    row(
        f"{ROOM}advies/<uuid:item_id>/hulp/",
        POST=in_room(body={"kind": "tools", "code": TOOL, "attached": "1"}),
    ),
    row(f"{ROOM}afspraak/", POST=in_room(body=note(what="Bellen"))),
    row(f"{ROOM}afspraak/eraf/", POST=in_room(body=lambda _world, ids: {"agreement": ids.agreement_id})),
    row(f"{ROOM}aandachtspunt/", POST=in_room(body=note(kind="bottleneck", category="K01", text="Geen nachtzorg"))),
    row(
        f"{MEETING}sluiten/",
        GET=meeting("runs", shows="first", answers={"planned": 302, "reported": 302}, logs=False),
        POST=meeting(
            "runs",
            302,
            answers={"planned": CLOSED, **TAKE_OVER, "old_code": (302, 409)},
            idle=("reported",),
            logs=False,
        ),
    ),
    row(
        f"{MEETING}verslag/",
        GET=meeting("reads", shows="first", also="ab", answers={"planned": 302, "open": 302, "twin": 302}, logs=False),
    ),
    row(
        f"{MEETING}verslag/pdf/",
        GET=meeting("reads", shows="first", also="ab", answers={"planned": 404, "open": 404, "twin": 404}, logs=False),
    ),
    row(f"{MEETING}presentielijst/pdf/", GET=meeting("reads", anyhow=NOT_YET, logs=False)),
    row("afspraken/", GET=group("reads", shows="")),
    row(
        "afspraken/<uuid:agreement_id>/gedaan/",
        POST=meeting(
            "runs",
            302,
            body={"done": "1"},
            only=("open", "reported", "foreign", "twin", "missing"),
            unseen=NOT_OF_OWN,
            answers={"vice_chair": 404, "secretary": 404},  # outside the room the register decides
            logs=False,
        ),
    ),
    row("afspraken/<uuid:agreement_id>/akkoord/", POST=speaks()),
    row("aandachtspunten/", GET=group("reads", shows="group")),
    row(
        "aandachtspunten/<uuid:signal_id>/delen/",
        GET=meeting("runs", only=WITH_SIGNAL, logs=False),
        POST=meeting("runs", 302, body={"version": 1, "confirmed": "1"}, only=WITH_SIGNAL, logs=False),
    ),
    row("aandachtspunten/<uuid:signal_id>/terughalen/", POST=meeting("runs", 302, only=WITH_SIGNAL, **WITHDRAWS)),
]
