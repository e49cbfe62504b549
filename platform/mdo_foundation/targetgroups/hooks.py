"""What a hook gave, refused unless it is what the contract says. Not contained: see calls.py."""

from __future__ import annotations

import math
from itertools import chain, islice

from pluggy import HookRelay

from mdo_plugin_api import Advice, Answers, Questionnaire, RecordSnapshot

MOST_ADVICE = 50


def collect_advice(hook: HookRelay, snapshot: RecordSnapshot) -> tuple[Advice, ...]:
    advice = tuple(islice(chain.from_iterable(hook.mdo_advise(snapshot=snapshot)), MOST_ADVICE + 1))
    if len(advice) > MOST_ADVICE or any(type(one) is not Advice for one in advice):
        raise TypeError
    if any(len(codes) > MOST_ADVICE for one in advice for codes in (one.interventions, one.tools, one.fields)):
        raise ValueError
    # Validated again: a value can be made without validation, and what is shown must hold.
    return tuple(Advice.model_validate(vars(one)) for one in advice)


def take_score(hook: HookRelay, tool: Questionnaire, answers: Answers) -> float | None:
    given = hook.mdo_score(questionnaire=tool.code, answers=answers)
    if not given:
        return None
    score = given[0]
    if type(score) not in (int, float) or not math.isfinite(score) or not tool.minimum <= score <= tool.maximum:
        raise ValueError
    return float(score)
