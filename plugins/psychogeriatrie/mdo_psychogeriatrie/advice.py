"""What deserves a second look. Suggestions and warnings only: phase and urgency are set by people."""

from collections.abc import Iterator
from datetime import date, timedelta

from mdo_plugin_api import Advice, FieldValue, RecordSnapshot, Severity, State

from .suggestions import RULES

_WISHES_STAY_VALID = timedelta(days=365)
_SINCE_DIAGNOSIS = ("pg_d", "pg_1", "pg_2", "pg_3", "pg_4")


def advise(snapshot: RecordSnapshot) -> Iterator[Advice]:
    yield from _about_wishes(snapshot)
    yield from _about_capacity(snapshot)
    yield from _about_medicines(snapshot)
    yield from (advice for holds, advice in RULES if holds(snapshot))


def _about_wishes(snapshot: RecordSnapshot) -> Iterator[Advice]:
    wishes = {
        code: one for code, one in snapshot.fields.items() if code.startswith("pzp_") and one.state is State.FILLED
    }
    old = tuple(code for code, one in wishes.items() if snapshot.today - _day_of(one) > _WISHES_STAY_VALID)
    if not wishes and snapshot.prognosis in _SINCE_DIAGNOSIS:
        yield Advice(
            code="pg_no_wishes",
            text="Er zijn nog geen wensen en behandelgrenzen vastgelegd.",
            interventions=("pg_i14",),
            source="B21",
        )
    if old:
        yield Advice(
            code="pg_old_wishes",
            text="Wensen of behandelgrenzen zijn ouder dan 12 maanden. Controleer of dit nog klopt.",
            severity=Severity.WARNING,
            interventions=("pg_i14",),
            fields=old,
            source="V",
        )


def _day_of(wish: FieldValue) -> date:
    """The day of the conversation where that was filled in, else the day on which it was recorded."""
    return wish.value if isinstance(wish.value, date) else wish.recorded_on


def _about_capacity(snapshot: RecordSnapshot) -> Iterator[Advice]:
    if snapshot.value("pzp_wilsbekwaam") is not False:
        return
    yield Advice(
        code="pg_capacity",
        text="Niet wilsbekwaam: beoordeel dit opnieuw bij elk concreet besluit.",
        interventions=("pg_i12",),
        fields=("pzp_wilsbekwaam",),
        source="B20",
    )
    if snapshot.value("pzp_vertegenwoordiger") is None:
        yield Advice(
            code="pg_no_representative",
            text="Niet wilsbekwaam en nog geen vertegenwoordiger vastgelegd.",
            severity=Severity.WARNING,
            interventions=("pg_i13",),
            fields=("pzp_wilsbekwaam", "pzp_vertegenwoordiger"),
            source="B20, EK",
        )


def _about_medicines(snapshot: RecordSnapshot) -> Iterator[Advice]:
    if snapshot.value("pg_psychofarmaca") is not True:
        return
    review = snapshot.value("pg_psychofarmaca_evaluatie")
    if not isinstance(review, date):
        yield Advice(
            code="pg_no_review",
            text="Psychofarmaca zonder datum om te evalueren: spreek er een af.",
            interventions=("pg_i06",),
            fields=("pg_psychofarmaca", "pg_psychofarmaca_evaluatie"),
            source="EK",
        )
    elif review < snapshot.today:
        yield Advice(
            code="pg_review_due",
            text="De evaluatie van de psychofarmaca is over tijd.",
            severity=Severity.WARNING,
            interventions=("pg_i06",),
            fields=("pg_psychofarmaca_evaluatie",),
            source="EK",
        )
