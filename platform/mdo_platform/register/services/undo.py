"""Taking a change back: the value before it is saved again, as a change of its own. History is never shortened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid
from mdo_platform.register.details import DETAIL_FIELDS
from mdo_platform.register.kinds import kinds
from mdo_platform.register.models import Answer, AnswerState, Change, Enrolment, Patient
from mdo_platform.register.queries import timeline as queries
from mdo_platform.register.recorded import in_history, is_same

from .answers import save_answer
from .enrolments import set_prognosis, set_question, set_urgency
from .history import as_json, locked_patient, one_change, taking_back
from .patients import update_patient

ENROLMENT_FIELDS = ("question", "prognosis", "urgency")
_GP = ("gp_id", "gp_name")


def can_put_back(record: str, field: str) -> bool:
    """Whether a change of this kind is one value that can be saved again; consent, care and the like are said anew."""
    if record == "patient":
        return field in DETAIL_FIELDS
    return record in ("answer", *kinds) or (record == "enrolment" and field in ENROLMENT_FIELDS)


def put_back(change_id: UUID, *, by: Actor, seen: UUID | None = None) -> Change:
    """Give a field the value that it had before `change_id` (R-15); returns the change.

    `seen` is the newest change of that field that the author looked at, the change itself when left out: when the field
    holds something else by now, Conflict says who was first. The service of the field checks the rights.
    """
    change = queries.change(by, change_id)
    newest = change if seen is None else queries.change(by, seen)
    if not can_put_back(change.record, change.field) or not _is_same_field(change, newest):
        raise Invalid(_("Deze wijziging kun je niet terugzetten. Leg het opnieuw vast."))
    with one_change(by), taking_back(change_id):
        patient = locked_patient(change.patient_id)
        if not _holds(newest, patient):
            _refuse(change)
        _save_again(change, by=by)
    return change


def _is_same_field(one: Change, other: Change) -> bool:
    """An answer that was emptied and given again is another row, and still the same field."""
    same = (one.patient_id, one.record, one.field) == (other.patient_id, other.record, other.field)
    return same and (one.record == "answer" or one.record_id == other.record_id)


def _holds(change: Change, patient: Patient) -> bool:
    """Whether the field is still as this change made it."""
    kind = kinds.get(change.record)
    return kind.holds(change) if kind else is_same(_stored(change, patient), change.new)


def _stored(change: Change, patient: Patient) -> Any:
    """What the field holds now, in the form that the history keeps."""
    if change.record == "answer":
        answer = Answer.objects.filter(patient=patient, field=change.field).first()
        return in_history(value=answer.value, state=answer.state) if answer else None
    if change.record == "enrolment":
        return Enrolment.objects.filter(pk=change.record_id).values_list(change.field, flat=True).first()
    return as_json(getattr(patient, change.field))


def _refuse(change: Change) -> None:
    same = Change.objects.filter(patient=change.patient_id, record=change.record, field=change.field)
    newest = same.order_by("-at").first()
    sentence = _("%(name)s wijzigde dit intussen. Kijk eerst wat er nu staat.")
    raise Conflict(sentence % {"name": newest.by_name if newest else _("Iemand anders")})


def _save_again(change: Change, *, by: Actor) -> None:
    if (kind := kinds.get(change.record)) is not None:
        kind.save_again(change, by)
    elif change.record == "answer":
        _answer_again(change, by=by)
    elif change.record == "patient":
        update_patient(change.patient_id, by=by, version=None, changes=_details_before(change))
    elif change.field == "question":
        set_question(change.record_id, by=by, question=change.old or "", version=None)
    else:
        choose = set_prognosis if change.field == "prognosis" else set_urgency
        choose(change.record_id, by=by, level=change.old or "", version=None)


def _answer_again(change: Change, *, by: Actor) -> None:
    old: Any = change.old
    is_state = isinstance(old, dict)
    save_answer(
        change.patient_id,
        by=by,
        field=change.field,
        value=None if is_state else old,
        state=old["state"] if is_state else AnswerState.FILLED,
        version=None,
    )


def _details_before(change: Change) -> Mapping[str, Any]:
    """The detail as it was; a GP is a member and a name, which go back together."""
    if change.field not in _GP:
        return {change.field: _typed(change.field, change.old)}
    together = Change.objects.filter(record_id=change.record_id, version=change.version, field__in=_GP)
    return {one.field: _typed(one.field, one.old) for one in together}


def _typed(field: str, value: Any) -> Any:
    if field == "birth_date":
        return date.fromisoformat(value) if value else None  # the service refuses a patient without one, in words
    if field == "gp_id":
        return UUID(value) if value else None
    return "" if value is None else value
