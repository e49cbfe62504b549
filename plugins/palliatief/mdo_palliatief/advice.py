"""What deserves a second look. Suggestions and warnings only: prognosis and urgency are set by people."""

from collections.abc import Iterator
from datetime import date, timedelta

from mdo_plugin_api import Advice, FieldValue, RecordSnapshot, Severity, State

from .conditions import would_surprise
from .suggestions import RULES

_WITHIN_A_YEAR = ("pal_b", "pal_c", "pal_d")
_SHORT = ("pal_c", "pal_d")
_WISHES_STAY_VALID = timedelta(days=365)


def advise(snapshot: RecordSnapshot) -> Iterator[Advice]:
    yield from _about_prognosis(snapshot)
    yield from _about_wishes(snapshot)
    if snapshot.prognosis in _SHORT:
        yield from _about_the_last_weeks(snapshot)
    yield from (advice for holds, advice in RULES if holds(snapshot))


def _about_prognosis(snapshot: RecordSnapshot) -> Iterator[Advice]:
    if snapshot.prognosis in _WITHIN_A_YEAR and would_surprise(snapshot):
        yield Advice(
            code="pal_sq_contradiction",
            text="Prognose en Surprise Question spreken elkaar tegen. Klopt dit?",
            severity=Severity.WARNING,
            tools=("surprise_question",),
            fields=("sq1",),
            source="V",
        )
    if snapshot.value("cs_infowens") == "geen_prognose":
        yield Advice(
            code="pal_no_prognosis",
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
    if not wishes:
        yield Advice(
            code="pal_no_wishes",
            text="Er zijn nog geen wensen en behandelgrenzen vastgelegd.",
            interventions=("pal_i01",),
            source="B21",
        )
    if old:
        yield Advice(
            code="pal_old_wishes",
            text="Wensen of behandelgrenzen zijn ouder dan 12 maanden. Controleer of dit nog klopt.",
            severity=Severity.WARNING,
            interventions=("pal_i01",),
            fields=old,
            source="V",
        )


def _day_of(wish: FieldValue) -> date:
    """The day of the conversation where that was filled in, else the day on which it was recorded."""
    return wish.value if isinstance(wish.value, date) else wish.recorded_on


def _about_the_last_weeks(snapshot: RecordSnapshot) -> Iterator[Advice]:
    if snapshot.value("pzp_icd") is True and snapshot.value("pzp_icd_uit") != "wel":
        yield Advice(
            code="pal_icd_on",
            text="Er is een ICD en nog geen afspraak over het uitzetten.",
            severity=Severity.WARNING,
            interventions=("pal_i09",),
            fields=("pzp_icd", "pzp_icd_uit"),
            source="EK",
        )
    if snapshot.value("svo_noodmed") in (None, "te_regelen"):
        yield Advice(
            code="pal_no_medication",
            text="Anticiperende medicatie is nog niet geregeld.",
            interventions=("pal_i08",),
            fields=("svo_noodmed",),
            source="EK",
        )
    if snapshot.value("svo_hap") in (None, "niet"):
        yield Advice(
            code="pal_out_of_hours",
            text="De huisartsenpost is nog niet geïnformeerd: stuur een overdracht.",
            interventions=("pal_i10",),
            fields=("svo_hap",),
            source="EK",
        )
    if snapshot.value("som_polyfarmacie") is True:
        yield Advice(
            code="pal_less_medication",
            text="Polyfarmacie: kijk wat niet meer helpt.",
            interventions=("pal_i07",),
            fields=("som_polyfarmacie",),
            source="EK",
        )
