"""Interventions ('consider', never an order) and tools. Item texts of others are not here: their licence decides."""

from mdo_plugin_api import Band, Dimension, Direction, Intervention, Licence, Link, Score

from .questionnaires import QUESTIONNAIRES

_BODY = (Dimension.SOMATIC,)
_MIND = (Dimension.PSYCHOLOGICAL,)
_SOCIAL = (Dimension.SOCIAL,)
_PLAN = (Dimension.SHARED_DECISIONS, Dimension.PLANNING_AHEAD)
_ALL = (*_BODY, *_MIND, *_SOCIAL, Dimension.SPIRITUAL)

INTERVENTIONS = (
    Intervention(
        code="ko_i01",
        title="Huisbezoek en brede inventarisatie",
        summary="Breng alle domeinen in kaart, bijvoorbeeld met TraZAG, GFI of Easycare (POH-ouderen).",
        dimensions=_ALL,
        source="S1",
    ),
    Intervention(
        code="ko_i02",
        title="Individueel zorgplan",
        summary="Leg doelen en acties vast, met actiehouder en urgentie (coördinator).",
        dimensions=_ALL,
        source="S1",
    ),
    Intervention(
        code="ko_i03",
        title="Specialist ouderengeneeskunde",
        summary="Vraag een consult aan (huisarts).",
        dimensions=_ALL,
        source="S1",
    ),
    Intervention(
        code="ko_i04",
        title="Medicatiebeoordeling",
        summary="Loop alle middelen na: wat kan eraf (apotheker, huisarts).",
        dimensions=_BODY,
        source="S1",
    ),
    Intervention(
        code="ko_i07",
        title="Valpreventie",
        summary="Valrisico, valanalyse en beweegprogramma (fysio-, ergo- of oefentherapeut).",
        dimensions=_BODY,
        source="B11",
    ),
    Intervention(
        code="ko_i08", title="Ondervoeding aanpakken", summary="SNAQ65+ en diëtist.", dimensions=_BODY, source="S1"
    ),
    Intervention(
        code="ko_i09",
        title="Woningaanpassing en hulpmiddelen",
        summary="Laat de ergotherapeut meekijken in huis.",
        dimensions=_SOCIAL,
        source="S1",
    ),
    Intervention(
        code="ko_i12",
        title="Welzijn op recept",
        summary="Beweegmakelaar of welzijnswerk.",
        dimensions=_SOCIAL,
        source="S1",
    ),
    Intervention(
        code="ko_i13",
        title="Wijkverpleging inzetten of uitbreiden",
        summary="Stem af wat er nodig is (wijkverpleegkundige).",
        dimensions=(*_BODY, *_SOCIAL),
        source="S1",
    ),
    Intervention(
        code="ko_i14",
        title="Mantelzorg ondersteunen",
        summary="EDIZ, steunpunt mantelzorg, respijtzorg (POH, maatschappelijk werk).",
        dimensions=_SOCIAL,
        source="S1",
    ),
    Intervention(
        code="ko_i15",
        title="Dagbesteding en ontmoeting",
        summary="Tegen eenzaamheid (welzijn).",
        dimensions=_SOCIAL,
        source="EK",
    ),
    Intervention(
        code="ko_i16",
        title="Wmo- of Wlz-aanvraag begeleiden",
        summary="Help bij de aanvraag (wijkverpleegkundige, maatschappelijk werk).",
        dimensions=_SOCIAL,
        source="EK",
    ),
    Intervention(
        code="ko_i17",
        title="Cognitie onderzoeken",
        summary="Screen bij een niet-pluisgevoel (POH-ouderen).",
        dimensions=_MIND,
        source="EK",
    ),
    Intervention(
        code="ko_i18",
        title="Stemming onderzoeken",
        summary="GDS-15 en vervolg (POH, POH-GGZ).",
        dimensions=_MIND,
        source="S1",
    ),
    Intervention(
        code="ko_i19",
        title="Gesprek over zorgplanning",
        summary="Vaak niet in het eerste gesprek (huisarts, POH).",
        dimensions=_PLAN,
        source="S1",
    ),
    Intervention(
        code="ko_i20",
        title="Gehoor en zicht",
        summary="Audicien, oogarts, ergotherapie (huisarts).",
        dimensions=_BODY,
        source="EK",
    ),
    Intervention(
        code="ko_i21",
        title="Signaal ouderenmishandeling",
        summary="Volg de meldcode, overleg met Veilig Thuis (huisarts).",
        dimensions=_SOCIAL,
        source="EK",
    ),
    Intervention(
        code="ko_i22",
        title="Overzetten naar palliatief",
        summary="Overweeg dit als overlijden binnen een jaar niet zou verbazen (huisarts).",
        dimensions=_PLAN,
        source="S0",
    ),
)

