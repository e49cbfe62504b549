"""The hooks."""

from mdo_plugin_api import Advice, RecordSnapshot, Severity, TargetGroup, hookimpl

from .definition import TARGET_GROUP


@hookimpl
def mdo_target_group() -> TargetGroup:
    return TARGET_GROUP


@hookimpl
def mdo_advise(snapshot: RecordSnapshot) -> list[Advice]:
    advice = []
    if snapshot.value("kg_sfeer") == "gespannen":
        text = "Proef: overweeg een gesprek met het hele gezin."
        advice.append(Advice(code="kg_a1", text=text, interventions=("kg_i4",), fields=("kg_sfeer",), source="TEST"))
    if not snapshot.has_question:
        text = "Proef: stel eerst een vraag over het gezin."
        advice.append(Advice(code="kg_b1", text=text, severity=Severity.BLOCK, source="TEST"))
    return advice
