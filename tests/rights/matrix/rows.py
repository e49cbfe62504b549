"""How an expectation is written down: a row per address, in it each method with the right that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.rights.expectations.rights_table import GROUP, GUESTS, MEETINGS, OLD_CODES, PATIENTS, PUBLIC, SCOPES

Body = Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] | None
Answer = int | tuple[int, ...]
REFUSED, GONE = 403, 404


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One method of one address.

    `right` is a column of the table of its `kind`, or for patients and meetings what is done with the object:
    reads, changes, reopens (a closed one), evaluates (an active or closed one), runs, visits (as a guest).
    `ok` is the status of who may; `shows`: whose words that answer holds (the positive control).
    `closed` is the status for who could change the patient if it were not closed.
    """

    kind: Literal["patient", "meeting", "guest", "group", "public"]
    right: str
    ok: Answer = 200
    shows: Literal["object", "visible", "agenda", "all", "closed", "due", "first", "import", "group", ""] = ""
    body: Body = None
    files: Callable[[], Mapping[str, Any]] | None = None
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    fresh: Literal["", "first", "last"] = ""  # asks for a code of at most five minutes, before or after the rights
    scope: str = ""  # what a token needs; "any" for any token, "person" for none
    writes: bool | None = None  # whether who may changes something; None: a GET does not, the rest does
    logs: bool | None = None  # whether a line in the log names the patient; None: whenever one is addressed
    only: tuple[str, ...] = ()  # objects for which this can be asked; () for all
    answers: Mapping[str, Answer] = field(default_factory=dict)  # per person or object, where `ok` is not the status
    anyhow: Mapping[str, Answer] = field(default_factory=dict)  # per object: what everybody gets who sees it at all
    needs: str = ""  # a column of the group's table that is asked first
    again: str = ""  # who closed the patients: sent twice by the same person, it is done once and answered the same
    denied: tuple[str, ...] = ()  # people who may change the patient, but may not do this
    reveals: bool = False  # the BSN of the object
    with_ids: bool = False  # holds the ids of all patients of the group, as pseudonyms
    unseen: tuple[str, ...] = ()  # people who read meetings, but do not see the patient whom this is about
    sent: str = ""  # letters of patients whose ids are in the body, and so may come back
    typed: str = ""  # letters of objects whose names the person typed: they come from no record, so need no log
    owner: str = ""  # the only person for whom what the address names exists
    using: Mapping[str, str] = field(default_factory=dict)  # another id of the object for a name in the path
    idle: tuple[str, ...] = ()  # objects and people with which it changes nothing, though one may
    empty: tuple[str, ...] = ()  # objects of which it has nothing to show
    closed: Answer = REFUSED
    active: Answer = 409  # for who may reopen, of a patient that is not closed
    also: str = ""  # letters of objects that everybody who gets `ok` may see here, whatever the table of patients says


@dataclass(frozen=True)
class Row:
    """`path` is as the resolver has it; `undeclared` a method that the address does not know."""

    path: str
    methods: Mapping[str, Asked]

    @property
    def undeclared(self) -> str:
        return next(name for name in ("PUT", "DELETE", "PATCH", "POST", "GET") if name not in self.methods)


def row(path: str, **methods: Asked) -> Row:
    return Row(path, methods)


def patient(right: str, ok: Answer = 200, **more: Any) -> Asked:
    return Asked(kind="patient", right=right, ok=ok, **more)


def meeting(right: str, ok: Answer = 200, **more: Any) -> Asked:
    return Asked(kind="meeting", right=right, ok=ok, **more)


def guest(right: str, ok: Answer = 200, **more: Any) -> Asked:
    return Asked(kind="guest", right=right, ok=ok, **more)


def group(right: str, ok: Answer = 200, **more: Any) -> Asked:
    return Asked(kind="group", right=right, ok=ok, **more)


def public(right: str, ok: Answer = 200, **more: Any) -> Asked:
    return Asked(kind="public", right=right, ok=ok, **more)


