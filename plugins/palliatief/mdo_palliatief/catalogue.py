"""Interventions ('consider', never an order) and tools. Item texts of others are not here: their licence decides."""

from mdo_plugin_api import Band, Dimension, Direction, Intervention, Licence, Link, Score

from .questionnaires import QUESTIONNAIRES

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
        summary="Stop wat niet meer helpt (apotheker, huisarts).",
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
        code="pal_i17",
        title="Kinderen en jonge naasten begeleiden",
        summary="Betrek maatschappelijk werk of de wijkverpleegkundige.",
        dimensions=(Dimension.SOCIAL,),
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

TOOLS = (
    *QUESTIONNAIRES,
    Link(code="spict_nl", title="SPICT-NL", url="https://www.spict.org.uk/the-spict/spict-nl/"),
    Link(code="palliaweb", title="Palliaweb: richtlijnen en hulpmiddelen", url="https://palliaweb.nl/"),
    Score(
        code="lastmeter",
        title="Lastmeter (thermometer)",
        minimum=0,
        maximum=10,
        bands=(
            Band(low=0, high=3, label="Lichte last", source="EK"),
            Band(low=4, high=10, label="Verhoogde last, bespreek verwijzing", source="EK"),
        ),
        direction=Direction.HIGHER_IS_WORSE,
        licence=Licence(
            owner="NVPO en KWF, naar de Distress Thermometer van NCCN",
            terms="Voorwaarden voor software niet gevonden: alleen de score vastleggen.",
            cleared=False,
        ),
    ),
    Score(
        code="dos",
        title="DOS-score (gemiddelde van drie diensten)",
        minimum=0,
        maximum=13,
        bands=(
            Band(low=0, high=2.99, label="Geen aanwijzing voor delier", source="B47"),
            Band(low=3, high=13, label="Aanwijzing voor delier", source="B47"),
        ),
        direction=Direction.HIGHER_IS_WORSE,
        licence=Licence(
            owner="M.J. Schuurmans", terms="Licentie nog te controleren: alleen de score vastleggen.", cleared=False
        ),
    ),
)
