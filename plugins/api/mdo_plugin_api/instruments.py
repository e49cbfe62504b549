"""Instruments that several target groups offer: one table each in `instruments/`, for a clinician to read and mend."""

import tomllib
from functools import cache
from importlib.resources import files

from .hooks import Answers
from .tools import Questionnaire, Score


@cache
def instrument(code: str) -> Score | Questionnaire:
    """The instrument of `instruments/<code>.toml`: a questionnaire when it has items, else a score."""
    read = tomllib.loads((files(__package__) / "instruments" / f"{code}.toml").read_text("utf-8"))
    return (Questionnaire if "items" in read else Score).model_validate({"code": code, **read})


def score(code: str, answers: Answers) -> float | None:
    """What `mdo_score` gives for a shared questionnaire: its total, or the mean per shift of the DOS."""
    questionnaire = instrument(code)
    if not isinstance(questionnaire, Questionnaire):
        return None
    total = questionnaire.total(answers, missing=3 if code == "gfi" else 0)
    return total / int(answers["diensten"]) if total is not None and code == "dos" else total
