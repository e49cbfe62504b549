"""The programme in six steps, with the ICPC codes that its source writes down (clinical §7, R1 to R1c)."""

from mdo_plugin_api import Outcome, Pathway, Step

_NOT_FRAIL = Outcome(code="ko_niet_kwetsbaar", label="Niet kwetsbaar")
_POSSIBLY_FRAIL = Outcome(code="ko_mogelijk_kwetsbaar", label="Mogelijk kwetsbaar", icpc="A49.01")
_FRAIL = Outcome(code="ko_kwetsbaar", label="Kwetsbaar", icpc="A05")
_COMPLEX = Outcome(code="ko_complex_kwetsbaar", label="Complex kwetsbaar", icpc="A05")

PATHWAY = Pathway(
    code="ko_programma",
    label="Programma kwetsbare ouderen",
    steps=(
        Step(
            code="ko_signaleren",
            label="Signaleren kwetsbaarheid",
            help="Wees alert op signalen, en neem minstens elk jaar de screeningslijst door.",
            outcomes=(_FRAIL, _POSSIBLY_FRAIL, _NOT_FRAIL),
        ),
        Step(
            code="ko_inschatten",
            label="Inschatting zorgbehoefte",
            help="Bel de patiënt, en spreek zo nodig een huisbezoek af.",
            outcomes=(),
        ),
        Step(
            code="ko_in_kaart",
            label="In kaart brengen kwetsbaarheid",
            help="Het oordeel van de professional is het belangrijkst. Overleg bij twijfel met de huisarts.",
            outcomes=(_FRAIL, _POSSIBLY_FRAIL, _NOT_FRAIL),
        ),
        Step(
            code="ko_kernteam",
            label="Bespreken in kernteam",
            help="Wijs bij de eerste bespreking een coördinator aan.",
            outcomes=(_COMPLEX,),
        ),
        Step(
            code="ko_mdo",
            label="Breed MDO en individueel zorgplan",
            help="Minstens eens per jaar als de patiënt complex kwetsbaar is.",
            outcomes=(),
        ),
        Step(
            code="ko_coordinatie",
            label="Coördinatie",
            help="De coördinator koppelt terug, volgt de afspraken en zet de patiënt weer op de agenda.",
            outcomes=(),
        ),
    ),
)
