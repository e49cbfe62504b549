"""The programme in six steps, in the words of its source; ICPC codes are advice for the HIS (clinical §7, R1)."""

from mdo_plugin_api import Outcome, Pathway, Step

_LEVEL = "kwetsbaarheidsniveau"

_NOT_FRAIL = Outcome(code="ko_niet_kwetsbaar", label="Niet kwetsbaar", sets=(_LEVEL, "niet"))
_POSSIBLY_FRAIL = Outcome(
    code="ko_mogelijk_kwetsbaar", label="Mogelijk kwetsbaar", icpc="A49.01", sets=(_LEVEL, "mogelijk")
)
_FRAIL = Outcome(code="ko_kwetsbaar", label="Kwetsbaar", icpc="A05", sets=(_LEVEL, "kwetsbaar"))
_COMPLEX = Outcome(
    code="ko_complex_kwetsbaar", label="Complex kwetsbaar", icpc="A05", sets=(_LEVEL, "complex"), yearly=True
)

PATHWAY = Pathway(
    code="ko_programma",
    label="Programma kwetsbare ouderen",
    source="S1",
    consent=("deelname_toestemming", "toestemming", "weigert"),
    steps=(
        Step(
            code="ko_signaleren",
            label="Signaleren kwetsbaarheid",
            help="Wees alert op signalen, en neem minstens elk jaar de screeningslijst door. De POH schat in, zo "
            "nodig met de huisarts. HIS: kwetsbaar A05, mogelijk kwetsbaar A49.01, niet kwetsbaar geen code.",
            outcomes=(_FRAIL, _POSSIBLY_FRAIL, _NOT_FRAIL),
            source="S1",
        ),
        Step(
            code="ko_inschatten",
            label="Inschatting zorgbehoefte",
            help="De POH belt: hoe ervaart de patiënt het zelf, is er een zorgbehoefte? Vraag toestemming om de "
            "kwetsbaarheid in kaart te brengen en met andere zorgverleners te overleggen. Plan een "
            "huisbezoek. HIS: noteer het consult en de toestemming.",
            outcomes=(),
            source="S1",
        ),
        Step(
            code="ko_in_kaart",
            label="In kaart brengen kwetsbaarheid",
            help="Huisbezoek met de patiënt en naasten: vorm een breed beeld, meet bloeddruk, lengte en gewicht, "
            "en breng het zorgnetwerk in kaart. Drie of meer keer ja in de TraZAG is een aanwijzing; het "
            "oordeel van de professional is het belangrijkst. Overleg bij twijfel met de huisarts. Vraag "
            "toestemming om één of twee keer per jaar te bespreken. HIS: kwetsbaar A05 met ‘toestemming "
            "deelname’, episodetitel ‘kwetsbaar’; zonder toestemming A49.01 of A05 met ‘weigert deelname’; "
            "niet kwetsbaar: A49.01 blijft staan met ‘niet kwetsbaar’.",
            outcomes=(_FRAIL, _POSSIBLY_FRAIL, _NOT_FRAIL),
            tools=("trazag", "trazag_lijst", "gfi", "mmse", "ediz", "gds15", "snaq65", "tug", "positieve_gezondheid"),
            source="S1",
        ),
        Step(
            code="ko_kernteam",
            label="Bespreken in kernteam",
            help="Met eerstelijnszorg, wijkverpleging en sociaal domein; zo nodig apotheker, specialist "
            "ouderengeneeskunde of casemanager dementie. Alleen met een specifieke zorgvraag en toestemming "
            "van de patiënt. Wijs bij de eerste bespreking een coördinator aan. Is de patiënt complex "
            "kwetsbaar? HIS: A05, episodetitel ‘complex kwetsbaar’.",
            outcomes=(_FRAIL, _COMPLEX),
            tools=("complex_kwetsbaar",),
            source="S1",
        ),
        Step(
            code="ko_mdo",
            label="Breed MDO en individueel zorgplan",
            help="Voor wie complex kwetsbaar is: het kernteam met de specialist ouderengeneeskunde, minstens één "
            "MDO per jaar, 10 tot 20 minuten per patiënt. Leg doelen en acties vast, met een "
            "verantwoordelijke en urgentie per actie. Stuur episodelijst, medicatieoverzicht, brieven en "
            "recent lab twee weken van tevoren.",
            outcomes=(_COMPLEX, _FRAIL),
            tools=("complex_kwetsbaar",),
            source="S1",
        ),
        Step(
            code="ko_coordinatie",
            label="Coördinatie",
            help="De coördinator (meestal de POH, soms de casemanager dementie of de wijkverpleegkundige) koppelt "
            "terug aan de patiënt. Is die het niet eens met een actie, dan hoort de actiehouder dat. De "
            "coördinator volgt het plan, stelt het bij en zet de patiënt weer op de agenda.",
            outcomes=(),
            source="S1",
        ),
    ),
)
