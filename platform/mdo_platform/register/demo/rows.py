"""The synthetic patients of the demo: nobody in it exists. Dates are days before the day of seeding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PALLIATIVE, FRAIL, DEMENTIA, CULTURE = "palliatief", "kwetsbare_ouderen", "psychogeriatrie", "cultuursensitief"


@dataclass(frozen=True, kw_only=True)
class DemoPatient:
    """One patient. `earlier` is (target group, prognosis, urgency) before a transfer; `closed` why the care ended."""

    number: int
    initials: str
    last_name: str
    sex: str
    born: int
    target_group: str
    icpc: tuple[str, ...]
    prognosis: str
    urgency: str
    question: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    name_prefix: str = ""
    thematic: tuple[str, ...] = ()
    earlier: tuple[str, str, str] | None = None
    closed: str = ""
    consent: str = "agreed"
    started: int = 90
    discussed: int | None = None
    updated: int = 3


# Plain words of our own: the national ICPC table is licensed and not part of the portal.
DIAGNOSES = {
    "A05": "kwetsbare oudere",
    "A49.01": "mogelijk kwetsbaar",
    "A89.01": "ICD",
    "D75": "darmkanker",
    "D76": "alvleesklierkanker",
    "H84": "slechthorend door ouderdom",
    "K77": "hartfalen",
    "K78": "boezemfibrilleren",
    "K90": "beroerte",
    "L75": "gebroken heup",
    "N87": "ziekte van Parkinson",
    "N99.01": "ALS",
    "P20": "geheugenklachten",
    "P70": "dementie",
    "P71": "delier",
    "P76": "somberheid",
    "R84": "longkanker",
    "R95": "COPD",
    "T08": "gewichtsverlies",
    "T90": "diabetes",
    "U99.01": "nierfalen",
    "X76": "borstkanker",
    "Y77": "prostaatkanker",
    "Z04": "leeft in twee landen",
    "Z14": "partner is ziek",
}


# Number, name, sex, year of birth, target group, ICPC codes, prognosis and urgency: a line of the table in the notes.
Line = tuple[int, str, str, int, str, str, str]


def row(line: Line, **rest: Any) -> DemoPatient:
    number, name, sex, born, target_group, icpc, levels = line
    initials, last_name = name.split(" ", 1)
    prognosis, _space, urgency = levels.partition(" ")
    return DemoPatient(
        number=number,
        initials=initials,
        last_name=last_name,
        sex={"v": "female", "m": "male"}[sex],
        born=born,
        target_group=target_group,
        icpc=tuple(code.strip() for code in icpc.split(",")),
        prognosis=prognosis,
        urgency=urgency,
        **rest,
    )
