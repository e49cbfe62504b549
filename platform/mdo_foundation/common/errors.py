"""Errors that a user may see: raised by rules, queries and services, turned into a page or problem+json elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PortalError(Exception):
    """A refusal with a sentence for the user that says what to do. Holds no patient data."""

    status = 400
    code = "error"

    def __init__(self, message: str | Promise, *, code: str | None = None, status: int | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code or self.code
        self.status = status or self.status


class NotLoggedIn(PortalError):
    """Nobody known is asking (401)."""

    status = 401
    code = "not_authenticated"


class NotAllowed(PortalError):
    """The actor may not do this (403)."""

    status = 403
    code = "not_allowed"

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__(message or _("Je hebt hier geen rechten voor."))


class NotFound(PortalError):
    """Unknown, or somebody else's: the two look the same to the user (404)."""

    status = 404
    code = "not_found"

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__(message or _("Deze pagina bestaat niet, of je hebt er geen toegang toe."))


class Invalid(PortalError):
    """Input that does not fit; `fields` says per field what to mend (400)."""

    code = "invalid"

    def __init__(self, message: str | Promise, *, fields: Mapping[str, Sequence[str | Promise]] | None = None) -> None:
        super().__init__(message)
        self.fields = {name: [str(text) for text in texts] for name, texts in (fields or {}).items()}


class Conflict(PortalError):
    """Somebody was first; `current` holds what is stored now, for the one who may see it (409)."""

    status = 409
    code = "conflict"

    def __init__(self, message: str | Promise, *, current: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.current = dict(current or {})


class WrongState(Conflict):
    """What is asked is over, or not yet begun; `current` names the state, and nothing that somebody wrote (409)."""


class Unavailable(PortalError):
    """Not now: maintenance, or a part that is down. Nothing was changed (503)."""

    status = 503
    code = "unavailable"


class TooMany(PortalError):
    """Too many attempts; `retry_after` in seconds (429)."""

    status = 429
    code = "too_many"

    def __init__(self, message: str | Promise, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
