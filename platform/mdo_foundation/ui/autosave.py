"""The answers that `static/ui/autosave.js` understands. Views that save while typing answer with these only."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common import dutch


def is_autosave(request: HttpRequest) -> bool:
    """False for the same form sent without JavaScript: answer that with a redirect."""
    return request.headers.get("X-Autosave") == "1"


def saved(*, version: int, at: datetime, fragments: Mapping[str, str] | None = None) -> JsonResponse:
    """The value is stored as `version`. Fragments: markup by the id of the element that it replaces."""
    return JsonResponse({"version": version, "message": _saved_text(at), "fragments": dict(fragments or {})})


def refused(errors: Mapping[str, Sequence[str]]) -> JsonResponse:
    """The value is not acceptable; the messages appear at the field."""
    return JsonResponse({"errors": {name: list(messages) for name, messages in errors.items()}}, status=400)


def conflict(
    request: HttpRequest,
    *,
    label: str,
    mine: str,
    theirs: str,
    version: int,
    by: str,
    at: datetime,
    theirs_shown: str | None = None,
    others: Mapping[str, str] | None = None,
    mergeable: bool = True,
    merged: str | None = None,
) -> HttpResponse:
    """Somebody else stored `theirs` first: a box at the field lets the user choose.

    `theirs_shown` is the word for a code, `others` what the field's further controls get with their version, by name;
    `mergeable` is False where two values cannot be joined (a choice, a date). Merging is only offered when it gives
    something else than either text; `merged` is the caller's own way of joining.
    """
    merged = merge_texts(mine=mine, theirs=theirs) if merged is None else merged
    context = {
        "label": label,
        "by": by,
        "at": dutch.clock(timezone.localtime(at)),
        "theirs": theirs,
        "shown": theirs if theirs_shown is None else theirs_shown,
        "merged": merged if mergeable and merged not in {mine, theirs} else "",
        "others": json.dumps(dict(others or {})),
        "is_choice": not mergeable,
        "version": version,
        "saved_text": _saved_text(at),
    }
    return render(request, "ui/conflict.html", context, status=409)


def merge_texts(*, mine: str, theirs: str) -> str:
    """Both texts, theirs first; one of them when it holds the other."""
    if mine.strip() in theirs:
        return theirs
    if theirs.strip() in mine:
        return mine
    return f"{theirs.rstrip()}\n{mine.lstrip()}"


def _saved_text(at: datetime) -> str:
    return _("Opgeslagen om %(time)s") % {"time": dutch.clock(timezone.localtime(at))}
