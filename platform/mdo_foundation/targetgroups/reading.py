"""A stored definition read back. It was valid when it was stored; under another API what still fits is kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from mdo_plugin_api import (
    Colour,
    Dimension,
    Direction,
    Document,
    Field,
    FieldKind,
    Intervention,
    Level,
    Licence,
    Link,
    Option,
    Questionnaire,
    Scale,
    Score,
    Shape,
    TargetGroup,
    Tool,
)
from mdo_plugin_api.values import Value

V = TypeVar("V", bound=Value)

# What stands for a part that is missing or does not fit any more.
_CODE, _MISFIT = object(), object()  # the code of the thing itself; nothing that can be kept
_STAND_INS: Mapping[type[Value], Mapping[str, Any]] = {
    Level: {"label": _CODE, "meaning": "", "colour": Colour.GREY, "shape": Shape.RING, "letter": "?"},
    Scale: {"label": _CODE, "levels": ()},
    Option: {"label": _CODE},
    Field: {"label": _CODE, "dimension": Dimension.SOMATIC, "kind": FieldKind.TEXT},
    Intervention: {"title": _CODE, "summary": ""},
    Link: {"title": _CODE, "url": ""},
    Score: {
        "title": _CODE,
        "minimum": 0,
        "maximum": 0,
        "bands": (),
        "direction": Direction.NONE,
        "licence": Licence(owner="?", terms="?", cleared=False),
        "items": (),
    },
    TargetGroup: {
        "label": _CODE, "short": _CODE, "order": 0, "version": "", "api_version": 0, "description": "",
        "prognosis": None, "urgency": None, "fields": (), "evaluation": (), "interventions": (), "tools": (),
    },
}  # fmt: skip
_TOOLS: Mapping[str, type[Value]] = {"link": Link, "document": Document, "questionnaire": Questionnaire}


def read_target_group(told: Mapping[str, Any]) -> TargetGroup:
    """Never raises: a page must show what it can."""
    try:
        return TargetGroup.model_validate(told)
    except ValidationError:
        parts = {
            "prognosis": _scale(told.get("prognosis")),
            "urgency": _scale(told.get("urgency")) or _read(Scale, {"code": "urgency"}),
            "fields": tuple(read_field(one) for one in things(told.get("fields"))),
            "evaluation": tuple(read_field(one) for one in things(told.get("evaluation"))),
            "interventions": _all(Intervention, told.get("interventions")),
            "tools": tuple(read_tool(one) for one in things(told.get("tools"))),
        }
        return _read(TargetGroup, told, **parts)


def _scale(told: Any) -> Scale | None:
    if not isinstance(told, Mapping):
        return None
    return _read(Scale, told, levels=_all(Level, told.get("levels")))


def read_field(told: Mapping[str, Any]) -> Field:
    return _read(Field, told, options=_all(Option, told.get("options")))


def read_tool(told: Mapping[str, Any]) -> Tool:
    return _read(_TOOLS.get(str(told.get("kind")), Score), told)  # type: ignore[return-value]


def read_level(told: Mapping[str, Any]) -> Level:
    return _read(Level, told)


def read_intervention(told: Mapping[str, Any]) -> Intervention:
    return _read(Intervention, told)


def _all(model: type[V], told: Any) -> tuple[V, ...]:
    return tuple(_read(model, one) for one in things(told))


def things(told: Any) -> list[Mapping[str, Any]]:
    """What has a code; nothing else can be looked up."""
    listed = told if isinstance(told, list) else []
    return [one for one in listed if isinstance(one, Mapping) and isinstance(one.get("code"), str)]


def _read(model: type[V], told: Mapping[str, Any], **parts: Any) -> V:
    """As a whole when it is valid, else by its parts; `parts` were read already."""
    given = {name: told[name] for name in model.model_fields if name in told}
    try:
        return model.model_validate(given)
    except ValidationError:
        kept = {name: _fitting(model, name, value) for name, value in given.items() if name not in parts}
        fit = {name: value for name, value in kept.items() if value is not _MISFIT}
        # Made without its own checks: those are about a whole that this is not.
        made = model.model_construct(**{**_stand_ins(model, code=str(told.get("code", ""))), **fit, **parts})
        return cast("V", made)


def _stand_ins(model: type[Value], *, code: str) -> dict[str, Any]:
    found = next((stand_ins for kind, stand_ins in _STAND_INS.items() if issubclass(model, kind)), {})
    named = {name: code if value is _CODE else value for name, value in found.items()}
    return {name: value for name, value in named.items() if name in model.model_fields} | {"code": code}


def _fitting(model: type[Value], name: str, value: Any) -> Any:
    try:
        return _adapter(model, name).validate_python(value)
    except ValidationError:
        return _MISFIT


@cache
def _adapter(model: type[Value], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    annotated: Any = Annotated[info.annotation, info]
    return TypeAdapter(annotated)
