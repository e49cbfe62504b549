"""What the work process asks (clinical §7, rules R1 to R11), and what deserves a second look."""

from collections.abc import Iterator
from datetime import date, timedelta

from mdo_plugin_api import Advice, FieldValue, RecordSnapshot, Severity, State

from .conditions import would_surprise
from .suggestions import RULES

_A_YEAR = timedelta(days=365)

# The portal's own sentences: what both say is shown once.
_WHY_NO_CONSENT = {
    "unknown": "Er is nog geen toestemming voor bespreken vastgelegd.",
    "objects": "De patiënt maakt bezwaar tegen bespreken.",
}

# Level of frailty: the code that the HIS should hold, and what to do when the diagnoses here lack it (R1, R1c).
_ICPC = {
    "mogelijk": ("A49.01", "Mogelijk kwetsbaar: registreer in het HIS ICPC A49.01."),
    "kwetsbaar": (
        "A05",
        "Kwetsbaar: registreer in het HIS ICPC A05 met episodetitel ‘kwetsbaar’ en ‘toestemming deelname’.",
    ),
    "complex": ("A05", "Complex kwetsbaar: registreer in het HIS ICPC A05 met episodetitel ‘complex kwetsbaar’."),
}

# What the team of a complex frail patient has beside the practice (R11), and the disciplines that stand for it.
_TEAM = {
    "wijkverpleging": {"Wijkverpleegkundige", "Verpleegkundige of verzorgende thuiszorg"},
    "sociaal domein": {
        "Maatschappelijk werker",
        "Welzijnswerker",
        "Beweegmakelaar",
        "Wijkteam of Wmo-consulent",
        "Cliëntondersteuner",
        "Mantelzorgconsulent",
    },
    "specialist ouderengeneeskunde": {"Specialist ouderengeneeskunde"},
}


def advise(snapshot: RecordSnapshot) -> Iterator[Advice]:
    yield from _about_agenda(snapshot)
    yield from _about_lead(snapshot)
    yield from _about_level(snapshot)
    yield from _about_complexity(snapshot)
    yield from _about_course(snapshot)
    yield from _about_wishes(snapshot)
    yield from (advice for holds, advice in RULES if holds(snapshot))


def _about_agenda(snapshot: RecordSnapshot) -> Iterator[Advice]:
    """R4: an agenda needs consent and a question; consent is asked again once or twice a year."""
    if snapshot.consent != "agreed":
        yield Advice(
            code="ko_no_consent",
            text=_WHY_NO_CONSENT.get(snapshot.consent, "Leg eerst vast dat de patiënt akkoord is met bespreken."),
            severity=Severity.BLOCK,
            source="S1",
        )
    elif snapshot.consent_on is not None and snapshot.today - snapshot.consent_on > _A_YEAR:
        yield Advice(
            code="ko_old_consent",
            text="De toestemming voor bespreken is ouder dan 12 maanden. Vraag of de patiënt er nog zo over denkt.",
            severity=Severity.WARNING,
            source="S1, V",
        )
    if not snapshot.has_question:
        yield Advice(
            code="ko_no_question",
            text="Zonder vraag aan het MDO kan deze patiënt niet op de agenda. Vul eerst de vraag in.",
            severity=Severity.BLOCK,
            source="S1",
        )


def _about_lead(snapshot: RecordSnapshot) -> Iterator[Advice]:
    """R8: at the first discussion somebody is made coordinator."""
    if snapshot.has_lead or snapshot.value("svo_regie") is not None:
        return
    if snapshot.last_discussed is not None:
        yield Advice(
            code="ko_no_lead",
            text="Er is nog geen coördinator. Wijs iemand aan die terugkoppelt en het vervolg bewaakt.",
            severity=Severity.WARNING,
            fields=("svo_regie",),
            source="S1",
        )
    elif snapshot.has_question and snapshot.next_meeting is not None:
        yield Advice(
            code="ko_lead",
            text="Spreek bij de eerste bespreking af wie coördinator is.",
            fields=("svo_regie",),
            source="S1",
        )


