"""What may be stored for a field: a pydantic model made from the plugin's declaration, with Dutch messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from mdo_foundation.common.errors import Invalid
from mdo_plugin_api import Answers, Dimension, Field, FieldKind, Item, Questionnaire, State
from mdo_plugin_api.hooks import Answer as Value

from .kinds import clean_text, message_for, type_for


class Answer(BaseModel):
    """What is stored of a field, next to who and when. `model_dump(mode="json")` is its form in the database."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False)

    state: State
    value: Value = None


def clean(field: Field, *, state: str = State.FILLED, value: object = None) -> Answer | None:
    """One answer, validated; None when the field was emptied, so that nothing is known about it any more.

    Raises Invalid with a message under the field's code.
    """
    try:
        answered = State(state) is State.FILLED
    except ValueError:
        raise _invalid(field, _("Kies een antwoord, of waarom dat er niet is.")) from None
    value = clean_text(value) if isinstance(value, str) else value
    is_empty = value is None or value in ("", [], ())
    if not answered and not is_empty:
        raise _invalid(field, _("Vul een antwoord in, of kies waarom dat er niet is. Niet allebei."))
    if not answered:
        return Answer(state=State(state))
    if is_empty:
        return None
    return _filled(field, value)


def clean_many(fields: Iterable[Field], given: Mapping[str, Mapping[str, object]]) -> dict[str, Answer | None]:
    """All answers or none: Invalid holds the messages of every field that does not fit."""
    known = {field.code: field for field in fields}
    answers: dict[str, Answer | None] = {}
    wrong: dict[str, list[str]] = {
        code: [_("Dit veld is hier niet beschikbaar.")] for code in given if code not in known
    }
    for code, entry in given.items():
        if code in known:
            try:
                state = str(entry.get("state", State.FILLED))
                answers[code] = clean(known[code], state=state, value=entry.get("value"))
            except Invalid as error:
                wrong |= error.fields
    if wrong:
        raise Invalid(_("Niet alles kon worden opgeslagen. Verbeter de aangegeven velden."), fields=wrong)
    return answers


def restore(field: Field | None, stored: Mapping[str, Any]) -> Answer:
    """The answer from its form in the database. Nothing is refused: what was valid once is kept and shown."""
    value = stored.get("value")
    if field is not None and field.kind is FieldKind.DATE and isinstance(value, str):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    return Answer(state=State(stored["state"]), value=tuple(value) if isinstance(value, list) else value)


def clean_answers(questionnaire: Questionnaire, given: Mapping[str, object]) -> Answers:
    """The answers to a questionnaire, read-only. What was left open is left out; what does not fit raises Invalid."""
    items = {item.code: item for item in questionnaire.items}
    wrong = {code: [_("Deze vraag hoort niet bij de vragenlijst.")] for code in given if code not in items}
    answers: dict[str, str | float] = {}
    for code, value in given.items():
        if code in items and value not in (None, ""):
            try:
                answers[code] = cast("str | float", _filled(_field_of(items[code]), value).value)
            except Invalid as error:
                wrong |= error.fields
    if wrong:
        raise Invalid(_("Niet elk antwoord past. Verbeter de aangegeven vragen."), fields=wrong)
    return MappingProxyType(answers)


def _filled(field: Field, value: object) -> Answer:
    try:
        valid = _model_for(field)(state=State.FILLED, value=value)
        return Answer.model_construct(state=State.FILLED, value=valid.value)
    except ValidationError:
        raise _invalid(field, message_for(field)) from None


@cache
def _model_for(field: Field) -> type[Answer]:
    return create_model(f"Answer_{field.code}", __base__=Answer, value=(type_for(field), ...))


@cache
def _field_of(item: Item) -> Field:
    """An item asks like a field: to choose, or a number."""
    kind = FieldKind.CHOICE if item.options else FieldKind.NUMBER
    return Field(
        code=item.code,
        label=item.text,
        dimension=Dimension.PROGNOSIS,
        kind=kind,
        options=item.options,
        minimum=item.minimum,
        maximum=item.maximum,
    )


def _invalid(field: Field, message: str) -> Invalid:
    return Invalid(_("Niet opgeslagen: dit antwoord past niet."), fields={field.code: [message]})
