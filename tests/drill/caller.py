"""Somebody at a screen who does not give up: asks again with the same key until the portal says that it is stored."""

from __future__ import annotations

import http.client
import json
import time
from collections import Counter
from typing import Any

PATIENCE = 180.0  # seconds for one call, whatever is killed; on a busy machine programs need long to start
TOO_BUSY = (429, 503)  # refused in words: nothing was stored, ask again


class Caller:
    """One person with a token, in one group."""

    def __init__(self, port: int, slug: str, token: str) -> None:
        self.port, self.prefix = port, f"/groep/{slug}/api/v1/"
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.count: Counter[str] = Counter()
        self.strange: list[str] = []
        self.longest = 0.0

    def insist(
        self, method: str, path: str, body: Any = None, *, done: tuple[int, ...] = (), version: int | None = None
    ) -> Any:
        """The answer that acknowledges it; `done`: statuses that say that it was done before, with its answer lost."""
        began = time.monotonic()
        while True:
            status, answer = self._ask(method, path, body, version=version)
            if 200 <= status < 300 or status in done:
                break
            self._note(status, f"{method} {path}", answer)
            assert time.monotonic() - began < PATIENCE, f"{method} {path} was not answered: {status} {answer}"
            time.sleep(0.1)
        self.count["acknowledged"] += 1
        self.longest = max(self.longest, time.monotonic() - began)
        return answer

    def _ask(self, method: str, path: str, body: Any, *, version: int | None) -> tuple[int, Any]:
        self.count["asked"] += 1
        headers = self.headers if version is None else {**self.headers, "If-Match": f'"{version}"'}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            text = json.dumps(body, default=str).encode() if body is not None else b""
            connection.request(method, self.prefix + path, text, headers)
            response = connection.getresponse()
            content = response.read()
            return response.status, json.loads(content) if content else None
        except (OSError, ValueError, http.client.HTTPException):
            return 0, None
        finally:
            connection.close()

    def _note(self, status: int, what: str, answer: Any) -> None:
        if status == 0:
            self.count["without an answer"] += 1
        elif status in TOO_BUSY:
            self.count["refused in words"] += 1
        else:
            self.count["strange"] += 1
            self.strange.append(f"{status} {what}: {answer}")
            assert len(self.strange) < 50, self.strange
