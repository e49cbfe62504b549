"""The two versions of a field in a conflict: what was typed and what is stored, for its controls and in words."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from django.utils import timezone

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.archive import ScaleName
from mdo_foundation.targetgroups.field_forms import raw
from mdo_platform.register import definitions, people
from mdo_platform.register.models import AnswerState, Enrolment, Sex
from mdo_platform.register.presenters.record import readable
from mdo_plugin_api import Field, FieldKind

from .saving import Version

# A choice and a reason why there is none share one list: the reasons start with this sign.
STATE_SIGN = "!"
WITH_STATES = (FieldKind.CHOICE, FieldKind.YES_NO)


def stored_answer(declared: Field, current: Mapping[str, Any]) -> Version:
    """The stored answer; where the reason for having none has a list of its own, that list is set too."""
    state, value = current["state"], current["value"]
    words = readable(declared, value, state=state) if state else ""
    if state in ("", AnswerState.FILLED):
        return Version(value=raw(declared, value), words=words, others=_state_list(declared, ""))
    sign = f"{STATE_SIGN}{state}" if declared.kind in WITH_STATES else ""
    return Version(value=sign, words=words, others=_state_list(declared, state))


def typed_answer(declared: Field, *, value: Any, state: str) -> Version:
    """What was typed, which need not be valid."""
    if state != AnswerState.FILLED:
        return Version(value="", words=readable(declared, None, state=state))
    if isinstance(value, list):
        return Version(value="\n".join(value), words=readable(declared, value))
    words = value
    if value and declared.kind in (FieldKind.CHOICE, FieldKind.DATE):
        with suppress(ValueError):
            words = readable(declared, value)
    if declared.kind is FieldKind.YES_NO:
        words = readable(declared, value == "ja") if value else ""
    return Version(value=value, words=words)


def typed_detail(name: str, typed: Mapping[str, str]) -> Version:
    value = typed.get("value", "")
    if name == "gp":
        return _gp(value, typed.get("gp_name", ""))
    return Version(value=value, words=_detail_words(name, value))


def stored_detail(name: str, current: Mapping[str, Any], *, typed: Mapping[str, str]) -> Version:
    """The stored detail; `current` holds what differs, so for a GP the rest is as it was typed."""
    if name == "gp":
        gp_id = current.get("gp_id", typed.get("value", "")) or ""
        return _gp(gp_id, current.get("gp_name", typed.get("gp_name", "")))
    value = str(current.get(name, ""))
    return Version(value=value, words=_detail_words(name, value))


def of_part(enrolment: Enrolment, part: str, value: str) -> Version:
    """Prognosis, urgency or question of an enrolment."""
    if part == "question":
        return Version(value=value, words=value)
    scale: ScaleName = "prognosis" if part == "prognosis" else "urgency"
    return Version(value=value, words=definitions.level(enrolment.target_group, scale, value).label)


def _state_list(declared: Field, state: str) -> dict[str, str]:
    return {} if declared.kind in WITH_STATES else {"state": state}


def _gp(gp_id: str, name: str) -> Version:
    """A GP is a member of the list, or a name beside it."""
    known = {str(gp.id): gp.name for gp in people.gps()}
    return Version(value=gp_id, words=known.get(gp_id, name), others={"gp_name": "" if gp_id else name})


def _detail_words(name: str, value: str) -> str:
    if name == "sex":
        return str(dict(Sex.choices).get(value, value))
    if name == "birth_date":
        with suppress(ValueError):
            return dutch.day_month(date.fromisoformat(value), today=timezone.localdate())
    return value
