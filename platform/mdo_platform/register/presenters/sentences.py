"""A change as a sentence: who did what, with the old and the new value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mdo_platform.register.kinds import kinds

# More than this does not read well inside a sentence: then the values stand under it.
LONGEST = 140


@dataclass(frozen=True, kw_only=True)
class Part:
    """One field of a change: what it is called, and its values in words."""

    record: str
    field: str
    name: str
    old: str
    new: str

    @property
    def is_long(self) -> bool:
        return len(self.old) + len(self.new) > LONGEST or "\n" in self.old + self.new


@dataclass(frozen=True, kw_only=True)
class Said:
    """A whole sentence, as text and as markup; `tells_all` when old and new value are in it."""

    text: str
    html: SafeString
    tells_all: bool = True


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a sentence is made of: parts that were changed together, by whom, about whom, in which target group."""

    parts: Sequence[Part]
    by: str
    about: str = ""
    group: str = ""
    is_new: bool = False
    is_undo: bool = False

    def part(self, field: str) -> Part | None:
        return next((one for one in self.parts if one.field == field), None)

    def values(self, field: str) -> tuple[str, str]:
        """Old and new of a field; both empty when it was not changed."""
        part = self.part(field)
        return (part.old, part.new) if part else ("", "")

    def new(self, *fields: str) -> str:
        return ", ".join(one.new for field in fields if (one := self.part(field)) and one.new)


def sentence(told: Told) -> Said:
    """The sentence for one save; what nobody wrote a sentence for is told field by field."""
    kind = kinds.get(told.parts[0].record)
    if kind is not None and kind.tell is not None and (said := kind.tell(told)) is not None:
        return cast("Said", said)
    for (record, field), tell in _SENTENCES.items():
        if told.parts[0].record == record and told.part(field) and (said := tell(told)) is not None:
            return said
    return _one_field(told) if len(told.parts) == 1 else _many_fields(told)


def say(template: str, told: Told, *, tells_all: bool = True, **values: str) -> Said:
    """The sentence of `template`, which names {by}, {group} and what is in `values`."""
    known = {"by": told.by, "group": told.group, **values}
    marked = {name: format_html("<bdi>{}</bdi>", value) for name, value in known.items()}
    # A quote that ends a sentence of its own brings the full stop.
    shorter = template.removesuffix(".") if _ends_with_a_stop(template, known) else template
    return Said(text=shorter.format(**known), html=format_html(shorter, **marked), tells_all=tells_all)


def _ends_with_a_stop(template: str, values: Mapping[str, str]) -> bool:
    return template.format(**values).endswith((".’.", "?’.", "!’."))


def _one_field(told: Told) -> Said:
    part = told.parts[0]
    what = _("{name} van {about}").format(name=part.name, about=told.about) if told.about else part.name
    if told.group:
        what = f"{what} ({told.group})"
    if told.is_undo:
        template = _("{by} zette ‘{what}’ terug.") if part.is_long else _("{by} zette ‘{what}’ terug: {change}.")
        return say(template, told, tells_all=not part.is_long, change=_from_to(part), what=what)
    if part.is_long:
        return say(_long(part), told, tells_all=False, what=what)
    if not part.old:
        return say(_("{by} vulde ‘{what}’ in: ‘{new}’."), told, new=part.new, what=what)
    if not part.new:
        return say(_("{by} maakte ‘{what}’ leeg. Er stond ‘{old}’."), told, old=part.old, what=what)
    return say(_("{by} wijzigde ‘{what}’ van ‘{old}’ in ‘{new}’."), told, old=part.old, new=part.new, what=what)


def _long(part: Part) -> str:
    if not part.old:
        return _("{by} vulde ‘{what}’ in.")
    return _("{by} wijzigde ‘{what}’.") if part.new else _("{by} maakte ‘{what}’ leeg.")


def _from_to(part: Part) -> str:
    if not part.old:
        return _("van leeg naar ‘{new}’").format(new=part.new)
    if not part.new:
        return _("van ‘{old}’ naar leeg").format(old=part.old)
    return _("van ‘{old}’ naar ‘{new}’").format(old=part.old, new=part.new)


def _many_fields(told: Told) -> Said:
    if told.about:
        return say(_("{by} wijzigde gegevens van {about}."), told, tells_all=False, about=told.about)
    return say(_("{by} wijzigde {number} gegevens."), told, tells_all=False, number=str(len(told.parts)))


def _entered(told: Told) -> Said | None:
    if not told.is_new or told.part("birth_date") is None:
        return None
    return say(_("{by} zette de patiënt in het register."), told, tells_all=False)


def _target_group(told: Told) -> Said:
    old, new = told.values("target_group")
    if old:
        return say(_("{by} zette de patiënt over van {old} naar {new}."), told, old=old, new=new)
    return say(_("{by} meldde de patiënt aan voor {new}."), told, new=new)


