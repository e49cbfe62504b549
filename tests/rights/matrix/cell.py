"""One request of the matrix, and everything that must hold of its answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.groups import in_group
from mdo_tenants.groups.models import Group
from tests.rights.expectations.rights_table import GROUP, GUESTS, MEETINGS, PATIENTS, SCOPES
from tests.rights.matrix.affairs import IMPORTED, IMPORTS
from tests.rights.matrix.patients import GROUP_LETTERS, LETTERS
from tests.rights.matrix.people import PEOPLE
from tests.rights.matrix.rows import Asked, Row, expected
from tests.rights.matrix.words import found_in, ids_in, numbers_in, text_of
from tests.rights.matrix.world import World
from tests.rights.matrix.writes import undone

SEEN_IN_MEETING = {"open": "ab", "planned": "c"}  # who runs it sees every patient on it, until it is closed
SEEN = {"accounts_accountsession"}  # when somebody was last there
TOKEN_SEEN = {*SEEN, "accounts_apitoken"}
LOG = {"audit_accesslogentry", "audit_chainhead"}
COUNTED = {"common_ratecounter"}
CHANGING = re.compile(
    r'(name="csrfmiddlewaretoken" value=|X-CSRFToken&quot;: &quot;|"X-CSRFToken": "|name="idempotency_key" value=)'
    r"[\"']?[\w-]+"
)


@dataclass(frozen=True)
class Cell:
    row: Row
    method: str
    asked: Asked
    person: str
    thing: str  # "" for what is about no single object

    def __str__(self) -> str:
        return f"{self.method} {self.row.path} [{self.person}, {self.thing or '-'}]"

    @property
    def slug(self) -> str:
        return "zandplaat" if self.thing == "twin" else "wilgendal"

    @property
    def is_api(self) -> bool:
        return self.row.path.startswith("api/")


@dataclass
class Outcome:
    status: int
    text: str
    same_as: str  # the answer without what differs at every request
    written: set[str]
    logged: dict[str, set[UUID]]  # per letter of a group: the patients in new lines of this person


def ids_for(world: World, cell: Cell) -> SimpleNamespace:
    if cell.asked.kind in ("meeting", "guest"):
        return world.things[f"meeting {cell.thing}"]
    if cell.asked.kind == "patient":
        return world.things[cell.thing]
    return world.things["nothing" if cell.thing == "missing" else "affairs"]


def send(world: World, cell: Cell) -> Outcome:
    """The request, under the choices of the group that belong to the person; afterwards everything is as it was."""
    present, ids = world.people[cell.person], ids_for(world, cell)
    present.as_logged_in()
    with undone():
        choice = PEOPLE[cell.person].choice
        if choice:
            Group.objects.filter(pk=world.groups["wilgendal"].pk).update(**{choice: True})
            world.tables.begin()
        answer = _request(world, cell, present, ids)
        written = world.tables.written()
        text = text_of(answer)
        outcome = Outcome(
            status=answer.status_code,
            text=text,
            same_as=_comparable(text, ids, answer.status_code),
            written=written - (TOKEN_SEEN if cell.person in SCOPES else SEEN),
            logged={slug: _logged(world, slug, present.user.pk) for slug in ("wilgendal", "zandplaat")}
            if LOG & written
            else {},
        )
    return outcome


def _request(world: World, cell: Cell, present: Any, ids: SimpleNamespace) -> Any:
    values = {
        **vars(ids),
        **cell.asked.params,
        **{name: getattr(ids, other) for name, other in cell.asked.using.items()},
    }
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), cell.row.path)
    prefix = "/" if cell.asked.kind == "public" else f"/groep/{cell.slug}/"
    data, kind = b"", "application/x-www-form-urlencoded"
    body = cell.asked.body(world, ids) if callable(cell.asked.body) else cell.asked.body
    if cell.asked.files:
        data, kind = encode_multipart(BOUNDARY, {**(body or {}), **cell.asked.files()}), MULTIPART_CONTENT
    elif cell.is_api:
        data, kind = (json.dumps(body, default=str).encode() if body is not None else b""), "application/json"
    elif body:
        data = urlencode(body, doseq=True).encode()
    headers = {**cell.asked.headers, **present.headers}
    query = cell.asked.query
    return present.client.generic(
        cell.method, prefix + path, data, content_type=kind, headers=headers, query_params=None, QUERY_STRING=query
    )


def _comparable(text: str, ids: SimpleNamespace, status: int) -> str:
    for value in vars(ids).values():
        if isinstance(value, UUID):
            text = text.replace(str(value), "<id>")
    return f"{status}\n{CHANGING.sub('', text)}"


def _logged(world: World, slug: str, user_id: UUID) -> set[UUID]:
    with in_group(world.groups[slug]):
        lines = AccessLogEntry.objects.filter(seq__gt=world.logged[slug], actor_id=user_id)
        return {one for ids in lines.values_list("patient_ids", flat=True) for one in ids}


def faults(world: World, cell: Cell, outcome: Outcome, missing: Outcome | None) -> Iterator[str]:
    """What is wrong with the answer, in words. `missing`: what the same person gets for an id of nothing."""
    wanted = expected(cell.asked, cell.person, cell.thing, api=cell.is_api)
    may = wanted is None
    ok = cell.asked.answers.get(cell.person, cell.asked.answers.get(cell.thing, cell.asked.ok)) if may else wanted
    if outcome.status not in (ok if isinstance(ok, tuple) else (ok,)):
        yield f"answered {outcome.status}, expected {ok}: {_start(outcome.text)}"
        return
    yield from _content(world, cell, outcome, may=may)
    yield from _writing(cell, outcome, may=may)
    if may and outcome.status < 400:
        yield from _log(world, cell, outcome)
    same_door = missing is not None and cell.thing != "twin"
    if same_door and not may and wanted == missing.status and outcome.same_as != missing.same_as:
        yield f"differs from what does not exist: {difference(outcome.same_as, missing.same_as)}"


def visible(cell: Cell) -> str:
    """The letters of the objects of which the person may see something in this answer, by the tables."""
    if cell.asked.kind == "public":
        return ""
    grid = PATIENTS.get(cell.person, {})
    here = "".join(letter for name, letter in LETTERS.items() if grid.get(name, "-") in "CcR" and name != "twin")
    if cell.slug == "zandplaat":
        here = "tf" if grid.get("twin") == "C" else ""
    if cell.asked.kind == "guest" and GUESTS[cell.person][cell.thing] == "G":
        here += SEEN_IN_MEETING.get(cell.thing, "t")
    if cell.asked.kind == "meeting" and MEETINGS[cell.person][cell.thing] == "F":
        here += SEEN_IN_MEETING.get(cell.thing, "")
    if GROUP.get(cell.person, {}).get("member") == "y" or here:
        here += GROUP_LETTERS[cell.slug]
    return here + (IMPORTED if cell.person == IMPORTS else "")


def _content(world: World, cell: Cell, outcome: Outcome, *, may: bool) -> Iterator[str]:
    found = found_in(outcome.text)
    letters = {letter for letter, _column in found}
    if leaked := letters - set(visible(cell) + (cell.asked.also if may else "")):
        names = world.columns.names()
        shown = sorted(f"{letter}:{names.get(column, column)}" for letter, column in found if letter in leaked)
        yield f"shows what the person may not see: {shown[:6]}"
    if not may and letters - set(GROUP_LETTERS.values()):
        yield f"a refusal holds words of a patient: {sorted(letters)}"
    numbers = numbers_in(outcome.text, world.bsns)
    own = {LETTERS[cell.thing]} if cell.asked.reveals and may else set()
    if numbers - own:
        yield f"shows the BSN of {sorted(numbers - own)}"
    if cell.asked.reveals and may and own - numbers:
        yield "does not show the BSN (positive control)"
    asked_for = world.letters.get(getattr(ids_for(world, cell), "patient_id", None), "")
    asked_for += cell.asked.sent
    known = "abcde" if cell.asked.with_ids and may else ""
    if hidden := ids_in(outcome.text, world.letters) - set(visible(cell) + cell.asked.also + asked_for + known):
        yield f"holds ids of what the person may not see: {sorted(hidden)}"
    if may and outcome.status == 200 and cell.asked.shows and cell.thing not in cell.asked.empty:
        wanted = _to_show(cell)
        if missing := wanted - letters:
            yield f"does not show what it should: {sorted(missing)} (positive control)"


def _to_show(cell: Cell) -> set[str]:
    if cell.asked.shows == "object":
        return {LETTERS[cell.thing]}
    if cell.asked.shows == "group":
        return {GROUP_LETTERS[cell.slug]}
    if cell.asked.shows == "first":
        return set({"planned": "c", "twin": "t"}.get(cell.thing, "a"))
    seen = set(visible(cell)) & set("abcdeft")
    if cell.asked.shows in ("closed", "all", "import"):
        return {"closed": seen & {"d"}, "all": seen, "import": set(IMPORTED)}[cell.asked.shows]
    if cell.asked.shows == "agenda":
        return seen & set(SEEN_IN_MEETING.get(cell.thing, "ab" if cell.thing == "reported" else "t"))
    return seen - ({"d", "e"} if cell.asked.shows == "due" else {"d"})


def _writing(cell: Cell, outcome: Outcome, *, may: bool) -> Iterator[str]:
    written = outcome.written - LOG - COUNTED
    writes = cell.method != "GET" if cell.asked.writes is None else cell.asked.writes
    if written and (not may or not writes or outcome.status >= 400):
        yield f"changed {sorted(written)}"
    is_idle = bool({cell.thing, cell.person} & set(cell.asked.idle))
    if may and writes and outcome.status < 400 and not written and not is_idle:
        yield "changed nothing (positive control)"


def _log(world: World, cell: Cell, outcome: Outcome) -> Iterator[str]:
    logged = outcome.logged.get(cell.slug, set())
    letters = {letter for letter, _column in found_in(outcome.text)} & (set("abcdetf") - set(cell.asked.typed))
    ids = {LETTERS[name]: world.things[name].patient_id for name in LETTERS}
    if unlogged := {letter for letter in letters if ids[letter] not in logged}:
        yield f"no line in the log for {sorted(unlogged)}"
    about = cell.asked.kind == "patient" if cell.asked.logs is None else cell.asked.logs
    about = about and cell.thing not in cell.asked.idle
    if about and world.things[cell.thing].patient_id not in logged:
        yield "no line in the log names the patient"


def _start(text: str) -> str:
    words = re.sub(r"<[^>]*>", " ", text.partition("<main")[2] or text)
    return " ".join(words.split())[:200]


def difference(one: str, other: str) -> str:
    pairs = zip(one.splitlines(), other.splitlines(), strict=False)
    return str(next(((a, b) for a, b in pairs if a != b), (len(one), len(other))))[:300]
