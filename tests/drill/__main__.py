"""`make drill`: rounds of a scripted meeting with random kills. Writes docs/developer/drill.md when asked to."""

from __future__ import annotations

import argparse
import logging
import os
import platform
import random
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.utils import timezone

from tests.drill.caller import Caller
from tests.drill.programs import TARGETS, House
from tests.drill.script import CALLS, Acknowledged, hold

if TYPE_CHECKING:
    from tests.drill.stage import Stage

PREAMBLE = """
# The drill

`make drill` holds a scripted meeting a hundred times, in at most 25 minutes: eight patients, forty notes of which eight
are typed on, attendance, closing; and in each of them the next one is planned, to which everybody is invited while
others are held. It goes through the real programs (web, worker, scheduler, Redis, PostgreSQL, a mail server) as
`make demo` starts them, with a second scheduler beside the first, in a folder of their own. In each meeting one to
three of them, or one of their child processes, get SIGKILL in the middle of a call, at moments that the seed chooses,
and are started again. Whoever asks keeps asking, with the same key, until the portal says that it is stored.
Afterwards:

1. every acknowledged note is there, as acknowledged, once;
2. every meeting has one report, and everybody who was there one mail about it; everybody has one invitation to every
   meeting that is planned; no mail came twice, and one whose handing over was cut off is 'uncertain' and is not sent
   again ([decision 17](../adr/0017-outbox-with-leases.md));
3. no answer was anything else than stored, refused in words (503), or cut off;
4. the access log verifies.

Two things are shorter than in real life, in `tests/drill/settings.py`: a dead worker's lease (20 s, not two minutes)
and the grace of an invitation (10 s, not a minute). `tests/faults/test_drill.py` holds one meeting of it in every run
of the tests.
"""
PAGE = Path(__file__).parents[2] / "docs" / "developer" / "drill.md"


def main() -> int:
    asked = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="mdo-drill-"))
    house = House(folder)
    say(f"seed {asked.seed}, {asked.rounds} rounds, at most {asked.minutes} minutes, in {folder}")
    began = time.monotonic()
    with house:
        os.environ.update(house.variables)
        django.setup()
        logging.disable(logging.INFO)
        from tests.drill import stage

        stage.migrate()
        house.start_programs()
        built = stage.build()
        say(f"the programs started after {time.monotonic() - began:.0f} s")
        caller = Caller(house.port, built.group.slug, built.token)
        told, seconds = _rounds(house, caller, built, asked)
        figures, wrong = _judge(house, caller, built, told)
    figures = {"rounds": len(told), "seconds per round": f"{seconds / max(1, len(told)):.1f}", **figures}
    for name, figure in figures.items():
        say(f"{name}: {figure}")
    for one in wrong[:40]:
        say(f"WRONG: {one}")
    if asked.write and not wrong:
        PAGE.write_text(_page(figures, asked), encoding="utf-8")
    if not wrong:
        house.remove()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong or not told else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="drill", description="Hold meetings while the portal's programs are killed.")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--minutes", type=float, default=25, help="no round begins after this")
    parser.add_argument("--write", action="store_true", help="write docs/developer/drill.md")
    return parser.parse_args()


def _rounds(house: House, caller: Caller, stage: Stage, asked: argparse.Namespace) -> tuple[list[Acknowledged], float]:
    """Meeting after meeting; in each one to three kills, at calls that the seed chooses."""
    chance, told = random.Random(asked.seed), []
    began = time.monotonic()
    while len(told) < asked.rounds and time.monotonic() - began < asked.minutes * 60:
        kills = {chance.randrange(CALLS): chance.choice(TARGETS) for _kill in range(chance.randint(1, 3))}
        pending: list[Future[None]] = []
        calls = iter(range(10_000))

        def before(calls: object = calls, kills: dict[int, str] = kills, pending: list[Future[None]] = pending) -> None:
            if target := kills.get(next(calls)):  # type: ignore[call-overload]
                pending.append(house.kill_soon(target, chance=chance))

        number = len(told) + 1
        told.append(hold(caller, number, patients=stage.patients, people=stage.people, before=before))
        for one in pending:
            one.result()
        if number % 10 == 0:
            say(f"{number} meetings, {time.monotonic() - began:.0f} s, killed {dict(house.killed)}")
    return told, time.monotonic() - began


def _judge(house: House, caller: Caller, stage: Stage, told: list[Acknowledged]) -> tuple[dict[str, object], list[str]]:
    from tests.drill import checks

    settled = checks.wait_until_settled()
    wrong_mails, became = checks.wrong_mails(house.folder / "post")
    wrong = [
        *checks.lost_notes(stage, told),
        *checks.meetings_not_reported(stage, told),
        *wrong_mails,
        *checks.mails_not_asked_for(stage, told),
        *checks.other_entries(),
        *caller.strange,
    ]
    if faults := checks.chain_faults():
        wrong.append(faults)
    kills: Counter[str] = house.killed
    figures = {
        "killed": f"{kills.total()} ({', '.join(f'{name} {number}' for name, number in sorted(kills.items()))})",
        "calls": _in_words(caller.count),
        "longest that somebody waited for one call": f"{caller.longest:.1f} s",
        "acknowledged notes": sum(one.notes for one in told),
        "acknowledged notes that are not there, or twice": len(checks.lost_notes(stage, told)),
        **{name: _in_words(became[kind]) for kind, name in checks.MAILS.items()},
        "mails that came twice or not at all": len(wrong_mails),
        "until everything was sent": f"{settled:.0f} s",
        "access log": "verifies" if not faults else "DOES NOT VERIFY",
    }
    return figures, wrong


def _in_words(counted: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counted.items())


def _page(figures: dict[str, object], asked: argparse.Namespace) -> str:
    command = f"python -m tests.drill --rounds {asked.rounds} --seed {asked.seed} --minutes {asked.minutes:.0f} --write"
    day = timezone.localdate().isoformat()
    made = f"Written on {day} by `{command}`: {os.cpu_count()} cores, Python {platform.python_version()}."
    rows = [f"| {name} | {figure} |" for name, figure in figures.items()]
    return "\n".join([PREAMBLE.strip(), "", made, "", "| what | figure |", "| --- | --- |", *rows]) + "\n"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
