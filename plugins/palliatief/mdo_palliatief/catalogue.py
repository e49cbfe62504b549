"""Interventions ('consider', never an order) and tools. Item texts of others are not here: their licence decides."""

from mdo_plugin_api import Band, Dimension, Direction, Intervention, Licence, Link, Score
from mdo_plugin_api.instruments import instrument

_BODY = (Dimension.SOMATIC,)
_PLAN = (Dimension.SHARED_DECISIONS, Dimension.PLANNING_AHEAD)
_ALL = (Dimension.SOMATIC, Dimension.PSYCHOLOGICAL, Dimension.SOCIAL, Dimension.SPIRITUAL)

INTERVENTIONS = (
    Intervention(
        code="pal_i01",
        title="Gesprek over zorgplanning",
        summary="Plan een gesprek over wensen en grenzen en leg het uniform vast (huisarts, POH).",
        dimensions=_PLAN,
        source="B3, B21",
    ),
    Intervention(
        code="pal_i02",
        title="Consulent palliatieve zorg",
        summary="Vraag het palliatief consultatieteam of de consulent mee te denken (huisarts).",
        dimensions=_ALL,
        source="S0",
    ),
    Intervention(
        code="pal_i03",
        title="Symptoomanalyse met USD",
        summary="Vraag de klachten systematisch uit en herhaal tot het rustig is (wijkverpleegkundige).",
        dimensions=_BODY,
        source="B10, B22",
    ),
    Intervention(
        code="pal_i04",
        title="Pijnbehandeling herzien",
        summary="Vast schema met doorbraakmedicatie, en een laxans bij een opioïd (huisarts, apotheker).",
        dimensions=_BODY,
        source="EK",
    ),
    Intervention(
        code="pal_i05",
        title="Benauwdheidsplan",
        summary="Met en zonder medicijnen: wat doet wie bij benauwdheid (huisarts, fysiotherapeut).",
        dimensions=_BODY,
        source="EK",
    ),
    Intervention(
        code="pal_i06",
        title="Delier voorkomen en behandelen",
        summary="Let op vroege tekenen, zet de DOS in (wijkverpleegkundige, huisarts).",
        dimensions=(Dimension.SOMATIC, Dimension.PSYCHOLOGICAL),
        source="EK",
    ),
    Intervention(
        code="pal_i07",
        title="Medicatie saneren",
        summary="Kijk samen wat niet meer helpt en kan stoppen (apotheker, huisarts).",
        dimensions=_BODY,
        source="EK",
    ),
    Intervention(
        code="pal_i08",
        title="Anticiperende medicatie in huis",
        summary="Regel medicatie en uitvoeringsverzoeken op voorhand (huisarts, apotheker, thuiszorg).",
        dimensions=_PLAN,
        source="EK",
    ),
    Intervention(
        code="pal_i09",
        title="ICD uitzetten bespreken",
        summary="Bespreek en regel het uitzetten van de ICD (huisarts, cardioloog).",
        dimensions=_PLAN,
        source="EK",
    ),
    Intervention(
        code="pal_i10",
        title="Huisartsenpost en ambulance informeren",
        summary="Stuur een overdracht met het reanimatiebeleid (huisarts).",
        dimensions=_PLAN,
        source="EK",
    ),
    Intervention(
        code="pal_i11",
        title="Mond- en slikzorg",
        summary="Dagelijkse mondzorg; diëtist of logopedist bij slikproblemen (wijkverpleegkundige).",
        dimensions=_BODY,
        source="EK",
    ),
    Intervention(
        code="pal_i12",
        title="Doorligwonden voorkomen",
        summary="Kijk naar huid, houding en hulpmiddelen (ergotherapeut, thuiszorg).",
        dimensions=_BODY,
        source="EK",
    ),
    Intervention(
        code="pal_i13",
        title="Vrijwilligers en nachtzorg",
        summary="Zet VPTZ of nachtzorg in om naasten te ontlasten (wijkverpleegkundige).",
        dimensions=(Dimension.SOCIAL,),
        source="EK",
    ),
    Intervention(
        code="pal_i14",
        title="Hospice oriënteren of aanmelden",
        summary="Bespreek hospice of ELV palliatief voordat het nodig is (wijkverpleegkundige, huisarts).",
        dimensions=_PLAN,
        source="EK",
    ),
    Intervention(
        code="pal_i15",
        title="Geestelijke verzorging thuis",
        summary="Vraag een geestelijk verzorger via het Centrum voor Levensvragen.",
        dimensions=(Dimension.SPIRITUAL,),
        source="EK",
    ),
    Intervention(
        code="pal_i16",
        title="Psychosociale zorg",
        summary="Maatschappelijk werk, psycholoog of inloophuis (maatschappelijk werker).",
        dimensions=(Dimension.PSYCHOLOGICAL, Dimension.SOCIAL),
        source="EK",
    ),
    Intervention(
        code="pal_i17",
        title="Kinderen en jonge naasten begeleiden",
        summary="Betrek maatschappelijk werk of de wijkverpleegkundige.",
        dimensions=(Dimension.SOCIAL,),
        source="EK",
    ),
    Intervention(
        code="pal_i18",
        title="Palliatieve sedatie voorbereiden",
        summary="Bespreek indicatie, wie wat doet, en de medicatie (huisarts, consulent).",
        dimensions=_PLAN,
        source="EK",
    ),
    Intervention(
        code="pal_i19",
        title="Euthanasieverzoek verkennen",
        summary="Verken het verzoek, betrek een SCEN-arts en bespreek het tijdpad (huisarts).",
        dimensions=_PLAN,
        source="EK",
    ),
    Intervention(
        code="pal_i20",
        title="Nazorggesprek met naasten",
        summary="Plan een gesprek zes weken na het overlijden (huisarts, wijkverpleegkundige).",
        dimensions=(Dimension.SOCIAL,),
        source="EK",
    ),
)

