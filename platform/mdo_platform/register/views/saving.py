"""One field that is saved while somebody types, and the same without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.ui import autosave

_VERSION_DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Saved:
    version: int
    at: datetime
    fragments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What is being saved: `save` gets the version that was seen; `theirs` makes (raw, words) of what is stored now."""

    label: str
    mine: str
    save: Callable[[int | None], Saved]
    theirs: Callable[[Mapping[str, Any]], tuple[str, str]]
    back: str
    mergeable: bool = False


def answer(request: GroupRequest, attempt: Attempt) -> HttpResponse:
    """Save and say so; a refusal or somebody else's version comes back at the field, with what was typed kept."""
    try:
        saved = attempt.save(_version(request))
    except Invalid as error:
        return _refused(request, attempt, [text for texts in error.fields.values() for text in texts] or [str(error)])
    except Conflict as error:
        return _conflict(request, attempt, error.current)
    if autosave.is_autosave(request):
        return autosave.saved(version=saved.version, at=saved.at, fragments=saved.fragments)
    messages.success(request, _("Opgeslagen."))
    return redirect(attempt.back)


def _version(request: GroupRequest) -> int:
    raw = request.POST.get("version", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) <= _VERSION_DIGITS):
        raise Invalid(_("Laad de pagina opnieuw en probeer het nog eens."))
    return int(raw)


def _refused(request: GroupRequest, attempt: Attempt, texts: list[str]) -> HttpResponse:
    if autosave.is_autosave(request):
        return autosave.refused({"value": texts})
    return render(request, "register/not_saved.html", {"attempt": attempt, "errors": texts}, status=400)


def _conflict(request: GroupRequest, attempt: Attempt, current: Mapping[str, Any]) -> HttpResponse:
    theirs, words = attempt.theirs(current["values"])
    at = datetime.fromisoformat(current["at"])
    if autosave.is_autosave(request):
        return autosave.conflict(
            request,
            label=attempt.label,
            mine=attempt.mine,
            theirs=theirs,
            theirs_shown=words,
            version=current["version"],
            by=current["by"],
            at=at,
            mergeable=attempt.mergeable,
        )
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "attempt": attempt,
        "theirs": words,
        "by": current["by"],
        "at": at,
        "version": current["version"],
        "sent": [pair for pair in sent if pair[0] not in ("version", "csrfmiddlewaretoken")],
    }
    return render(request, "register/not_saved.html", context, status=409)
