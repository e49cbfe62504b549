"""`mdo plugin diff`: two files, or what is stored of a target group and what is installed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .definition_diff import Difference, differences


class ComparingError(Exception):
    """One line that says what to do."""


def of_files(old: Path, new: Path) -> list[Difference]:
    return differences(_read(old), _read(new))


def of_code(code: str) -> list[Difference]:
    """The installed definition against the newest other one that was stored; of one that is gone the newest two."""
    from . import queries  # noqa: PLC0415 - two files are compared without Django
    from .registry import get_registry  # noqa: PLC0415
    from .services import content_of, digest_of  # noqa: PLC0415

    installed = get_registry().get(code)
    stored = queries.contents_of(code, but=digest_of(installed) if installed else "")
    known = [*([content_of(installed)] if installed else []), *stored]
    if len(known) < 2:
        raise ComparingError(f"{len(known) or 'No'} definition of {code!r} is known; two are needed to compare")
    return differences(known[1], known[0])


def _read(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ComparingError(f"{path} cannot be read as a definition ({type(error).__name__})") from error
    if not isinstance(told, Mapping) or "code" not in told:
        raise ComparingError(f"{path} holds no definition: give a definition.json of a target group")
    return told
