"""The two functions of a plugin that run in a request, contained."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import chain
from types import MappingProxyType

from django.utils.translation import gettext as _

from mdo_foundation.common.errors import NotFound, Unavailable
from mdo_plugin_api import Advice, Questionnaire, RecordSnapshot, Severity, Tool
from mdo_plugin_api.testing import Plugin

from .answers import clean_answers
from .containment import Breaker, PluginFaultError, call
from .hooks import collect_advice, take_score

logger = logging.getLogger(__name__)

ADVISE_SECONDS = 0.05
SCORE_SECONDS = 1.0
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
            ask = partial(collect_advice, self._hooks[code], _own(snapshot))
            return call(ask, breaker=breaker, budget=self._advise_seconds)
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
            return call(partial(take_score, self._hooks[code], tool, given), breaker=breaker, budget=SCORE_SECONDS)
        except PluginFaultError as fault:
            logger.error("%s; no score", fault)
            raise Unavailable(
                _("De score kon niet worden berekend. Er is niets opgeslagen. Probeer het later opnieuw."),
                code="score_failed",
            ) from None


def _own(snapshot: RecordSnapshot) -> RecordSnapshot:
    """A record for one plugin only: whatever it does to it, the next plugin and the portal have theirs."""
    fields = {code: value.model_copy() for code, value in snapshot.fields.items()}
    return snapshot.model_copy(
        update={"fields": MappingProxyType(fields), "scores": MappingProxyType(dict(snapshot.scores))}
    )
