"""A thousand random edits, deletions, reorderings and cut tails of the log, by who owns the tables: each is found.

With anchors outside the database also the ones that leave the chain whole: the tail cut off together with the head, and
the rest of the chain made anew after an edit. Everything happens within savepoints of one transaction that is rolled
back, on lines of a group of the tests.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections

from mdo_foundation.audit.anchors import Anchors
from mdo_foundation.audit.queries import verify_on

LINES = 120
ANCHORED = (30, 60, 90, LINES)  # the last line of each of four days
ROUNDS = 1_000
SEED = 7513

# The chain of every line from %s on, made anew with the head: what somebody does who knows how it works.
REMAKE = """
DO $$
DECLARE line audit_accesslogentry; previous text; place bigint;
BEGIN
    SELECT coalesce((SELECT hash FROM audit_accesslogentry WHERE seq < {start} ORDER BY seq DESC LIMIT 1), ''),
           {start} INTO previous, place;
    FOR line IN SELECT * FROM audit_accesslogentry WHERE seq >= {start} ORDER BY seq LOOP
        UPDATE audit_accesslogentry SET seq = place WHERE seq = line.seq;
        line.seq := place;
        previous := audit_line_hash(previous, line);
        UPDATE audit_accesslogentry SET hash = previous WHERE seq = place;
        place := place + 1;
    END LOOP;
    UPDATE audit_chainhead SET seq = place - 1, hash = previous;
