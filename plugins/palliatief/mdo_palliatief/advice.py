"""What deserves a second look. Suggestions only: prognosis and urgency are set by people."""

from collections.abc import Iterator
from datetime import timedelta

from mdo_plugin_api import Advice, RecordSnapshot, Severity

_WITHIN_A_YEAR = ("pal_b", "pal_c", "pal_d")
_SHORT = ("pal_c", "pal_d")
_WISHES = (
    "pzp_doel",
    "pzp_reanimatie",
    "pzp_beademing",
    "pzp_ic",
    "pzp_ziekenhuis",
    "pzp_antibiotica",
    "pzp_bloed",
    "pzp_overig",
    "pzp_plaats_overlijden",
)
_WISHES_STAY_VALID = timedelta(days=365)


def advise(snapshot: RecordSnapshot) -> Iterator[Advice]:
    yield from _about_prognosis(snapshot)
    yield from _about_wishes(snapshot)
    yield from _about_complaints(snapshot)
    yield from _about_people(snapshot)


def _about_prognosis(snapshot: RecordSnapshot) -> Iterator[Advice]:
    if snapshot.prognosis in _WITHIN_A_YEAR and snapshot.value("sq1") is True:
        yield Advice(
            code="pal_sq_contradiction",
            text="Prognose en Surprise Question spreken elkaar tegen. Klopt dit?",
            severity=Severity.WARNING,
            fields=("sq1",),
            source="V",
        )


def _about_wishes(snapshot: RecordSnapshot) -> Iterator[Advice]:
    recorded = {code: snapshot.fields[code] for code in _WISHES if snapshot.value(code) is not None}
    old = tuple(code for code, field in recorded.items() if snapshot.today - field.recorded_on > _WISHES_STAY_VALID)
    if not recorded:
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
    if snapshot.prognosis in _SHORT and snapshot.value("pzp_icd") is True and snapshot.value("pzp_icd_uit") != "wel":
        yield Advice(
            code="pal_icd_on",
            text="Er is een ICD en nog geen afspraak over het uitzetten.",
            severity=Severity.WARNING,
            interventions=("pal_i09",),
            fields=("pzp_icd", "pzp_icd_uit"),
            source="EK",
        )
    if snapshot.prognosis in _SHORT and snapshot.value("svo_noodmed") in (None, "te_regelen"):
        yield Advice(
            code="pal_no_medication",
            text="Anticiperende medicatie is nog niet geregeld.",
            interventions=("pal_i08",),
            fields=("svo_noodmed",),
            source="EK",
        )


def _about_complaints(snapshot: RecordSnapshot) -> Iterator[Advice]:
    complaints = snapshot.value("som_symptomen")
    complaints = complaints if isinstance(complaints, tuple) else ()
    pain = snapshot.value("som_pijn_nrs")
    if isinstance(pain, int | float) and pain >= 4:
        yield Advice(
            code="pal_pain",
            text="Pijncijfer 4 of hoger: overweeg de pijnbehandeling te herzien.",
            interventions=("pal_i04", "pal_i03"),
            fields=("som_pijn_nrs",),
            source="B10",
        )
    if "benauwdheid" in complaints:
        yield Advice(
            code="pal_breath",
            text="Benauwdheid genoemd: overweeg een benauwdheidsplan.",
            interventions=("pal_i05",),
            fields=("som_symptomen",),
            source="EK",
        )
    if snapshot.value("som_delier") == "nu" or "verwardheid" in complaints:
        yield Advice(
            code="pal_delirium",
            text="Onrust of verwardheid genoemd: denk aan een delier.",
            interventions=("pal_i06",),
            tools=("dos",),
            fields=("som_delier", "som_symptomen"),
            source="EK",
        )


def _about_people(snapshot: RecordSnapshot) -> Iterator[Advice]:
    if snapshot.value("soc_mz_belasting") == "zwaar":
        yield Advice(
            code="pal_carer",
            text="Mantelzorg zwaar belast: overweeg vrijwilligers of nachtzorg.",
            interventions=("pal_i13",),
            fields=("soc_mz_belasting",),
            source="EK",
        )
    if snapshot.value("soc_gezin") is True:
        yield Advice(
            code="pal_children",
            text="Jonge naasten vragen aandacht: overweeg begeleiding.",
            interventions=("pal_i17",),
            fields=("soc_gezin",),
            source="EK",
        )
    if snapshot.value("zin_vragen") == "worsteling":
        yield Advice(
            code="pal_meaning",
            text="Existentiële nood genoemd: overweeg geestelijke verzorging.",
            interventions=("pal_i15",),
            fields=("zin_vragen",),
            source="EK",
        )
