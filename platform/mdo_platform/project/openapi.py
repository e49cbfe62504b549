"""The OpenAPI document: generated from the views, committed, served, and compared in every check.

What a view does not say itself is derived here: who may come, how long lists come, which refusals there are.
"""

from __future__ import annotations

import inspect
import json
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from mdo_foundation.common.rest import Pages
from mdo_tenants.groups.tokens import SCOPES

_JSON = dict[str, Any]
_PROBLEMS = {
    "400": "The input does not fit; `fields` says per field what to mend.",
    "401": "Nobody known is asking: no session, or no valid token for this group.",
    "403": "The role or the scope does not allow it, or the CSRF token or a fresh code is missing.",
    "404": "Unknown, out of view, or of another group: all the same.",
    "409": "Somebody was first (`current` holds what is stored now), or the state does not allow it.",
    "413": "The body is too large.",
    "415": "The body is no `application/json`.",
    "428": "The change names no version (`If-Match`).",
}
_PROBLEM: _JSON = {
    "type": "object",
    "description": "A refusal, as RFC 9457 problem details. Holds no patient data but in `current`.",
    "properties": {
        "type": {"type": "string", "format": "uri", "examples": ["urn:mdo:conflict"]},
        "title": {"type": "string", "description": "A sentence for the user: Dutch, or English by `Accept-Language`."},
        "status": {"type": "integer", "examples": [409]},
        "fields": {"type": "object", "description": "Per field what to mend.", "additionalProperties": True},
        "current": {"type": "object", "description": "What is stored now.", "additionalProperties": True},
    },
    "required": ["type", "title", "status"],
}
_ETAG: _JSON = {
    "description": "The version, to be named in `If-Match` when this is changed.",
    "schema": {"type": "string", "examples": ['"3"']},
}
_IF_MATCH: _JSON = {
    "name": "If-Match",
    "in": "header",
    "description": "The version that the change was made on, as the ETag gave it; or `version` in the body.",
    "schema": {"type": "string", "examples": ['"3"']},
}


class IncompleteDocument(Exception):
    """The generator had to guess something, and said what on stderr."""


class RoomSchema(AutoSchema):
    """Describes one operation; what its handler calls tells what it answers."""

    def get_tags(self) -> list[str]:
        view: Any = self.view
        return [view.scope or "group"]

    def get_summary(self) -> str:
        """The first sentence of the handler's own docstring."""
        sentence, _dot, _rest = " ".join((self._handler().__doc__ or "").split()).partition(". ")
        return sentence.removesuffix(".")

    def get_description(self) -> str:  # type: ignore[override]
        text = inspect.cleandoc(self._handler().__doc__ or "")
        return "" if text.removesuffix(".") == self.get_summary() else text

    def get_operation(self, *args: Any, **kwargs: Any) -> _JSON | None:
        operation: _JSON | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        if self._calls("expected_version"):
            operation.setdefault("parameters", []).append(_IF_MATCH)
        if self._calls("versioned"):
            for status in operation["responses"].keys() & {"200", "201"}:
                operation["responses"][status]["headers"] = {"ETag": _ETAG}
        for status in self._problems(operation):
            operation["responses"].setdefault(status, {"$ref": f"#/components/responses/Problem{status}"})
        return operation

    def _problems(self, operation: _JSON) -> list[str]:
        is_change, on_something = self.method != "GET", "{" in self.path
        applies = {
            "400": is_change or "parameters" in operation,
            "401": True,
            "403": True,
            "404": on_something,
            "409": is_change and on_something,
            "413": "requestBody" in operation,
            "415": "requestBody" in operation,
            "428": self._calls("expected_version"),
        }
        return [status for status, does in applies.items() if does]

    def _get_paginator(self) -> Pages | None:
        return Pages() if self._calls("paginated") else None

    def _calls(self, name: str) -> bool:
        return name in self._handler().__code__.co_names

    def _handler(self) -> Any:
        return inspect.unwrap(getattr(self.view, self.method.lower()))


class ActorScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A session of the pages, or a token with a scope."""

    target_class = "mdo_foundation.common.rest.ActorAuthentication"
    name = ("session", "token")  # type: ignore[assignment]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[_JSON]:
        session = "The session of the pages. A request that changes something also needs the header `X-CSRFToken`."
        bearer = (
            "A token of one member for one group, made under API-sleutels in the account menu. It may do what that "
            "member may do at that moment, and of that only what its scopes name: "
        )
        scopes = ", ".join(f"`{scope}`" for scope in SCOPES)
        return [
            {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": session},
            {"type": "http", "scheme": "bearer", "description": f"{bearer}{scopes}."},
        ]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[_JSON]:
        view: Any = auto_schema.view
        method = auto_schema.method
        if method in view.session_only:
            return [{"session": []}]
        needed = view.needed_scope(method)
        return [{"session": []}, {"token": [needed] if needed else []}]


def document_problems(result: _JSON, **_context: Any) -> _JSON:
    """The shapes that every operation's refusals refer to."""
    result["components"].setdefault("schemas", {})["Problem"] = _PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    result["components"]["responses"] = {
        f"Problem{status}": {"description": text, "content": content} for status, text in _PROBLEMS.items()
    }
    return result


@cache
def openapi_document() -> str:
    """The document of a group's API as JSON text with a final newline. Raises IncompleteDocument.

    Without a language: the words of the screens stay Dutch, whoever asks, and whatever is translated.
    """
    reset_generator_stats()
    with override(None):
        generator = SchemaGenerator(urlconf=settings.GROUP_URLCONF)  # type: ignore[no-untyped-call]
        schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        text = json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True, default=str) + "\n"
    if GENERATOR_STATS:
        raise IncompleteDocument("The OpenAPI document is not complete: mend what is said above.")
    return text