def _about_level(snapshot: RecordSnapshot) -> Iterator[Advice]:
    """R1, R1b, R1c: the HIS holds the code. The source is of two minds about 'not frail', so both are said."""
    level = str(snapshot.value("kwetsbaarheidsniveau") or "")
    icpc, what = _ICPC.get(level, ("", ""))
    if icpc and icpc not in snapshot.diagnoses:
        yield Advice(code="ko_icpc", text=what, fields=("kwetsbaarheidsniveau",), source="S1")
    if level == "niet" and "A49.01" in snapshot.diagnoses:
        yield Advice(
            code="ko_icpc_stays",
            text="Niet kwetsbaar: na het huisbezoek blijft A49.01 in het HIS staan met ‘niet kwetsbaar’; is er alleen"
            " gesignaleerd, dan hoort er geen code.",
            fields=("kwetsbaarheidsniveau",),
            source="S1",
        )
    if snapshot.value("deelname_toestemming") == "weigert":
        yield Advice(
            code="ko_declines",
            text="Weigert deelname: noteer dit in het HIS bij A05 of A49.01, en blijf letten op verandering.",
            fields=("deelname_toestemming",),
            source="S1",
        )


def _about_complexity(snapshot: RecordSnapshot) -> Iterator[Advice]:
    """R5, R6, R10, R11: five criteria; discussed once a year, with a care plan, by a whole team."""
    is_complex = snapshot.value("kwetsbaarheidsniveau") == "complex"
    check = next((score for _day, score in snapshot.scores.get("complex_kwetsbaar", ())), None)
    level = snapshot.value("kwetsbaarheidsniveau")
    if check is not None and level is not None and (check == 1) is not is_complex:
        yield Advice(
            code="ko_complex_contradiction",
            text="De vijf criteria voor complex kwetsbaar en het kwetsbaarheidsniveau spreken elkaar tegen. Klopt dit?",
            severity=Severity.WARNING,
            tools=("complex_kwetsbaar",),
            fields=("kwetsbaarheidsniveau",),
            source="S1, V",
        )
    if not is_complex:
        return
    if snapshot.last_discussed is None or snapshot.today - snapshot.last_discussed > _A_YEAR:
        yield Advice(
            code="ko_yearly",
            text="Complex kwetsbaar en het afgelopen jaar niet besproken. Zet de patiënt op de agenda.",
            severity=Severity.WARNING,
            source="S1",
        )
    absent = [name for name, disciplines in _TEAM.items() if disciplines.isdisjoint(snapshot.disciplines)]
    yield Advice(
        code="ko_care_plan",
        text="Complex kwetsbaar: werk met een individueel zorgplan."
        + (f" Nog niet vastgelegd als betrokkene: {', '.join(absent)}." if absent else ""),
        interventions=("ko_i02", "ko_i03") if "specialist ouderengeneeskunde" in absent else ("ko_i02",),
        fields=("kwetsbaarheidsniveau",),
        source="S1",
    )


def _about_course(snapshot: RecordSnapshot) -> Iterator[Advice]:
    surprise = would_surprise(snapshot)
    if snapshot.prognosis == "ko_l" and surprise:
        yield Advice(
            code="ko_sq_contradiction",
            text="Prognose en Surprise Question spreken elkaar tegen. Klopt dit?",
            severity=Severity.WARNING,
            tools=("surprise_question",),
            source="V",
        )
    elif snapshot.prognosis == "ko_l" or surprise is False:
        yield Advice(
            code="ko_transfer",
            text="Laatste levensfase mogelijk: overweeg over te zetten naar palliatief.",
            severity=Severity.WARNING,
            interventions=("ko_i22",),
            tools=("spict_nl", "surprise_question"),
            source="S0",
        )
    if snapshot.value("cs_infowens") == "geen_prognose":
        yield Advice(
            code="ko_no_prognosis",
            text="De patiënt wil geen prognose horen. Deel die niet met patiënt of familie.",
            severity=Severity.WARNING,
            fields=("cs_infowens",),
            source="V, B9",
        )


def _about_wishes(snapshot: RecordSnapshot) -> Iterator[Advice]:
    wishes = {
        code: one for code, one in snapshot.fields.items() if code.startswith("pzp_") and one.state is State.FILLED
    }
    old = tuple(code for code, one in wishes.items() if snapshot.today - _day_of(one) > _A_YEAR)
    if not wishes and snapshot.last_discussed is not None:  # often not in the first conversation
        yield Advice(
            code="ko_no_wishes",
            text="Er zijn nog geen wensen en behandelgrenzen vastgelegd.",
            interventions=("ko_i19",),
            source="S1",
        )
    if old:
        yield Advice(
            code="ko_old_wishes",
            text="Wensen of behandelgrenzen zijn ouder dan 12 maanden. Controleer of dit nog klopt.",
            severity=Severity.WARNING,
            interventions=("ko_i19",),
            fields=old,
            source="V",
        )


def _day_of(wish: FieldValue) -> date:
    """The day of the conversation where that was filled in, else the day on which it was recorded."""
    return wish.value if isinstance(wish.value, date) else wish.recorded_on