USD = {
    "pijn": "pijn",
    "slaap": "slaap",
    "droge_mond": "droge mond",
    "slikken": "slikken",
    "eetlust": "eetlust",
    "ontlasting": "ontlasting, obstipatie",
    "misselijkheid": "misselijkheid",
    "benauwdheid": "benauwdheid",
    "vermoeidheid": "vermoeidheid",
    "angst": "angst",
    "somberheid": "somberheid",
    "welbevinden": "welbevinden",
}


def _usd(code: str, symptom: str) -> Score:
    """One of the twelve numbers of the USD (clinical §6.3): the numbers are entered, the form is not in the portal."""
    return Score(
        code=f"usd_{code}",
        title=f"USD {symptom}",
        minimum=0,
        maximum=10,
        bands=(
            Band(low=0, high=3, label="Lager dan 4", source="B10"),
            Band(low=4, high=6, label="Aanwijzing voor een relevante klacht", source="B10"),
            Band(low=7, high=10, label="Aanwijzing voor een ernstige klacht", source="B10"),
        ),
        direction=Direction.HIGHER_IS_WORSE,
        licence=Licence(
            owner="UMC Utrecht, naar de ESAS", terms="Voorwaarden niet gevonden: alleen de score.", cleared=False
        ),
        help="De patiënt geeft een cijfer van 0 (niet) tot en met 10 (ergst denkbaar).",
        source="B10",
    )


TOOLS = (
    *map(
        instrument,
        (
            "surprise_question",
            "ecog",
            "karnofsky",
            "cfs",
            "lastmeter",
            "gds15",
            "dkl4_distress",
            "dkl4_depressie",
            "dkl4_angst",
            "dkl4_somatisatie",
            "dos",
            "painad",
            "snaq65",
            "valrisico",
            "ediz",
            "ediz_plus",
        ),
    ),
    *(_usd(code, symptom) for code, symptom in USD.items()),
    Link(code="spict_nl", title="SPICT-NL", url="https://www.spict.org.uk/the-spict/spict-nl/", source="B25"),
    Link(code="usd4d", title="USD-4D", url="https://madenco.nl/usd4d", source="B26"),
    Link(
        code="palliaweb",
        title="Palliaweb: richtlijnen en hulpmiddelen",
        url="https://palliaweb.nl/",
        source="B7, B19, B21, B22",
    ),
)
