"""The browsers of a hundred meetings: one process, raw HTTP, so that it takes little of the machine that it measures.

Connections are kept and shared, as a proxy does. Reads what to do from standard input, writes what it saw to standard
output, both JSON. Imports nothing of the portal.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

BARE = "/bare/"
KEPT_SECONDS = 1.0  # gunicorn closes a connection that nobody used for two
TOKEN = "a" * 32  # cookie and header only have to be the same


class Server:
    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, method: str, path: str, *, session: str, body: bytes = b"") -> tuple[int, bytes]:
        reader, writer = await self._connection()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nX-Autosave: 1\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\nContent-Length: {len(body)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(answer[9:12])
        size = 0 if status == 204 else int(answer.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        found = await reader.readexactly(size)
        if b"connection: close" in answer:
            writer.close()
        else:
            self._free.append((time.monotonic(), reader, writer))
        return status, found

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self._free:
            used, reader, writer = self._free.pop()
            if time.monotonic() - used < KEPT_SECONDS and not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._port)


@dataclass
class Room:
    """`saved`: when which version of the text was stored, for who looks how long it takes to be seen."""

    address: str
    advice: str
    sessions: list[str]
    version: int
    saved: dict[int, float]


class Load:
    def __init__(self, told: dict[str, Any]) -> None:
        self._told = told
        self._server = Server(told["port"])
        self._took: dict[str, list[float]] = defaultdict(list)
        self._counts_from = self._until = 0.0
        self._before: dict[str, float] = {}

    async def run(self) -> dict[str, Any]:
        rooms = [Room(**room, version=1, saved={}) for room in self._told["rooms"]]
        watching = [(room, one) for room in rooms for one in room.sessions[1:]]
        await self._alone(rooms[0])
        self._counts_from = time.monotonic() + self._told["warm_up"]
        self._until = self._counts_from + self._told["seconds"]
        saves = [self._save(room, number / len(rooms)) for number, room in enumerate(rooms)]
        looks = [self._look(room, one, number / len(watching)) for number, (room, one) in enumerate(watching)]
        bare = [self._bare(number / self._told["bare"]) for number in range(self._told["bare"])]
        await asyncio.gather(*saves, *looks, *bare, self._begin())
        after = _used(self._told["programs"])
        return {"took": self._took, "used": {who: after[who] - self._before[who] for who in after}}

    async def _begin(self) -> None:
        await asyncio.sleep(self._told["warm_up"])
        self._before = _used(self._told["programs"])

    async def _alone(self, room: Room) -> None:
        """The same two in turn, when nobody else asks."""
        for _turn in range(self._told["alone"]):
            await self._store(room, "save alone")
            await self._timed("bare alone", "POST", BARE, "", 204)

    async def _save(self, room: Room, phase: float) -> None:
        """Somebody who types. Later than planned is counted; the next one is planned from the plan."""
        at = time.monotonic() + phase * self._told["save_every"]
        while await self._wait_until(at):
            self._count("late", time.monotonic() - at)
            await self._store(room, "save")
            at += self._told["save_every"]

    async def _store(self, room: Room, kind: str) -> None:
        body = urlencode({"version": room.version, "text": f"Nachtzorg aanvragen, {room.version}"})
        answer = await self._timed(kind, "POST", room.advice, room.sessions[0], 200, body=body.encode())
        if answer:
            room.version = json.loads(answer)["version"]
            room.saved[room.version] = time.monotonic()

    async def _look(self, room: Room, session: str, phase: float) -> None:
        """A device that watches, as `room.js` does: it asks again some time after the answer."""
        seen, version, at = 0, 1, time.monotonic() + phase * self._told["look_every"]
        item = room.advice.split("/")[-2]
        while await self._wait_until(at):
            path = f"{room.address}stand/?seen={seen}&item={item}&version={version}"
            answer = json.loads(await self._timed("look", "GET", path, session, 200, 204) or "{}")
            seen = answer.get("revision", seen)
            if "advice" in answer:
                self._seen(room, version, answer["advice"]["version"])
                version = answer["advice"]["version"]
            at = time.monotonic() + self._told["look_every"]

    def _seen(self, room: Room, before: int, shown: int) -> None:
        """How long ago the oldest text was stored that this device did not show yet."""
        stored = [room.saved[one] for one in range(before + 1, shown + 1) if one in room.saved]
        if stored:
            self._count("seen", time.monotonic() - min(stored))

    async def _bare(self, phase: float) -> None:
        """As often as somebody saves: one that asks more often hangs when all wait, and sees less of that."""
        at = time.monotonic() + phase * self._told["save_every"]
        while await self._wait_until(at):
            await self._timed("bare", "POST", BARE, "", 204)
            at += self._told["save_every"]

    async def _wait_until(self, at: float) -> bool:
        await asyncio.sleep(max(0.0, min(at, self._until) - time.monotonic()))
        return time.monotonic() < self._until

    async def _timed(self, kind: str, method: str, path: str, session: str, *allowed: int, body: bytes = b"") -> bytes:
        start = time.perf_counter()
        try:
            status, found = await self._server.ask(method, path, session=session, body=body)
        except (OSError, asyncio.IncompleteReadError):
            status, found = 0, b""
        self._count(kind, time.perf_counter() - start)
        if status not in allowed:
            self._count("error", status)
            return b""
        return found

    def _count(self, kind: str, value: float) -> None:
        if time.monotonic() >= self._counts_from or kind == "error":
            self._took[kind].append(value)


def _used(programs: dict[str, int]) -> dict[str, float]:
    """Seconds of processor that these programs with their children used, this one, and all together; from /proc."""
    tick = os.sysconf("SC_CLK_TCK")
    found = dict.fromkeys(programs, 0.0) | {"the load generator": time.process_time()}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parts = stat.read_text().rpartition(")")[2].split()
            for who, pid in programs.items():
                if stat.parent.name == str(pid):
                    found[who] += sum(map(int, parts[11:15])) / tick
                elif parts[1] == str(pid):
                    found[who] += sum(map(int, parts[11:13])) / tick
    whole = [int(part) for part in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return found | {"everything": (sum(whole) - whole[3] - whole[4]) / tick}


if __name__ == "__main__":
    json.dump(asyncio.run(Load(json.load(sys.stdin)).run()), sys.stdout)
