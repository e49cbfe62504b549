"""What the work process asks (rules R2 to R6 of the regional programme), and what deserves a second look."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from mdo_plugin_api import Advice, RecordSnapshot, Severity

_A_YEAR = timedelta(days=365)


class _Rule(NamedTuple):
    """A choice that was made and the advice that goes with it."""

    field: str
    value: str
    advice: Advice


_RULES = (
    _Rule(
        "som_vallen_12m",
        "vaker",
        Advice(
            code="ko_falls",
            text="Twee keer of vaker gevallen: overweeg valpreventie.",
            interventions=("ko_i07",),
            tools=("valrisico", "tug"),
            fields=("som_vallen_12m",),
            source="B11",
        ),
    ),
    _Rule(
        "soc_mz_belasting",
        "zwaar",
        Advice(
            code="ko_carer",
            text="Mantelzorg zwaar belast: overweeg ondersteuning.",
            interventions=("ko_i14",),
            tools=("ediz",),
            fields=("soc_mz_belasting",),
            source="S1",
        ),
    ),
    _Rule(
        "psy_stemming",
        "somber",
        Advice(
            code="ko_mood",
            text="Sombere stemming: overweeg de GDS-15.",
            interventions=("ko_i18",),
            tools=("gds15",),
            fields=("psy_stemming",),
            source="S1",
        ),
    ),
    _Rule(
        "psy_cognitie",
        "klachten",
        Advice(
            code="ko_cognition",
            text="Cognitieve klachten, niet onderzocht: overweeg screening.",
            interventions=("ko_i17",),
            fields=("psy_cognitie",),
            source="EK",
        ),
    ),
    _Rule(
        "soc_eenzaam",
        "vaak",
        Advice(
            code="ko_lonely",
            text="Vaak eenzaam: overweeg dagbesteding of ontmoeting.",
            interventions=("ko_i15", "ko_i12"),
            fields=("soc_eenzaam",),
            source="EK",
        ),
    ),
)


# The portal's own sentences: what both say is shown once.
_WHY_NO_CONSENT = {
    "unknown": "Er is nog geen toestemming voor bespreken vastgelegd.",
    "objects": "De patiënt maakt bezwaar tegen bespreken.",
}


def advise(snapshot: RecordSnapshot) -> Iterator[Advice]:
    yield from _about_agenda(snapshot)
    yield from _about_course(snapshot)
    yield from _about_medication(snapshot)
    yield from (rule.advice for rule in _RULES if snapshot.value(rule.field) == rule.value)


def _about_agenda(snapshot: RecordSnapshot) -> Iterator[Advice]:
    if snapshot.consent != "agreed":
        yield Advice(
            code="ko_no_consent",
            text=_WHY_NO_CONSENT.get(snapshot.consent, "Leg eerst vast dat de patiënt akkoord is met bespreken."),
            severity=Severity.BLOCK,
            source="S1",
        )
    if not snapshot.has_question:
        yield Advice(
            code="ko_no_question",
            text="Zonder vraag aan het MDO kan deze patiënt niet op de agenda. Vul eerst de vraag in.",
            severity=Severity.BLOCK,
            source="S1",
        )


def _about_course(snapshot: RecordSnapshot) -> Iterator[Advice]:
    if snapshot.prognosis == "ko_l":
        yield Advice(
            code="ko_transfer",
            text="Laatste levensfase mogelijk: overweeg over te zetten naar palliatief.",
            interventions=("ko_i22",),
            tools=("spict_nl",),
            source="S0",
        )
    is_complex = snapshot.value("kwetsbaarheidsniveau") == "complex"
    if is_complex and (snapshot.last_discussed is None or snapshot.today - snapshot.last_discussed > _A_YEAR):
        yield Advice(
            code="ko_yearly",
            text="Complex kwetsbaar en het afgelopen jaar niet besproken. Zet de patiënt op de agenda.",
            severity=Severity.WARNING,
            source="S1",
        )


def _about_medication(snapshot: RecordSnapshot) -> Iterator[Advice]:
    reviewed = snapshot.value("som_medbeoordeling")
    is_recent = isinstance(reviewed, date) and snapshot.today - reviewed <= _A_YEAR
    if snapshot.value("som_polyfarmacie") is True and not is_recent:
        yield Advice(
            code="ko_medication",
            text="Polyfarmacie zonder medicatiebeoordeling in het afgelopen jaar.",
            interventions=("ko_i04",),
            fields=("som_polyfarmacie", "som_medbeoordeling"),
            source="S1, EK",
        )
