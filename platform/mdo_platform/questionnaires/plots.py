"""The results of one instrument over time, as a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.presenters import tool_label
from mdo_foundation.ui.plots import Plot, Point, plot
from mdo_platform.questionnaires.models import Result
from mdo_plugin_api import Score, Tool

from .presenters import change_words, score_text

# A scale that goes far beyond what is measured (seconds up to 300) is not drawn to its end.
_FAR = 3
_ROOM = 1.25


def plot_of(code: str, tool: Tool | None, results: Sequence[Result]) -> Plot | None:
    """None as long as there are not two points to connect. `results` newest first."""
    if len(results) < 2:
        return None
    today = timezone.localdate()
    low, high = _ends(tool, [one.score for one in results])
    title = tool_label(code)
    return plot(
        code=f"plot-{code}",
        title=_("%(title)s door de tijd") % {"title": title},
        finding=change_words(results[0], results[1], tool),
        head=_("Afgenomen op"),
        points=[
            Point(day=one.taken_on, value=round(one.score, 2), label=dutch.ago(one.taken_on, today=today))
            for one in reversed(results)
        ],
        low=low,
        high=high,
        limits=_limits(tool),
    )


def _ends(tool: Tool | None, scores: Sequence[float]) -> tuple[float, float]:
    if not isinstance(tool, Score):
        return min(0, *scores), max(scores) * _ROOM or 1
    edges = [band.low for band in tool.bands[1:]]
    reached = max([*scores, *edges])
    top = reached * _ROOM if reached > 0 and tool.maximum > _FAR * reached else tool.maximum
    return tool.minimum, top


def _limits(tool: Tool | None) -> list[tuple[float, str]]:
    """Where one band ends and the next begins."""
    bands = tool.bands if isinstance(tool, Score) else ()
    return [(above.low, _("vanaf %(score)s") % {"score": score_text(above.low)}) for _below, above in pairwise(bands)]
