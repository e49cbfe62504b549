"""A hundred meetings at once: in each somebody types, and two devices watch. As many processes as there are cores."""

from __future__ import annotations

import heapq
import itertools
import multiprocessing
import os
import statistics
import time
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from mdo_foundation.common.groups import in_group
from mdo_platform.meetings import services
from mdo_platform.meetings.models import AgendaItem
from mdo_platform.register.models import Enrolment
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.queries import actor_from, membership
from tests.bench.register_page import client_of
from tests.bench.register_rows import fill
from tests.conftest import make_group, make_user

GROUPS, MEETINGS_EACH, DEVICES = 10, 10, 2
SAVE_EVERY, LOOK_EVERY, SECONDS, BARE_EVERY = 2.0, 1.5, 30.0, 0.5

# Beside them the texts that are fetched once another is seen.
PLANNED = GROUPS * MEETINGS_EACH * (1 / SAVE_EVERY + DEVICES / LOOK_EVERY)


def bare(_request: HttpRequest) -> HttpResponse:
    """Writes one row, without session, door or log."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (text) VALUES ('Nachtzorg aanvragen')")
    return HttpResponse(status=204)


urlpatterns = [path("bare/", bare)]


@dataclass(frozen=True, kw_only=True)
class Room:
    browser: Client
    address: str
    advice: str


@dataclass
class Device:
    """One that watches: the revision that it has seen."""

    room: Room
    seen: str = "0"


def run() -> list[tuple[str, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (id serial PRIMARY KEY, text text)")
        cursor.execute("GRANT ALL ON bench_row, bench_row_id_seq TO PUBLIC")
    rooms = [room for number in range(GROUPS) for room in _rooms(number)]
    cores = os.cpu_count() or 1
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    with fork.Pool(cores) as pool:
        found = pool.map(_work, [rooms[start::cores] for start in range(cores)], chunksize=1)
    took: dict[str, list[float]] = {}
    for part in found:
        for kind, times in part.items():
            took.setdefault(kind, []).extend(times)
    return _rows(took, cores)


def _rows(took: dict[str, list[float]], cores: int) -> list[tuple[str, str]]:
    errors = len(took.pop("error", []))
    save, bare_ = _p95(took["save"]), _p95(took["bare"])
    late = _p95(took["late"])
    asked = sum(len(took[kind]) for kind in ("save", "look", "text"))
    return [
        (
            f"{GROUPS * MEETINGS_EACH} meetings in {GROUPS} groups, each a save every {SAVE_EVERY:.0f} s and"
            f" {DEVICES} devices that ask every {LOOK_EVERY} s, {SECONDS:.0f} s, {cores} processes of one thread",
            f"{asked / SECONDS:.0f} requests a second ({PLANNED:.0f} saves and looks were due), {errors} errors",
        ),
        ("A save, p95 (median)", f"{save:.1f} ms ({statistics.median(took['save']) * 1e3:.1f} ms)"),
        ("A bare view that writes one row, in the same processes, p95", f"{bare_:.1f} ms"),
        ("**A save against the bare view, p95**", f"**{save / bare_:.1f} ×**"),
        ("A look that finds nothing or marks, p95", f"{_p95(took['look']):.1f} ms"),
        ("The text for another device, p95", f"{_p95(took['text']):.1f} ms"),
        ("How much later than planned requests began, p95", f"{late:.0f} ms"),
    ]


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] * 1e3


def _work(rooms: list[Room]) -> dict[str, list[float]]:
    """What one process answers: the events of its meetings at their times, late ones at once."""
    took: dict[str, list[float]] = {kind: [] for kind in ("save", "look", "text", "bare", "late", "error")}
    order, versions = itertools.count(), dict.fromkeys(range(len(rooms)), 1)
    devices = [Device(room) for room in rooms for _device in range(DEVICES)]
    _warm(rooms, devices, versions)
    start = time.monotonic() + 1
    events: list[tuple[float, int, str, int]] = [(start, next(order), "bare", 0)]
    for kind, number, every in (("save", len(rooms), SAVE_EVERY), ("look", len(devices), LOOK_EVERY)):
        events += [(start + every * one / number, next(order), kind, one) for one in range(number)]
    heapq.heapify(events)
    every = {"save": SAVE_EVERY, "look": LOOK_EVERY, "bare": BARE_EVERY}
    with override_settings(ALLOWED_HOSTS=["*"]):
        while events[0][0] < start + SECONDS and time.monotonic() < start + SECONDS:
            at, _order, kind, one = heapq.heappop(events)
            time.sleep(max(0.0, at - time.monotonic()))
            took["late"].append(time.monotonic() - at)
            if kind == "save":
                _save(rooms[one], versions, one, took)
            elif kind == "look":
                _look(devices[one], took)
            else:
                _bare(took)
            heapq.heappush(events, (at + every[kind], next(order), kind, one))
    connections.close_all()
    return took


def _warm(rooms: list[Room], devices: list[Device], versions: dict[int, int]) -> None:
    """What a process does only once, it does before the clock runs."""
    unseen: dict[str, list[float]] = {kind: [] for kind in ("save", "look", "text", "bare", "error")}
    with override_settings(ALLOWED_HOSTS=["*"]):
        _save(rooms[0], versions, 0, unseen)
        _look(devices[0], unseen)
    _bare(unseen)


def _timed(took: dict[str, list[float]], kind: str, call: Any, *allowed: int) -> Any:
    start = time.perf_counter()
    answer = call()
    took[kind].append(time.perf_counter() - start)
    if answer.status_code not in allowed:
        took["error"].append(answer.status_code)
    return answer


def _save(room: Room, versions: dict[int, int], one: int, took: dict[str, list[float]]) -> None:
    body = {"version": versions[one], "text": f"Nachtzorg aanvragen, {versions[one]}"}
    answer = _timed(took, "save", lambda: room.browser.post(room.advice, body, headers={"X-Autosave": "1"}), 200)
    if answer.status_code == 200:
        versions[one] = answer.json()["version"]


def _look(device: Device, took: dict[str, list[float]]) -> None:
    """What `room.js` does: ask, and fetch the text when there is another."""
    room = device.room
    answer = _timed(took, "look", lambda: room.browser.get(f"{room.address}stand/?seen={device.seen}"), 200, 204)
    if answer.status_code == 200:
        _timed(took, "text", lambda: room.browser.get(f"{room.advice}tekst/"), 200)
        device.seen = str(answer.json()["revision"])


def _bare(took: dict[str, list[float]]) -> None:
    with override_settings(ROOT_URLCONF="tests.bench.meetings_at_once", MIDDLEWARE=[]):
        client = Client()
        _timed(took, "bare", lambda: client.post("/bare/"), 204)


def _rooms(number: int) -> list[Room]:
    group, user = make_group(f"metingmdo{number}", f"Meting MDO {number}"), make_user("Meting Voorzitter-Demo")
    Membership.objects.create(group=group, user=user, roles=["chair"])
    actor = actor_from(membership(group_id=group.id, user_id=user.pk))
    browser = client_of(user)
    fill(group, user, patients=MEETINGS_EACH * 2)  # every second one is palliative
    with in_group(group):
        patients = Enrolment.objects.filter(target_group="palliatief").values_list("patient_id", flat=True)
        return [_room(group, browser, actor, patient_id) for patient_id in patients]


def _room(group: Any, browser: Client, actor: Any, patient_id: Any) -> Room:
    day = timezone.now()
    meeting = services.plan_meeting(by=actor, starts_at=day, target_groups=["palliatief"])
    services.add_item(meeting.pk, by=actor, patient_id=patient_id)
    services.open_meeting(meeting.pk, by=actor)
    services.next_item(meeting.pk, by=actor, leaving=None)
    item = AgendaItem.objects.get(meeting=meeting)
    address = f"/groep/{group.slug}/vergaderingen/{meeting.pk}/zaal/"
    return Room(browser=browser, address=address, advice=f"{address}advies/{item.pk}/")
