"""What deserves a second look. It follows from what was asked, never from a language, a name or a faith."""

from collections.abc import Iterator
from datetime import date, timedelta

from mdo_plugin_api import Advice, FieldValue, RecordSnapshot, Severity, State

from .conditions import answered
from .suggestions import RULES

_WISHES_STAY_VALID = timedelta(days=365)
_UNDERSTOOD = answered("cs_tolk", "niet_nodig", "telefonisch", "ter_plaatse", "zorgverlener")


def advise(snapshot: RecordSnapshot) -> Iterator[Advice]:
    yield from _about_language(snapshot)
    yield from _about_wishes(snapshot)
    yield from (advice for holds, advice in RULES if holds(snapshot))


def _about_language(snapshot: RecordSnapshot) -> Iterator[Advice]:
    if snapshot.urgency == "u4" and not _UNDERSTOOD(snapshot):
        yield Advice(
            code="cs_decision",
            text="Een besluit komt in de knel en er is geen professionele tolk. Regel vandaag een tolk.",
            severity=Severity.WARNING,
            interventions=("cs_i01",),
            fields=("cs_tolk",),
            source="V, EK",
        )
    if snapshot.value("cs_infowens") == "geen_prognose":
        yield Advice(
            code="cs_no_prognosis",
            text="De patiënt wil geen prognose horen. Deel die niet met patiënt of familie.",
            severity=Severity.WARNING,
            fields=("cs_infowens",),
            source="V, B9",
        )


def _about_wishes(snapshot: RecordSnapshot) -> Iterator[Advice]:
    wishes = {
        code: one for code, one in snapshot.fields.items() if code.startswith("pzp_") and one.state is State.FILLED
    }
    old = tuple(code for code, one in wishes.items() if snapshot.today - _day_of(one) > _WISHES_STAY_VALID)
    if old:
        yield Advice(
            code="cs_old_wishes",
            text="Wensen of behandelgrenzen zijn ouder dan 12 maanden. Controleer of dit nog klopt.",
            severity=Severity.WARNING,
            interventions=("cs_i02",),
            fields=old,
            source="V",
        )


def _day_of(wish: FieldValue) -> date:
    """The day of the conversation where that was filled in, else the day on which it was recorded."""
    return wish.value if isinstance(wish.value, date) else wish.recorded_on
