"""The fields that target groups share, one line each in `fieldsets.csv`, so that a clinician can read and mend them.

Column `set`: all for every target group, shared for frail elderly and palliative; `options`: `code: label | …`;
`flags`: compact, sensitive, reportable. What two plugins declare must be equal: taking it from here is how.
"""

import csv
from importlib.resources import files
from typing import Any

from .values import Dimension, Field


def _read(row: dict[str, Any]) -> tuple[str, Field]:
    names, flags, options = row.pop("set"), row.pop("flags").split(), row.pop("options").split(" | ")
    row["options"] = [dict(zip(("code", "label"), option.split(": ", 1), strict=True)) for option in options if option]
    return names, Field(**{name: value for name, value in row.items() if value}, **dict.fromkeys(flags, True))


_TABLE = (files(__package__) / "fieldsets.csv").read_text("utf-8")
_FIELDS = [_read(row) for row in csv.DictReader(_TABLE.splitlines())]


def _take(*sets: str, evaluation: bool) -> tuple[Field, ...]:
    return tuple(f for name, f in _FIELDS if name in sets and (f.dimension is Dimension.EVALUATION) is evaluation)


EVERY_TARGET_GROUP = _take("all", evaluation=False)
EVERY_EVALUATION = _take("all", evaluation=True)
FRAIL_AND_PALLIATIVE = _take("all", "shared", evaluation=False)
FRAIL_AND_PALLIATIVE_EVALUATION = _take("all", "shared", evaluation=True)
DISCIPLINES = tuple((files(__package__) / "disciplines.txt").read_text("utf-8").splitlines())
