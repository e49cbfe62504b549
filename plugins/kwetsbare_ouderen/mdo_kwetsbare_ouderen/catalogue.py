"""Interventions ('consider', never an order) and tools. Item texts of others are not here: their licence decides."""

from mdo_plugin_api import Dimension, Document, Intervention, Link
from mdo_plugin_api.instruments import instrument

from .questionnaires import COMPLEX_FRAIL

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
        code="ko_i05",
        title="Lab op indicatie",
        summary="Hb, BSE, glucose, TSH, kreatinine;"
        " zo nodig Na, K, vitamine B1, B6, B12, foliumzuur en urine (huisarts).",
        dimensions=_BODY,
        source="S1",
    ),
    Intervention(
        code="ko_i06",
        title="Vitamine D",
        summary="Overweeg het bij vrouwen vanaf 50 en mannen vanaf 70 jaar, zonder bepaling (huisarts, POH).",
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
        code="ko_i08",
        title="Ondervoeding aanpakken",
        summary="SNAQ65+ invullen, en de diëtist vragen.",
        dimensions=_BODY,
        source="S1",
    ),
    Intervention(
        code="ko_i09",
        title="Woningaanpassing en hulpmiddelen",
        summary="Laat de ergotherapeut meekijken in huis.",
        dimensions=_SOCIAL,
        source="S1",
    ),
    Intervention(
        code="ko_i10",
        title="Logopedie",
        summary="Bij problemen met slikken of communicatie (logopedist).",
        dimensions=_BODY,
        source="S1",
    ),
    Intervention(
        code="ko_i11",
        title="Voetzorg",
        summary="Vraag de podotherapeut mee te kijken.",
        dimensions=_BODY,
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
        summary="Overweeg dit als overlijden binnen een jaar niet zou verbazen (Surprise Question; huisarts).",
        dimensions=_PLAN,
        source="S0",
    ),
)

TOOLS = (
    COMPLEX_FRAIL,
    *map(
        instrument,
        (
            "surprise_question",
            "trazag",
            "gfi",
            "tfi",
            "prisma7",
            "cfs",
            "katz6",
            "katz15",
            "valrisico",
            "tug",
            "snaq65",
            "gds15",
            "dkl4_distress",
            "dkl4_depressie",
            "dkl4_angst",
            "dkl4_somatisatie",
            "mmse",
            "cit6",
            "dos",
            "ediz",
            "ediz_plus",
        ),
    ),
    Document(
        code="trazag_lijst",
        title="TraZAG-startlijst, leeg (pdf)",
        url="https://regiozorgnu.nl/wp-content/uploads/2022/06/Trazag-start-vierde-druk-lege-lijst.pdf",
        source="S1",
    ),
    Link(code="spict_nl", title="SPICT-NL", url="https://www.spict.org.uk/the-spict/spict-nl/", source="B25"),
    Link(code="positieve_gezondheid", title="Positieve Gezondheid", url="https://iph.nl/", source="S1, B50"),
)
