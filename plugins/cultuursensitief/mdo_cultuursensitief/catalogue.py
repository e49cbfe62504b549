"""Interventions ('consider', never an order) and tools. Person-centred: nothing follows from a language or a faith."""

from mdo_plugin_api import Dimension, Intervention, Link
from mdo_plugin_api.instruments import instrument

_SOCIAL = (Dimension.SOCIAL,)
_FAITH = (Dimension.SPIRITUAL,)
_PLAN = (Dimension.SHARED_DECISIONS, Dimension.PLANNING_AHEAD)
_ALL = (Dimension.SOMATIC, Dimension.PSYCHOLOGICAL, Dimension.SOCIAL, Dimension.SPIRITUAL)


def _consider(
    code: str, title: str, summary: str, dimensions: tuple[Dimension, ...], source: str = "EK"
) -> Intervention:
    return Intervention(code=code, title=title, summary=summary, dimensions=dimensions, source=source)


INTERVENTIONS = (
    _consider(
        "cs_i01",
        "Professionele tolk",
        "Boek een tolk; laat geen kind tolken bij slecht nieuws (wie het gesprek voert).",
        _SOCIAL,
    ),
    _consider(
        "cs_i02",
        "Vragen wat de patiënt wil weten",
        "Vraag wat de patiënt zelf wil horen over ziekte en toekomst (huisarts).",
        _PLAN,
        "B9",
    ),
    _consider(
        "cs_i03",
        "Gesprek met de familie",
        "Met een woordvoerder; de wens van de patiënt is leidend (huisarts).",
        _SOCIAL,
        "B9",
    ),
    _consider(
        "cs_i04", "Terugvraagmethode", "Eenvoudige taal en beeldmateriaal, en laat navertellen (allen).", _SOCIAL
    ),
    _consider(
        "cs_i05",
        "Uitleg over zorg in de laatste fase",
        "Leg thuiszorg, hospice, morfine en sedatie uit (wijkverpleegkundige).",
        _PLAN,
        "B9",
    ),
    _consider("cs_i06", "Voorlichting in de eigen taal", "Zoek materiaal bij Pharos (POH).", _SOCIAL, "B23"),
    _consider(
        "cs_i07",
        "Sleutelpersoon of voorlichter",
        "Vraag iemand die beide werelden kent (maatschappelijk werk).",
        _SOCIAL,
    ),
    _consider(
        "cs_i08",
        "Geestelijk verzorger van de eigen traditie",
        "Bijvoorbeeld imam, pandit of pastor; vraag het de patiënt eerst (geestelijk verzorger).",
        _FAITH,
    ),
    _consider(
        "cs_i09",
        "RUDAS bij laaggeletterdheid",
        "Kies de RUDAS boven de MMSE (POH, SO).",
        (Dimension.PSYCHOLOGICAL,),
        "B14, B24",
    ),
    _consider(
        "cs_i10",
        "Wensen rond lichamelijke zorg vastleggen",
        "Geslacht van de zorgverlener, reinheid, voeding (wijkverpleegkundige).",
        _FAITH,
    ),
    _consider(
        "cs_i11",
        "Vasten en medicatie afstemmen",
        "Bespreek tijden en doseringen (apotheker, huisarts).",
        (Dimension.SOMATIC,),
    ),
    _consider(
        "cs_i12",
        "Mantelzorg ontlasten",
        "De zorg komt vaak op één familielid neer (maatschappelijk werk).",
        _SOCIAL,
        "B9",
    ),
    _consider(
        "cs_i13",
        "Rituelen en overlijdenszorg voorbereiden",
        "Wassing, snelle begrafenis, repatriëring (geestelijk verzorger, huisarts).",
        _FAITH,
    ),
    _consider(
        "cs_i14", "Sociaal raadslieden", "Bij verzekering, inkomen en formulieren (maatschappelijk werk).", _SOCIAL
    ),
    _consider(
        "cs_i15",
        "Aandacht voor trauma",
        "Vraag POH-GGZ of GGZ mee te kijken (huisarts).",
        (Dimension.PSYCHOLOGICAL,),
    ),
    _consider(
        "cs_i16", "Deskundige van buiten", "Nodig iemand uit voor een themagericht MDO (voorzitter).", _ALL, "S0"
    ),
    _consider("cs_i17", "Rouwzorg", "Passend bij de gebruiken van de naasten (geestelijk verzorger).", _FAITH),
)

TOOLS = (
    *map(instrument, ("surprise_question", "rudas", "iqcode", "sbsq")),
    Link(code="pharos", title="Pharos: materialen en advies", url="https://www.pharos.nl/", source="B23"),
    Link(
        code="huisarts_migrant",
        title="Huisarts-migrant: palliatieve zorg",
        url="https://www.huisarts-migrant.nl/palliatieve-zorg/",
        source="B9",
    ),
    Link(
        code="palliaweb_cultuur",
        title="Palliaweb: cultuursensitieve palliatieve zorg",
        url="https://palliaweb.nl/zorgpraktijk/cultuursensitieve-palliatieve-zorg",
        source="B19",
    ),
    Link(code="positieve_gezondheid", title="Positieve Gezondheid", url="https://iph.nl/", source="S1, B50"),
)
