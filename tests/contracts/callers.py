"""Programs and people that use the API, and the operations that its document names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from mdo_tenants.accounts.services.tokens import create_token
from mdo_tenants.groups.rights import Role

DOCUMENT = Path(__file__).parents[2] / "docs" / "developer" / "openapi.json"
EVERYTHING = tuple(Role.values)


@dataclass
class Caller:
    """Calls the API of a group, by session or with a token."""

    place: Any
    browser: Client
    token: str = ""

    def __call__(self, method: str, path: str, body: Any = None, *, raw: Any = None, **headers: str) -> Any:
        sent = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        content_type = headers.pop("content_type", "application/json")
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        address = self.place.url(f"api/v1/{path.lstrip('/')}")
        return self.browser.generic(method.upper(), address, sent, content_type=content_type, headers=headers)


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    spec: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def has_body(self) -> bool:
        return "requestBody" in self.spec

    def scope(self) -> str | None:
        """What a token needs: a scope, nothing (""), or None when no token will do."""
        for one in self.spec["security"]:
            if "token" in one:
                return "".join(one["token"])
        return None

    def filled(self, **ids: Any) -> str:
        """The path with these ids, and ids of nothing for the others."""
        path = self.path
        for part in [part for part in path.split("/") if part.startswith("{")]:
            name = part.strip("{}")
            path = path.replace(part, str(ids.get(name, "som_pijn_nrs" if name == "field" else uuid4())))
        return path


def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DOCUMENT.read_text())
    return found


def operations() -> Iterator[Operation]:
    for path, methods in document()["paths"].items():
        for method, spec in methods.items():
            yield Operation(method, path, spec)


def is_problem(answer: Any, status: int) -> bool:
    """Whether the refusal is problem details as the document describes them."""
    if answer.status_code != status or answer["Content-Type"] != "application/problem+json":
        return False
    body = answer.json()
    return body["status"] == status and body["type"].startswith("urn:mdo:") and bool(body["title"].strip())


def token_of(user: Any, place: Any, *scopes: str) -> str:
    until = timezone.now() + timedelta(days=30)
    return create_token(user.pk, group_id=place.row.pk, name=f"t {uuid4()}", scopes=scopes, expires_at=until)
