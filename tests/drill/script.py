"""One meeting: eight patients, forty notes, attendance, close. Every call may be repeated, as a person would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.drill.caller import Caller

CONFLICT = 409
CALLS = 72  # of one meeting: where a kill may fall


@dataclass
class Acknowledged:
    """What the portal said that it had stored."""

    meeting_id: UUID
    next_id: UUID  # planned after it: its invitations go out while others are held
    advice: dict[UUID, str] = field(default_factory=dict)
    agreements: dict[UUID, str] = field(default_factory=dict)
    signals: dict[UUID, str] = field(default_factory=dict)

    @property
    def notes(self) -> int:
        return len(self.advice) + len(self.agreements) + len(self.signals)


def hold(caller: Caller, number: int, *, patients: list[UUID], people: list[UUID], before: Callable[[], None]) -> Any:
    """Hold meeting `number` from planning to closing; `before` is called before every call."""

    def say(method: str, path: str, body: Any = None, **more: Any) -> Any:
        before()
        return caller.insist(method, path, body, **more)

    meeting = say("POST", "meetings/", _plan(ahead=timedelta(hours=1)))["id"]
    following = say("POST", "meetings/", _plan(ahead=timedelta(weeks=3), follows=meeting))["id"]
    base = f"meetings/{meeting}/"
    told = Acknowledged(UUID(meeting), UUID(following))
    items = [say("POST", f"{base}items/", {"patient_id": patient})["id"] for patient in patients]
    say("POST", f"{base}open/", done=(CONFLICT,))
    for person in people:
        say("PUT", f"{base}attendance/", {"user_id": person, "present": True})
    leaving = None
    for place, item in enumerate(items, start=1):
        say("POST", f"{base}turn/", {"action": "next", "leaving": leaving})
        leaving = item
        _note(say, told, base, UUID(item), f"Vergadering {number}, patiënt {place}")
    say("POST", f"{base}turn/", {"action": "next", "leaving": leaving})
    say("POST", f"{base}close/", done=(CONFLICT,))
    return told


def _plan(*, ahead: timedelta, follows: str | None = None) -> dict[str, Any]:
    starts_at = (datetime.now(UTC) + ahead).isoformat()
    return {"starts_at": starts_at, "target_groups": ["palliatief"], "idempotency_key": uuid4(), "follows": follows}


def _note(say: Callable[..., Any], told: Acknowledged, base: str, item: UUID, text: str) -> None:
    """Five notes about one patient: an advice that is typed on, three agreements, a signal."""
    for version, typed in ((1, f"{text}: nachtzorg"), (2, f"{text}: nachtzorg, drie nachten")):
        say("PUT", f"{base}items/{item}/advice/", {"text": typed}, version=version)
        told.advice[item] = typed
    for what in ("dochter bellen", "bed bestellen", "huisarts inlichten"):
        key = uuid4()
        say("PUT", f"{base}agreements/", {"idempotency_key": key, "item_id": item, "what": f"{text}: {what}"})
        told.agreements[key] = f"{text}: {what}"
    key = uuid4()
    body = {"idempotency_key": key, "item_id": item, "kind": "bottleneck", "category": "K01", "text": text}
    say("PUT", f"{base}signals/", body)
    told.signals[key] = text