OBJECTS = {
    "patient": ("own", "elsewhere", "past", "closed", "objects", "foreign", "twin", "missing"),
    "meeting": ("open", "planned", "reported", "foreign", "twin", "missing"),
    "guest": ("open", "planned", "reported", "foreign", "twin", "missing"),
    "group": ("", "missing"),
    "public": ("", "missing"),
}
AT_THE_DOOR = ("own", "open", "missing")
# Strangers everywhere but at their own meeting: they ask for what is there, and `guest` for all that strangers do.
PASSED_BY = ("guest_before", "guest_after", "guest_revoked", "guest_elsewhere")
SHORT = ("own", "open", "objects", "missing")
SAME_LINE = {
    "patient": {
        "admin_gp", "old_code", "gp_other", "chair", "nurse_other", "home_care_other", "consultant_asked_off",
        "vice_elsewhere", "secretary", "secretary_elsewhere", "group_admin", "token_meetings", "token_read",
        "token_home_care",
    },
    "meeting": {
        "admin_gp", "gp_other", "nurse_as_home_care", "home_care_own", "consultant_asked", "consultant_asked_off",
        "secretary", "secretary_elsewhere", "token_read", "token_write", "token_home_care",
    },
}  # fmt: skip
TABLES = {"patient": PATIENTS, "meeting": MEETINGS, "guest": GUESTS, "group": GROUP, "public": PUBLIC}
# What each letter of the tables means for what is asked; "ok" and "closed" are the row's own.
MEANING: dict[str, dict[str, str | int]] = {
    "reads": {"C": "ok", "c": "ok", "R": "ok", "F": "ok", "x": REFUSED},
    "changes": {"C": "ok", "c": "closed", "R": REFUSED},
    "reopens": {"C": "active", "c": "ok", "R": REFUSED},
    "evaluates": {"C": "ok", "c": "ok", "R": REFUSED},
    "visits": {"G": "ok", "b": REFUSED},
    "runs": {"F": "ok", "R": REFUSED, "x": REFUSED},
}


def objects(row: Row, asked: Asked, person: str) -> tuple[str, ...]:
    """What the address can name; an address that names nothing is asked for once.

    Who is refused at the door of the group, or has the same line in the table as somebody else, asks for a
    few: one that is there, who objects, none. A token on a page is nobody, and asks once.
    """
    if asked.kind in ("group", "public"):
        found = OBJECTS[asked.kind] if "<uuid:" in row.path else ("",)
        return found[:1] if person in PASSED_BY else found
    found = asked.only or OBJECTS[asked.kind]
    if person in SCOPES and not row.path.startswith("api/"):
        return found[:1]
    if person in PASSED_BY and asked.kind != "guest":
        found = found[:1]
    elif GROUP[person]["member"] != "y":
        found = tuple(one for one in found if one in AT_THE_DOOR or TABLES[asked.kind][person][one] in "CFGb")
    elif asked.kind == "guest":
        found = found[:1]
    elif person in SAME_LINE[asked.kind]:
        found = tuple(one for one in found if one in SHORT)
    return found


def letter(asked: Asked, person: str, thing: str) -> str:
    table = TABLES[asked.kind]
    column = thing if asked.kind in ("patient", "meeting", "guest") else asked.right
    return "y" if column == "anybody" else table[person][column]


def allowed(asked: Asked, person: str, thing: str) -> bool:
    """Whether the person may do this: then the answer is `ok` and shows what it should."""
    return expected(asked, person, thing) is None


def expected(asked: Asked, person: str, thing: str, *, api: bool = False) -> Answer | None:
    """The status of a refusal, or None for who may."""
    mark = letter(asked, person, thing)
    is_token = person in SCOPES and asked.kind != "public"
    if mark == "L" or (is_token and not api):
        return 401 if api else 302
    if is_token and not _in_scope(asked, person):
        return REFUSED
    asks_code = REFUSED if api else 302
    is_asked = asked.kind != "public" or mark == "y"  # outside the groups, what is not there asks for no code
    is_asked = is_asked and not (thing == "twin" and mark == "-")  # nor does a group that one is not in
    if person in OLD_CODES and asked.fresh == "first" and is_asked:
        return asks_code
    refused = _refused(asked, person, thing, mark)
    return asks_code if refused is None and person in OLD_CODES and asked.fresh else refused


def _refused(asked: Asked, person: str, thing: str, mark: str) -> Answer | None:
    if asked.needs and thing != "twin" and GROUP[person][asked.needs] == "n":
        return REFUSED
    if mark == "-" or (mark == "R" and person in asked.unseen):
        return GONE
    if thing in asked.anyhow and mark != "x":
        return asked.anyhow[thing]
    if asked.kind in ("group", "public"):
        return _refused_affair(asked, person, thing, mark)
    return REFUSED if person in asked.denied else _refused_object(asked, person, mark)


def _refused_affair(asked: Asked, person: str, thing: str, mark: str) -> Answer | None:
    if mark != "y":
        return REFUSED if asked.kind == "group" else GONE
    return GONE if thing == "missing" or asked.owner not in ("", person) else None


def _refused_object(asked: Asked, person: str, mark: str) -> Answer | None:
    meaning = MEANING[asked.right].get(mark, GONE)
    if meaning == "active":
        return asked.active
    if meaning == "closed":
        return None if person == asked.again else asked.closed
    return None if meaning == "ok" else int(meaning)


def _in_scope(asked: Asked, person: str) -> bool:
    return asked.scope == "any" or asked.scope in SCOPES[person]
