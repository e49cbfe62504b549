"""What fits what is filled in: a table of conditions, each with its suggestion."""

from mdo_plugin_api import Advice, RecordSnapshot

from .conditions import Condition, answered, either, scored

_BEHAVIOUR = answered(
    "pg_gedrag",
    "agitatie",
    "verbaal",
    "fysiek",
    "nacht",
    "achterdocht",
    "hallucinaties",
    "ontremming",
    "roepen",
    "weert_af",
    "seksueel",
)
_NOT_EXAMINED = answered("psy_cognitie", "klachten")
_CANNOT_STAY = answered("thuis_houdbaar", "kort", "niet")


def _is_examined(snapshot: RecordSnapshot) -> bool:
    return snapshot.prognosis in ("pg_n", "pg_d") or _NOT_EXAMINED(snapshot)


RULES: tuple[tuple[Condition, Advice], ...] = (
    (
        lambda snapshot: snapshot.prognosis == "pg_4",
        Advice(
            code="pg_transfer",
            text="Laatste fase: overweeg over te zetten naar palliatief.",
            interventions=("pg_i20",),
            tools=("surprise_question",),
            source="V",
        ),
    ),
    (
        lambda snapshot: snapshot.prognosis == "pg_n" or _NOT_EXAMINED(snapshot),
        Advice(
            code="pg_diagnosis",
            text="Niet-pluis of klachten zonder onderzoek: overweeg diagnostiek.",
            interventions=("pg_i01",),
            tools=("mmse", "cit6", "moca", "mini_cog"),
            fields=("psy_cognitie",),
            source="B14",
        ),
    ),
    (
        lambda snapshot: _is_examined(snapshot) and snapshot.value("soc_taal") not in (None, "nl"),
        Advice(
            code="pg_language",
            text="Een andere taal bij het onderzoek: overweeg RUDAS of IQCODE in plaats van MMSE, met een tolk.",
            tools=("rudas", "iqcode"),
            fields=("soc_taal", "cs_tolk"),
            source="B14, B24, B45",
        ),
    ),
    (
        answered("pg_casemanager", "nee"),
        Advice(
            code="pg_case_manager",
            text="Nog geen casemanager: overweeg aanmelden.",
            interventions=("pg_i02",),
            fields=("pg_casemanager",),
            source="S1",
        ),
    ),
    (
        lambda snapshot: snapshot.prognosis in ("pg_d", "pg_1"),
        Advice(
            code="pg_explain",
            text="Diagnose of beginnende dementie: overweeg uitleg aan de naasten.",
            interventions=("pg_i07",),
            tools=("dementie_nl",),
            source="EK",
        ),
    ),
    (
        _BEHAVIOUR,
        Advice(
            code="pg_behaviour",
            text="Gedrag vraagt aandacht: zoek eerst de oorzaak, zonder medicijnen. Denk aan pijn en delier.",
            interventions=("pg_i04", "pg_i05", "pg_i03"),
            tools=("painad", "dos"),
            fields=("pg_gedrag", "pg_gedrag_analyse"),
            source="B14, EK",
        ),
    ),
    (
        either(answered("som_delier", "nu"), scored("dos", at_least=3), scored("painad", at_least=2)),
        Advice(
            code="pg_body",
            text="Aanwijzing voor delier of pijn: sluit een lichamelijke oorzaak uit.",
            interventions=("pg_i05",),
            tools=("dos", "painad"),
            fields=("som_delier",),
            source="EK, B47",
        ),
    ),
    (
        either(
            answered("pg_dwalen", "terug", "verdwaald"),
            answered("pg_gedrag", "dwalen"),
            answered("soc_veiligheid", "brand", "dwalen", "vallen"),
        ),
        Advice(
            code="pg_safety",
            text="Dwalen of onveilig thuis: overweeg alarmering, leefcirkel of GPS, met toestemming.",
            interventions=("pg_i10",),
            fields=("pg_dwalen", "soc_veiligheid"),
            source="EK",
        ),
    ),
    (
        lambda snapshot: snapshot.value("pg_gps") is True and snapshot.value("pg_gps_toelichting") is None,
        Advice(
            code="pg_gps_consent",
            text="GPS of leefcirkel: leg de afspraak en de toestemming vast.",
            interventions=("pg_i10",),
            fields=("pg_gps", "pg_gps_toelichting"),
            source="EK, B15",
        ),
    ),
    (
        answered("pg_rijden", "niet_besproken"),
        Advice(
            code="pg_driving",
            text="Rijdt nog auto en dat is niet besproken: bespreek de rijgeschiktheid.",
            interventions=("pg_i11",),
            fields=("pg_rijden",),
            source="EK, B17",
        ),
    ),
    (
        either(
            answered("soc_mz_belasting", "zwaar"),
            answered("soc_volhoud", "week", "maand"),
            scored("ediz", at_least=4),
            scored("ediz_plus", at_least=9),
        ),
        Advice(
            code="pg_carer",
            text="Mantelzorg zwaar belast: overweeg respijt of logeren.",
            interventions=("pg_i08",),
            tools=("ediz",),
            fields=("soc_mz_belasting", "soc_volhoud"),
            source="EK",
        ),
    ),
    (
        either(answered("soc_eenzaam", "vaak"), answered("pg_toezicht", "dagelijks", "nacht", "dag_en_nacht")),
        Advice(
            code="pg_day",
            text="Toezicht nodig of vaak eenzaam: overweeg dagbehandeling of dagbesteding.",
            interventions=("pg_i09",),
            fields=("soc_eenzaam", "pg_toezicht", "soc_dagbesteding"),
            source="EK",
        ),
    ),
    (
        either(_CANNOT_STAY, answered("pg_verblijf", "actief", "urgent")),
        Advice(
            code="pg_residence",
            text="Thuis niet lang meer vol te houden: regel Wlz en wachtlijst.",
            interventions=("pg_i15",),
            fields=("thuis_houdbaar", "pg_verblijf", "soc_wlz"),
            source="EK",
        ),
    ),
    (
        lambda snapshot: (
            (snapshot.urgency in ("u3", "u4") or _CANNOT_STAY(snapshot)) and snapshot.value("svo_crisis") is None
        ),
        Advice(
            code="pg_crisis",
            text="Nog geen crisisplan: spreek af wat te doen in avond, nacht en weekend.",
            interventions=("pg_i17",),
            fields=("svo_crisis",),
            source="EK",
        ),
    ),
    (
        answered("pzp_levenstestament", "nee"),
        Advice(
            code="pg_representation",
            text="Geen levenstestament: bespreek wie de patiënt later vertegenwoordigt.",
            interventions=("pg_i13",),
            fields=("pzp_levenstestament",),
            source="EK",
        ),
    ),
    (
        answered("pg_wzd", "overwogen", "stappenplan"),
        Advice(
            code="pg_coercion",
            text="Onvrijwillige zorg is aan de orde: betrek SO en Wzd-functionaris.",
            interventions=("pg_i16",),
            fields=("pg_wzd", "pg_wzd_status"),
            source="EK",
        ),
    ),
    (
        either(
            answered("som_gewichtsverlies", True),
            answered("som_slikken", True),
            answered("som_voeding", "risico", "ondervoed"),
            answered("pg_gedrag", "eten"),
            scored("snaq65", at_least=2),
        ),
        Advice(
            code="pg_food",
            text="Minder gewicht of moeite met eten: overweeg diëtist of logopedist.",
            interventions=("pg_i18",),
            tools=("snaq65",),
            fields=("som_gewichtsverlies", "som_slikken", "som_voeding"),
            source="EK, B15",
        ),
    ),
    (
        answered("pg_jong", True),
        Advice(
            code="pg_young",
            text="Dementie op jonge leeftijd: denk aan werk, gezin en gespecialiseerde zorg.",
            interventions=("pg_i19",),
            fields=("pg_jong",),
            source="EK, B14",
        ),
    ),
)