END $$
"""
COLUMNS = {
    "at": "at + interval '1 second'",
    "actor_id": "gen_random_uuid()",
    "actor_name": "actor_name || ' '",
    "roles": "roles || '{gp}'",
    "via": "'system'",
    "address": "'10.0.0.1'",
    "action": "CASE action WHEN 'R' THEN 'U' ELSE 'R' END",
    "what": "what || '.'",
    "patient_ids": "'{}'",
    "controls": "'FFFF'",
    "detail": """detail || '{"x": 1}'""",
    "hash": "md5(hash) || md5(hash)",
}

Tamper = Callable[[psycopg.Connection[Any], random.Random], None]


def edit(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    column = dice.choice(sorted(COLUMNS))
    _run(owner, f"UPDATE audit_accesslogentry SET {column} = {COLUMNS[column]} WHERE seq = {dice.randint(1, LINES)}")


def edit_and_remake(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    seq = dice.randint(1, LINES)
    column = dice.choice(sorted(set(COLUMNS) - {"hash"}))
    _run(owner, f"UPDATE audit_accesslogentry SET {column} = {COLUMNS[column]} WHERE seq = {seq}")
    _run(owner, REMAKE.format(start=seq))


def delete(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    gone = dice.sample(range(1, LINES + 1), dice.choice((1, 1, 2, 5, 40)))
    _run(owner, f"DELETE FROM audit_accesslogentry WHERE seq IN ({', '.join(map(str, gone))})")


def delete_and_remake(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    seq = dice.randint(1, LINES)
    _run(owner, f"DELETE FROM audit_accesslogentry WHERE seq = {seq}")
    _run(owner, REMAKE.format(start=seq))


def reorder(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    """Two lines change places, with or without their hashes."""
    one, other = dice.sample(range(1, LINES + 1), 2)
    _run(owner, f"UPDATE audit_accesslogentry SET seq = -{other} WHERE seq = {one}")
    _run(owner, f"UPDATE audit_accesslogentry SET seq = {one} WHERE seq = {other}")
    _run(owner, f"UPDATE audit_accesslogentry SET seq = {other} WHERE seq = -{other}")
    if dice.random() < 0.5:
        _run(
            owner,
            f"UPDATE audit_accesslogentry a SET hash = b.hash FROM audit_accesslogentry b"
            f" WHERE (a.seq, b.seq) IN (({one}, {other}), ({other}, {one}))",
        )


def reorder_and_remake(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    one, other = sorted(dice.sample(range(1, LINES + 1), 2))
    _run(owner, f"UPDATE audit_accesslogentry SET seq = -1 WHERE seq = {one}")
    _run(owner, f"UPDATE audit_accesslogentry SET seq = {one} WHERE seq = {other}")
    _run(owner, f"UPDATE audit_accesslogentry SET seq = {other} WHERE seq = -1")
    _run(owner, REMAKE.format(start=one))


def cut(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    _run(owner, f"DELETE FROM audit_accesslogentry WHERE seq > {dice.randint(0, LINES - 1)}")


def cut_with_head(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    """The tail is gone and the head says that the line before it was the last: the chain itself is whole."""
    last = dice.randint(0, LINES - 1)
    _run(owner, f"DELETE FROM audit_accesslogentry WHERE seq > {last}")
    _run(
        owner,
        f"UPDATE audit_chainhead SET seq = {last},"
        f" hash = coalesce((SELECT hash FROM audit_accesslogentry WHERE seq = {last}), '')",
    )


def insert_and_remake(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    """A line that never was, in the place of one that is pushed on."""
    seq = dice.randint(1, LINES)
    _run(owner, f"UPDATE audit_accesslogentry SET seq = seq + 1000 WHERE seq >= {seq}")
    _run(
        owner,
        f"INSERT INTO audit_accesslogentry SELECT {seq}, at, gen_random_uuid(), actor_name, roles, via, address,"
        f" action, what, patient_ids, controls, detail, hash FROM audit_accesslogentry ORDER BY seq LIMIT 1",
    )
    _run(owner, REMAKE.format(start=seq))


def move_the_start(owner: psycopg.Connection[Any], dice: random.Random) -> None:
    """As if the first lines had been purged after five years."""
    last = dice.randint(1, LINES - 1)
    _run(
        owner,
        f"UPDATE audit_chainhead SET start_seq = {last},"
        f" start_hash = (SELECT hash FROM audit_accesslogentry WHERE seq = {last})",
    )
    _run(owner, f"DELETE FROM audit_accesslogentry WHERE seq <= {last}")


KINDS: tuple[Tamper, ...] = (
    edit,
    edit_and_remake,
    delete,
    delete_and_remake,
    reorder,
    reorder_and_remake,
    cut,
    cut_with_head,
    insert_and_remake,
    move_the_start,
)


def _run(owner: psycopg.Connection[Any], statement: str) -> None:
    owner.execute(statement.encode())


@pytest.fixture
def owner(wilgendal: Any) -> Iterator[psycopg.Connection[Any]]:
    entry = connections.settings["owner"]
    with psycopg.connect(dbname=entry["NAME"], user=entry["USER"], host=entry["HOST"], port=entry["PORT"]) as found:
        found.execute("SET search_path = g_wilgendal")
        for number in range(LINES):
            found.execute(
                "SELECT audit_append(gen_random_uuid(), %s, '{gp,chair}', 'session', '127.0.0.1', 'R', %s,"
                " ARRAY[gen_random_uuid()], 'TTTF', %s)",
                [f"Naam {number}-Demo", "patient.read", f'{{"page": "{number}"}}'],
            )
        yield found
        found.rollback()


def test_a_thousand_ways_to_tamper_are_found(owner: psycopg.Connection[Any]) -> None:
    anchors = _anchors(owner)
    dice = random.Random(SEED)
    found: Counter[str] = Counter()
    missed: list[str] = []
    with owner.cursor() as cursor:
        for number in range(ROUNDS):
            tamper = KINDS[number % len(KINDS)]
            owner.execute("SAVEPOINT before")
            tamper(owner, dice)
            if verify_on(cursor, anchors).is_whole:
                missed.append(f"{number} {tamper.__name__}")
            else:
                found[tamper.__name__] += 1
            owner.execute("ROLLBACK TO SAVEPOINT before")
        assert missed == []
        assert sum(found.values()) == ROUNDS
        assert verify_on(cursor, anchors).is_whole, "what was done was undone: nothing was found in a whole log"
    print(f"{sum(found.values())} of {ROUNDS} found:", dict(found))  # noqa: T201 - pytest -s shows the counts


def test_without_anchors_a_tail_cut_with_its_head_is_not_found(owner: psycopg.Connection[Any]) -> None:
    """Why the anchors are there: the chain alone cannot know of it."""
    with owner.cursor() as cursor:
        cut_with_head(owner, random.Random(1))
        assert verify_on(cursor, Anchors(kept=False)).is_whole


def test_a_function_of_the_database_that_lies_does_not_help(owner: psycopg.Connection[Any]) -> None:
    owner.execute(
        "CREATE OR REPLACE FUNCTION audit_line_hash(previous text, e audit_accesslogentry) RETURNS text"
        " LANGUAGE sql STABLE AS $$ SELECT e.hash $$"
    )
    owner.execute("UPDATE audit_accesslogentry SET actor_name = 'Iemand Anders-Demo' WHERE seq = 7")
    with owner.cursor() as cursor:
        assert verify_on(cursor, Anchors()).first_fault == 7


@pytest.mark.parametrize(
    "lie",
    [
        # Each is a better match for what the check calls than what PostgreSQL itself has.
        "CREATE FUNCTION jsonb_build_array(bigint, numeric, uuid, varchar, jsonb, varchar, varchar, varchar, varchar,"
        " jsonb, varchar, jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.jsonb_build_array("
        "$1, $2, $3, CASE $1 WHEN 7 THEN 'Naam 6-Demo' ELSE $4 END, $5, $6, $7, $8, $9, $10, $11, $12) $$",
        "CREATE FUNCTION to_jsonb(uuid[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ SELECT '[]'::jsonb $$",
        "CREATE FUNCTION convert_to(text, text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT ''::bytea $$",
        "CREATE FUNCTION agree(varchar, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;"
        "CREATE OPERATOR = (LEFTARG = varchar, RIGHTARG = text, FUNCTION = agree)",
        "CREATE FUNCTION lied(varchar, text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' $$;"
        "CREATE OPERATOR || (LEFTARG = varchar, RIGHTARG = text, FUNCTION = lied)",
    ],
    ids=["array", "json", "bytes", "equals", "joined"],
)
def test_nor_does_one_that_takes_the_place_of_what_postgresql_brings(owner: psycopg.Connection[Any], lie: str) -> None:
    anchors = _anchors(owner)
    for statement in lie.split(";"):
        _run(owner, statement)
    with owner.cursor() as cursor:
        assert verify_on(cursor, anchors).is_whole
        owner.execute("UPDATE audit_accesslogentry SET actor_name = 'Iemand Anders-Demo' WHERE seq = 7")
        assert verify_on(cursor, anchors).first_fault == 7


@pytest.mark.parametrize(
    "lie",
    [
        "CREATE FUNCTION agree(varchar, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;"
        "CREATE OPERATOR = (LEFTARG = varchar, RIGHTARG = text, FUNCTION = agree)",
        "CREATE FUNCTION unnest(bigint[]) RETURNS SETOF bigint LANGUAGE sql IMMUTABLE AS $$ SELECT 0 WHERE false $$",
    ],
    ids=["equals", "unnest"],
)
def test_nor_does_it_hide_an_anchor(owner: psycopg.Connection[Any], lie: str) -> None:
    anchors = _anchors(owner)
    for statement in lie.split(";"):
        _run(owner, statement)
    edit_and_remake(owner, random.Random(1))
    with owner.cursor() as cursor:
        assert not verify_on(cursor, anchors).is_whole


def _anchors(owner: psycopg.Connection[Any]) -> Anchors:
    rows = owner.execute("SELECT seq, hash FROM audit_accesslogentry WHERE seq = ANY(%s)", [list(ANCHORED)]).fetchall()
    assert len(rows) == len(ANCHORED)
    return Anchors(days=tuple(rows))
