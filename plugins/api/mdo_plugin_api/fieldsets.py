"""The fields that target groups share, as a table for a clinician to read and mend. `set`: who takes it, or `all`."""

import csv
from importlib.resources import files
from typing import Any

from .values import Dimension, Field


def read_fields(package: str, table: str = "fields.csv") -> dict[Field, list[str]]:
    """The fields of a table in a plugin's package, with the names in their column `set` when it has one."""
    return dict(map(_read, csv.DictReader((files(package) / table).read_text("utf-8").splitlines())))


def _read(row: dict[str, Any]) -> tuple[Field, list[str]]:
    names, flags, options = row.pop("set", "").split(), row.pop("flags").split(), row.pop("options").split(" | ")
    row["options"] = [dict(zip(("code", "label"), option.split(": ", 1), strict=True)) for option in options if option]
    return Field(**{name: value for name, value in row.items() if value}, **dict.fromkeys(flags, True)), names


def shared_fields(name: str = "all", *, evaluation: bool = False) -> tuple[Field, ...]:
    """What `palliative`, `frail`, `dementia` or `culture` takes; without a name what every target group has."""
    mine = (one for one, names in _SHARED.items() if {"all", name} & set(names))
    return tuple(one for one in mine if (one.dimension is Dimension.EVALUATION) is evaluation)


_SHARED = read_fields(str(__package__), "fieldsets.csv")
EVERY_TARGET_GROUP, EVERY_EVALUATION = shared_fields(), shared_fields(evaluation=True)
DISCIPLINES = tuple((files(__package__) / "disciplines.txt").read_text("utf-8").splitlines())
