"""What a score, a day and a set of answers must be. Who may record them is the register's to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid
from mdo_foundation.targetgroups.answers import clean
from mdo_plugin_api import Dimension, Field, FieldKind, Item, Questionnaire, Score


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a questionnaire is: only what the answers so far ask for counts."""

    asked: tuple[Item, ...]
    open: tuple[Item, ...]

    @property
    def answered(self) -> int:
        return len(self.asked) - len(self.open)

    @property
    def is_complete(self) -> bool:
        return not self.open


def progress(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> Progress:
    asked = questionnaire.asked(answers)
    return Progress(asked=asked, open=tuple(item for item in asked if item.code not in answers))


def counting(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to what is asked; one that was given before another made its question disappear is left out."""
    return {item.code: answers[item.code] for item in questionnaire.asked(answers) if item.code in answers}


def check_score(tool: Score, given: object) -> float:
    """The number within the tool's limits, a comma or a point before decimals; Invalid is under 'score'."""
    limits = {"minimum": tool.minimum, "maximum": tool.maximum}
    field = Field(code="score", label=tool.title, dimension=Dimension.PROGNOSIS, kind=FieldKind.NUMBER, **limits)
    answer = clean(field, value=given)
    if answer is None:
        raise _refusal("score", _("Vul de score in."))
    score = float(str(answer.value))
    if tool.bands and tool.step == 1 and not score.is_integer():
        raise _refusal("score", _("Dit instrument telt hele punten. Vul een heel getal in."))
    return score


def check_day(day: date, *, born: date, today: date) -> None:
    """Invalid is under 'taken_on'."""
    if day > today:
        raise _refusal("taken_on", _("Deze datum is nog niet geweest."))
    if day < born:
        raise _refusal("taken_on", _("Deze datum ligt voor de geboortedatum."))


def _refusal(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field: [sentence]})