def _ended(told: Told) -> Said:
    reason = told.new("end_reason")
    if not reason:
        return say(_("{by} opende de aanmelding voor {group} weer."), told)
    note = told.new("end_note")
    if note:
        template = _("{by} beëindigde de aanmelding voor {group}: {reason}. ‘{note}’")
        return say(template, told, reason=reason, note=note)
    return say(_("{by} beëindigde de aanmelding voor {group}: {reason}."), told, reason=reason)


def _discussed(told: Told) -> Said | None:
    day = told.new("last_discussed_on")
    if not day:
        return None
    question, _taken = told.values("question")
    if not question:
        return say(_("{by} legde vast dat de patiënt is besproken op {day} ({group})."), told, day=day)
    template = _("{by} legde vast dat de patiënt is besproken op {day} ({group}), met de vraag ‘{question}’.")
    return say(template, told, day=day, question=question)


def _question(told: Told) -> Said | None:
    part = told.parts[0]
    if told.is_undo or part.is_long or len(told.parts) > 1:
        return None
    if not part.old:
        return say(_("{by} stelde een vraag aan het MDO ({group}): ‘{new}’"), told, new=part.new)
    if not part.new:
        return say(_("{by} nam de vraag aan het MDO terug ({group}): ‘{old}’"), told, old=part.old)
    return None


def _status(told: Told) -> Said:
    day = told.new("closed_on")
    if day:
        return say(_("{by} sloot de patiënt af op {day}."), told, day=day)
    return say(_("{by} zette de patiënt weer in het register."), told)


def _hold(told: Told) -> Said:
    reason = told.new("hold_reason")
    if reason:
        return say(_("{by} hield het verwijderen tegen: ‘{reason}’."), told, reason=reason)
    return say(_("{by} geeft de patiënt weer vrij om te verwijderen."), told)


def _deletion(told: Told) -> Said:
    day = told.new("delete_on")
    if day:
        return say(_("{by} kondigde aan dat de patiënt op {day} wordt verwijderd."), told, day=day)
    return say(_("{by} trok de aankondiging van verwijderen in."), told)


def _diagnosis_made(told: Told) -> Said | None:
    if not told.is_new:
        return None
    return say(_("{by} voegde de diagnose ‘{new}’ toe."), told, new=told.new("icpc", "title"))


def _diagnosis(told: Told) -> Said:
    old, new = told.values("diagnosis")
    if new:
        return say(_("{by} zette de diagnose ‘{new}’ terug."), told, new=new)
    return say(_("{by} verwijderde de diagnose ‘{old}’."), told, old=old)


def _professional(told: Told) -> Said | None:
    part = told.part("name")
    if part is None or (part.old and part.new):
        return None
    if part.new and told.part("discipline") is not None:
        return say(_("{by} voegde {new} toe als betrokkene."), told, new=told.new("name", "discipline", "organisation"))
    if part.new:
        return say(_("{by} zette {new} terug als betrokkene."), told, new=part.new)
    return say(_("{by} haalde {old} weg als betrokkene."), told, old=part.old)


def _lead(told: Told) -> Said:
    old, new = told.values("lead")
    if new:
        return say(_("{by} maakte {new} regievoerder."), told, new=new)
    return say(_("{by} haalde {old} van de regie af."), told, old=old)


def _home_care(told: Told) -> Said:
    old, new = told.values("organisation")
    if new:
        return say(_("{by} voegde {new} toe als thuiszorg."), told, new=new)
    return say(_("{by} beëindigde de thuiszorg van {old}."), told, old=old)


def _consent(told: Told) -> Said:
    old, new = told.values("consent")
    if old:
        return say(_("{by} legde de toestemming vast: {new}. Het was: {old}."), told, new=new, old=old)
    return say(_("{by} legde de toestemming vast: {new}."), told, new=new)


def _bsn(told: Told) -> Said:
    part = told.parts[0]
    if not part.old:
        return say(_("{by} legde het burgerservicenummer vast."), told)
    if not part.new:
        return say(_("{by} verwijderde het burgerservicenummer."), told)
    return say(_("{by} wijzigde het burgerservicenummer."), told)


_SENTENCES: Mapping[tuple[str, str], Callable[[Told], Said | None]] = {
    ("patient", "birth_date"): _entered,
    ("patient", "consent"): _consent,
    ("patient", "status"): _status,
    ("patient", "hold_reason"): _hold,
    ("patient", "delete_on"): _deletion,
    ("enrolment", "target_group"): _target_group,
    ("enrolment", "end_reason"): _ended,
    ("enrolment", "last_discussed_on"): _discussed,
    ("enrolment", "question"): _question,
    ("diagnosis", "icpc"): _diagnosis_made,
    ("diagnosis", "title"): _diagnosis_made,
    ("diagnosis", "diagnosis"): _diagnosis,
    ("involvedprofessional", "name"): _professional,
    ("involvedprofessional", "lead"): _lead,
    ("careinvolvement", "organisation"): _home_care,
    ("bsn", "bsn"): _bsn,
}