TOOLS = (
    *QUESTIONNAIRES,
    Score(
        code="gfi",
        title="GFI (Groningen Frailty Indicator)",
        minimum=0,
        maximum=15,
        bands=(
            Band(low=0, high=3, label="Geen aanwijzing voor kwetsbaarheid", source="B13, B64"),
            Band(low=4, high=15, label="Aanwijzing voor kwetsbaarheid", source="B13, B64"),
        ),
        direction=Direction.HIGHER_IS_WORSE,
        licence=Licence(
            owner="UMCG en RUG", terms="Toestemming nog te vragen: alleen de score vastleggen.", cleared=False
        ),
    ),
    Score(
        code="gds15",
        title="GDS-15",
        minimum=0,
        maximum=15,
        bands=(
            Band(low=0, high=5, label="Geen aanwijzing voor depressie", source="B35"),
            Band(low=6, high=15, label="Mogelijke depressie", source="B35"),
        ),
        direction=Direction.HIGHER_IS_WORSE,
        licence=Licence(owner="Publiek domein", terms="Nederlandse vertaling nog te controleren.", cleared=True),
    ),
    Score(
        code="ediz",
        title="EDIZ",
        minimum=0,
        maximum=9,
        bands=(
            Band(low=0, high=3, label="Weinig druk door de zorg", source="EK"),
            Band(low=4, high=6, label="Matige druk door de zorg", source="EK"),
            Band(low=7, high=9, label="Zware druk door de zorg", source="EK"),
        ),
        direction=Direction.HIGHER_IS_WORSE,
        licence=Licence(
            owner="A.M. Pot, Movisie", terms="Toestemming nog te vragen: alleen de score vastleggen.", cleared=False
        ),
    ),
    Score(
        code="snaq65",
        title="SNAQ65+",
        minimum=0,
        maximum=5,
        bands=(
            Band(low=0, high=1, label="Niet ondervoed (groen)", source="B15"),
            Band(low=2, high=2, label="Risico op ondervoeding (oranje)", source="B15"),
            Band(low=3, high=5, label="Ondervoed (rood)", source="B15"),
        ),
        direction=Direction.HIGHER_IS_WORSE,
        licence=Licence(
            owner="Stuurgroep Ondervoeding",
            terms="Licentie nog te controleren: alleen de score vastleggen.",
            cleared=False,
        ),
    ),
    Score(
        code="tug",
        title="Timed up and go (seconden)",
        minimum=0,
        maximum=300,
        bands=(
            Band(low=0, high=12, label="Geen aanwijzing voor een mobiliteitsprobleem", source="B34"),
            Band(low=12.1, high=14, label="Grensgebied", source="B34"),
            Band(low=14.1, high=300, label="Aanwijzing voor een mobiliteitsprobleem", source="B34"),
        ),
        direction=Direction.HIGHER_IS_WORSE,
        licence=Licence(owner="Vrij te gebruiken", terms="Een meetprocedure, geen vragenlijst.", cleared=True),
    ),
    Link(code="spict_nl", title="SPICT-NL", url="https://www.spict.org.uk/the-spict/spict-nl/"),
)
