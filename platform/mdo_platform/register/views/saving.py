"""One field that is saved while somebody types, and the same without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import whole_number
from mdo_foundation.ui import autosave

_OWN_PARTS = ("version", "csrfmiddlewaretoken")


@dataclass(frozen=True, kw_only=True)
class Saved:
    version: int
    at: datetime
    fragments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Version:
    """One of the two versions of a field: as its control holds it, in words, and what its other controls hold."""

    value: str
    words: str
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What is being saved: `save` gets the version that was seen; `theirs` makes of what is stored now a Version.

    `merge` joins (mine, theirs) where two values can be one; None where they cannot.
    """

    label: str
    mine: Version
    save: Callable[[int | None], Saved]
    theirs: Callable[[Mapping[str, Any]], Version]
    back: str
    merge: Callable[[str, str], str] | None = None


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


def merge_lines(mine: str, theirs: str) -> str:
    """Several choices, one per line: theirs, and those of mine that are not among them."""
    return "\n".join(dict.fromkeys(filter(None, (*theirs.split("\n"), *mine.split("\n")))))


def merge_texts(mine: str, theirs: str) -> str:
    return autosave.merge_texts(mine=mine, theirs=theirs)


def merge_line(mine: str, theirs: str) -> str:
    """For a field of one line, which holds no line break."""
    return merge_texts(mine, theirs).replace("\n", "; ")


def _version(request: GroupRequest) -> int:
    version = whole_number(request.POST.get("version", ""))
    if version is None:
        raise Invalid(_("Laad de pagina opnieuw en probeer het nog eens."))
    return version


def _refused(request: GroupRequest, attempt: Attempt, texts: list[str]) -> HttpResponse:
    if autosave.is_autosave(request):
        return autosave.refused({"value": texts})
    return render(request, "register/not_saved.html", {"attempt": attempt, "errors": texts}, status=400)


def _conflict(request: GroupRequest, attempt: Attempt, current: Mapping[str, Any]) -> HttpResponse:
    theirs = attempt.theirs(current["values"])
    merged = _merged(attempt, theirs)
    said = {"by": current["by"], "at": datetime.fromisoformat(current["at"]), "version": current["version"]}
    if autosave.is_autosave(request):
        return autosave.conflict(
            request,
            **said,
            label=attempt.label,
            mine=attempt.mine.value,
            theirs=theirs.value,
            theirs_shown=theirs.words,
            others=theirs.others,
            merged=merged,
            mergeable=attempt.merge is not None,
        )
    context = said | {
        "attempt": attempt,
        "theirs": theirs.words,
        "is_choice": attempt.merge is None,
        "sent": _sent(request),
        "merged": [*(("value", value) for value in _values(attempt, merged)), *theirs.others.items()] if merged else [],
        "merged_words": "" if attempt.merge is merge_lines else merged,
    }
    return render(request, "register/not_saved.html", context, status=409)


def _merged(attempt: Attempt, theirs: Version) -> str:
    """Both in one; empty where that cannot be, or where it would be one of the two."""
    if attempt.merge is None or not attempt.mine.value or not theirs.value:
        return ""
    merged = attempt.merge(attempt.mine.value, theirs.value)
    return "" if merged in (attempt.mine.value, theirs.value) else merged


def _values(attempt: Attempt, merged: str) -> Sequence[str]:
    return merged.split("\n") if attempt.merge is merge_lines else [merged]


def _sent(request: GroupRequest) -> list[tuple[str, str]]:
    """What the form held, to be sent again as it was."""
    return [(name, str(value)) for name, values in request.POST.lists() if name not in _OWN_PARTS for value in values]
