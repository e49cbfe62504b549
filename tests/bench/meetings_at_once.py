"""A hundred meetings at once, each of a group of its own: in each somebody types, and two devices watch.

The portal is served as the chart does: gunicorn, two processes of four threads. `python -m tests.bench "A hundred
meetings at once"` measures this alone, in two to three minutes. Saves and the bare view are asked for in turn, so that
whatever else the machine does hits both. Where not every save that was due is there, both times are those of a queue.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections
from django.utils import timezone

from mdo_foundation.common.groups import in_group
from mdo_platform.meetings import services
from mdo_platform.meetings.models import AgendaItem
from mdo_platform.project.embedded.process import die_with_parent
from mdo_platform.register.models import Enrolment
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.queries import actor_from, membership
from tests.bench.meetings_load import BARE
from tests.bench.register_page import client_of
from tests.bench.register_rows import fill
from tests.conftest import make_group, make_user, wait_until

MEETINGS, DEVICES, BARE_CALLERS = 100, 2, 20
SAVE_EVERY, LOOK_EVERY = 2.0, 1.5  # seconds; LOOK_EVERY is that of room.js
WARM_UP, SECONDS, ALONE = 15.0, 60.0, 100
PROCESSES, THREADS = 2, 4  # as in the chart's values.yaml


def run() -> list[tuple[str, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (id serial PRIMARY KEY, text text)")
        cursor.execute("GRANT ALL ON bench_row, bench_row_id_seq TO PUBLIC")
    rooms = [_room(number) for number in range(MEETINGS)]
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        postgres = int(Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()[1])
    connections.close_all()
    with _portal() as (port, web):
        found = _load(port, rooms, {"web": web, "PostgreSQL": postgres})
    return [*_rows(found["took"]), _shares(found["used"])]


def _rows(took: dict[str, list[float]]) -> list[tuple[str, str]]:
    saves, looks = len(took["save"]) / SECONDS, len(took["look"]) / SECONDS
    due = MEETINGS / SAVE_EVERY, MEETINGS * DEVICES / LOOK_EVERY
    alone = _median(took["save alone"]) / _median(took["bare alone"])
    return [
        (
            f"{MEETINGS} meetings, each of a group of its own, during {SECONDS:.0f} s: a save every {SAVE_EVERY:.0f} s,"
            f" and {DEVICES} devices that ask {LOOK_EVERY:.1f} s after the answer before; {PROCESSES} processes of"
            f" {THREADS} threads",
            f"{saves:.0f} saves and {looks:.0f} looks a second, {len(took.get('error', []))} errors",
        ),
        (
            f"Of the saves that were due ({due[0]:.0f}), of the looks if answers took no time ({due[1]:.0f})",
            f"{saves / due[0]:.0%}, {looks / due[1]:.0%}; begun {_p95(took['late']):.0f} ms late, p95",
        ),
        ("A save, p95 (median)", _told(took["save"])),
        ("A bare view that writes one row, in the same processes meanwhile, p95 (median)", _told(took["bare"])),
        ("**A save / the bare view, p95**", f"**{_p95(took['save']) / _p95(took['bare']):.1f} ×**"),
        ("The same when nobody else asks, medians", f"{alone:.1f} × ({_median(took['save alone']):.1f} ms)"),
        ("A look, which brings the text when there is another, p95 (median)", _told(took["look"])),
        (
            "From stored to shown on another device, p95 (at most)",
            f"{_p95(took['seen']) / 1e3:.2f} s ({max(took['seen']):.2f} s)",
        ),
    ]


def _shares(used: dict[str, float]) -> tuple[str, str]:
    """Who used the processors meanwhile: what is left was taken by other programs, or by nobody."""
    others = used.pop("everything") - sum(used.values())
    told = ", ".join(f"{who} {seconds / SECONDS:.2f}" for who, seconds in {**used, "other programs": others}.items())
    return f"Of {os.cpu_count()} cores in use meanwhile", told


def _told(times: list[float]) -> str:
    return f"{_p95(times):.1f} ms ({_median(times):.1f} ms)"


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] * 1e3


def _median(times: list[float]) -> float:
    return statistics.median(times) * 1e3


@contextmanager
def _portal() -> Iterator[tuple[int, int]]:
    """gunicorn on a port of its own: the port and the process."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(512)
        listening.set_inheritable(True)
        port = listening.getsockname()[1]
        options = ["--bind", f"fd://{listening.fileno()}", "--no-control-socket", "--log-level", "error"]
        options += ["--worker-class", "gthread", "--workers", str(PROCESSES), "--threads", str(THREADS)]
        gunicorn = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "tests.bench.meetings_site", *options],
            pass_fds=[listening.fileno()],
            preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - it takes no lock
        )
        try:
            wait_until(lambda: _answers(port), seconds=60)
            yield port, gunicorn.pid
        finally:
            gunicorn.terminate()
            gunicorn.wait(60)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", BARE)
        return connection.getresponse().status == 204
    finally:
        connection.close()


def _load(port: int, rooms: list[dict[str, Any]], programs: dict[str, int]) -> dict[str, Any]:
    told = {
        "alone": ALONE,
        "port": port,
        "programs": programs,
        "rooms": rooms,
        "save_every": SAVE_EVERY,
        "look_every": LOOK_EVERY,
        "bare": BARE_CALLERS,
        "warm_up": WARM_UP,
        "seconds": SECONDS,
    }
    command = [sys.executable, "-m", "tests.bench.meetings_load"]
    done = subprocess.run(command, input=json.dumps(told), stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _room(number: int) -> dict[str, Any]:
    """A group with one open meeting, whose only patient has the turn: its addresses, and a session for each device."""
    group, user = make_group(f"metingmdo{number}", f"Meting MDO {number}"), make_user("Meting Voorzitter-Demo")
    Membership.objects.create(group=group, user=user, roles=["chair"])
    actor = actor_from(membership(group_id=group.id, user_id=user.pk))
    fill(group, user, patients=4)
    with in_group(group):
        meeting = services.plan_meeting(by=actor, starts_at=timezone.now(), target_groups=["palliatief"])
        for patient_id in Enrolment.objects.filter(target_group="palliatief").values_list("patient_id", flat=True):
            services.add_item(meeting.pk, by=actor, patient_id=patient_id)
        services.open_meeting(meeting.pk, by=actor)
        services.next_item(meeting.pk, by=actor, leaving=None)
        item = AgendaItem.objects.get(meeting=meeting, state="current")
    address = f"/groep/{group.slug}/vergaderingen/{meeting.pk}/zaal/"
    sessions = [client_of(user).cookies["sessionid"].value for _device in range(1 + DEVICES)]
    return {"address": address, "advice": f"{address}advies/{item.pk}/", "sessions": sessions}
