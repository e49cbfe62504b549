"""The two functions of a plugin that run in a request, contained."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import chain, islice
from typing import TypeVar

from django.utils.translation import gettext as _
from pluggy import HookRelay

from mdo_foundation.common.errors import NotFound, Unavailable
from mdo_plugin_api import Advice, Answers, Questionnaire, RecordSnapshot, Severity, Tool
from mdo_plugin_api.testing import Plugin

from .answers import clean_answers
from .containment import Breaker, PluginFaultError, call

logger = logging.getLogger(__name__)
T = TypeVar("T")

ADVISE_SECONDS = 0.05
SCORE_SECONDS = 1.0
MOST_ADVICE = 50
_ORDER = (Severity.BLOCK, Severity.WARNING, Severity.SUGGESTION)


class Caller:
    def __init__(self, plugins: Iterable[Plugin], *, advise_seconds: float = ADVISE_SECONDS) -> None:
        plugins = tuple(plugins)
        self._advise_seconds = advise_seconds
        self._hooks = {plugin.target_group.code: plugin.hook for plugin in plugins}
        self._owners = {
            tool.code: plugin.target_group.code for plugin in reversed(plugins) for tool in plugin.target_group.tools
        }
        self._breakers = {(code, hook): Breaker(code) for code in self._hooks for hook in ("advise", "score")}

    def advise(self, snapshot: RecordSnapshot) -> tuple[Advice, ...]:
        asked = dict.fromkeys((snapshot.target_group, *snapshot.thematic_groups))
        advice = chain.from_iterable(self._advise_one(code, snapshot) for code in asked if code in self._hooks)
        return tuple(sorted(advice, key=lambda one: _ORDER.index(one.severity)))

    def _advise_one(self, code: str, snapshot: RecordSnapshot) -> tuple[Advice, ...]:
        breaker = self._breakers[code, "advise"]
        if breaker.is_open or not self._hooks[code].mdo_advise.get_hookimpls():
            return ()
        try:
            return call(partial(_collect, self._hooks[code], snapshot), breaker=breaker, budget=self._advise_seconds)
        except PluginFaultError as fault:
            logger.error("%s; its advice is left out", fault)
            return ()

    def score(self, tool: Tool | None, answers: Mapping[str, object]) -> float | None:
        if not isinstance(tool, Questionnaire):
            raise NotFound(_("Deze vragenlijst is niet beschikbaar."))
        given = clean_answers(tool, answers)
        code = self._owners[tool.code]
        breaker = self._breakers[code, "score"]
        try:
            if breaker.is_open:
                raise PluginFaultError(f"plugin {code}: switched off after repeated faults")
            return call(partial(_score, self._hooks[code], tool, given), breaker=breaker, budget=SCORE_SECONDS)
        except PluginFaultError as fault:
            logger.error("%s; no score", fault)
            raise Unavailable(
                _("De score kon niet worden berekend. Er is niets opgeslagen. Probeer het later opnieuw."),
                code="score_failed",
            ) from None


def _collect(hook: HookRelay, snapshot: RecordSnapshot) -> tuple[Advice, ...]:
    advice = tuple(islice(chain.from_iterable(hook.mdo_advise(snapshot=snapshot)), MOST_ADVICE + 1))
    if len(advice) > MOST_ADVICE or any(type(one) is not Advice for one in advice):
        raise TypeError
    # Validated again: a value can be made without validation, and what is shown must hold.
    return tuple(Advice.model_validate(vars(one)) for one in advice)


def _score(hook: HookRelay, tool: Questionnaire, answers: Answers) -> float | None:
    given = hook.mdo_score(questionnaire=tool.code, answers=answers)
    if not given:
        return None
    score = given[0]
    if type(score) not in (int, float) or not math.isfinite(score) or not tool.minimum <= score <= tool.maximum:
        raise ValueError
    return float(score)
