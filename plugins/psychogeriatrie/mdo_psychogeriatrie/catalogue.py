"""Interventions ('consider', never an order) and tools. Item texts of others are not here: their licence decides."""

from mdo_plugin_api import Dimension, Intervention, Link
from mdo_plugin_api.instruments import instrument

_BODY = (Dimension.SOMATIC,)
_MIND = (Dimension.PSYCHOLOGICAL,)
_SOCIAL = (Dimension.SOCIAL,)
_PLAN = (Dimension.SHARED_DECISIONS, Dimension.PLANNING_AHEAD)
_ALL = (Dimension.SOMATIC, Dimension.PSYCHOLOGICAL, Dimension.SOCIAL, Dimension.SPIRITUAL)


def _consider(
    code: str, title: str, summary: str, dimensions: tuple[Dimension, ...], source: str = "EK"
) -> Intervention:
    return Intervention(code=code, title=title, summary=summary, dimensions=dimensions, source=source)


INTERVENTIONS = (
    _consider(
        "pg_i01",
        "Diagnostiek dementie",
        "In de huisartsenpraktijk of bij de geheugenpoli (huisarts, SO).",
        _MIND,
        "B14",
    ),
    _consider("pg_i02", "Casemanager dementie", "Meld aan bij een casemanager (huisarts, POH).", _ALL, "S1"),
    _consider(
        "pg_i03",
        "Specialist ouderengeneeskunde",
        "Vraag laagdrempelig mee te kijken bij probleemgedrag (SO).",
        _MIND,
        "B14",
    ),
    _consider(
        "pg_i04",
        "Probleemanalyse van het gedrag",
        "Zoek wat eraan voorafgaat en wat helpt; eerst zonder medicijnen (SO, GZ-psycholoog).",
        _MIND,
        "B14",
    ),
    _consider(
        "pg_i05",
        "Lichamelijke oorzaak uitsluiten",
        "Denk aan pijn (PAINAD), urineweginfectie, obstipatie, medicatie en delier (huisarts).",
        _BODY,
    ),
    _consider(
        "pg_i06", "Psychofarmaca evalueren", "Evalueer of bouw af, en spreek een datum af (huisarts, SO).", _MIND
    ),
    _consider(
        "pg_i07",
        "Uitleg aan naasten",
        "Alzheimercafé, dementie.nl (casemanager).",
        (Dimension.PSYCHOLOGICAL, Dimension.SOCIAL),
    ),
    _consider(
        "pg_i08",
        "Mantelzorg ontlasten",
        "EDIZ, vraag naar volhouden, bespreek respijt en logeren (casemanager).",
        _SOCIAL,
    ),
    _consider("pg_i09", "Dagbehandeling of dagbesteding", "Bespreek dagen en vervoer (casemanager).", _SOCIAL),
    _consider(
        "pg_i10",
        "Veiligheid thuis",
        "Gas, alarmering, leefcirkel of GPS; denk aan toestemming en Wzd (ergotherapeut, wijkverpleging).",
        _SOCIAL,
    ),
    _consider(
        "pg_i11", "Rijgeschiktheid bespreken", "Bespreek autorijden, zo nodig een CBR-beoordeling (huisarts).", _SOCIAL
    ),
    _consider(
        "pg_i12",
        "Wilsbekwaamheid beoordelen",
        "Doe dit ter zake, bij een concreet besluit (huisarts, SO).",
        _PLAN,
        "B20",
    ),
    _consider(
        "pg_i13",
        "Vertegenwoordiging regelen",
        "Levenstestament, mentor of bewind (casemanager, maatschappelijk werk).",
        _PLAN,
    ),
    _consider(
        "pg_i14",
        "Gesprek over zorgplanning",
        "Plan het zo snel mogelijk na de diagnose, nu de patiënt mee kan beslissen (huisarts).",
        _PLAN,
        "B21",
    ),
    _consider(
        "pg_i15", "Wlz-aanvraag", "Vraag aan, en bespreek de wachtlijst: actief of op voorkeur (casemanager).", _SOCIAL
    ),
    _consider(
        "pg_i16",
        "Wzd-stappenplan of machtiging voorbereiden",
        "Betrek de SO en de Wzd-functionaris.",
        _PLAN,
    ),
    _consider("pg_i17", "Crisisplan", "Spreek af wat te doen in avond, nacht en weekend (casemanager).", _PLAN),
    _consider("pg_i18", "Voeding, gewicht en slikken", "Vraag diëtist of logopedist.", _BODY),
    _consider(
        "pg_i19",
        "Dementie op jonge leeftijd",
        "Werk, gezin en gespecialiseerde zorg (casemanager).",
        _SOCIAL,
    ),
    _consider(
        "pg_i20",
        "Overzetten naar palliatief",
        "Overweeg dit in de laatste fase (huisarts).",
        _PLAN,
    ),
)

TOOLS = (
    *map(
        instrument,
        (
            "surprise_question",
            "mmse",
            "moca",
            "cit6",
            "mini_cog",
            "rudas",
            "iqcode",
            "gds15",
            "dos",
            "painad",
            "katz6",
            "katz15",
            "snaq65",
            "valrisico",
            "ediz",
            "ediz_plus",
        ),
    ),
    Link(code="dementie_nl", title="Dementie.nl: uitleg voor naasten", url="https://www.dementie.nl/", source="EK"),
)
