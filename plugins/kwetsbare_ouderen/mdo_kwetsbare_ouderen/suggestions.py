"""What fits what is filled in: a table of conditions, each with its suggestion."""

from datetime import date, timedelta

from mdo_plugin_api import Advice, RecordSnapshot

from .conditions import Condition, answered, either, scored

_A_YEAR = timedelta(days=365)
_NURSING = {"Wijkverpleegkundige", "Verpleegkundige of verzorgende thuiszorg"}
_dependent = answered("som_adl", "deels", "volledig")
_indicated = scored("trazag", at_least=3)


def _medication_not_reviewed(snapshot: RecordSnapshot) -> bool:
    reviewed = snapshot.value("som_medbeoordeling")
    is_recent = isinstance(reviewed, date) and snapshot.today - reviewed <= _A_YEAR
    return snapshot.value("som_polyfarmacie") is True and not is_recent


RULES: tuple[tuple[Condition, Advice], ...] = (
    (
        lambda snapshot: _indicated(snapshot) and snapshot.value("kwetsbaarheidsniveau") in (None, "niet"),
        Advice(  # R2
            code="ko_trazag",
            text="3 of meer keer ja in de TraZAG is een aanwijzing. Jouw oordeel is leidend: leg het"
            " kwetsbaarheidsniveau vast, en overleg bij twijfel met de huisarts.",
            tools=("trazag",),
            interventions=("ko_i01",),
            fields=("kwetsbaarheidsniveau",),
            source="S1",
        ),
    ),
    (
        lambda snapshot: (
            snapshot.has_question and snapshot.next_meeting is not None and snapshot.value("som_lab_datum") is None
        ),
        Advice(  # R7
            code="ko_attachments",
            text="Kijk voor het MDO of er recent lab is, en stuur bijlagen twee weken van tevoren.",
            interventions=("ko_i05",),
            fields=("som_lab_datum", "som_lab_bijlage"),
            source="S1",
        ),
    ),
    (
        _medication_not_reviewed,
        Advice(
            code="ko_medication",
            text="Polyfarmacie zonder medicatiebeoordeling in het afgelopen jaar.",
            interventions=("ko_i04",),
            fields=("som_polyfarmacie", "som_medbeoordeling"),
            source="S1, EK",
        ),
    ),
    (
        either(
            answered("som_vallen_12m", "vaker"),
            answered("som_valangst", True),
            answered("som_loopmoeite", True),
            scored("valrisico", at_least=1),
            scored("tug", at_least=12.1),
        ),
        Advice(
            code="ko_falls",
            text="Aanwijzing voor verhoogd valrisico: overweeg valpreventie.",
            interventions=("ko_i07",),
            tools=("valrisico", "tug"),
            fields=("som_vallen_12m", "som_valangst", "som_loopmoeite"),
            source="B11, B34, EK",
        ),
    ),
    (
        either(
            answered("som_gewichtsverlies", True),
            answered("som_voeding", "risico", "ondervoed"),
            scored("snaq65", at_least=2),
        ),
        Advice(
            code="ko_food",
            text="Gewichtsverlies of risico op ondervoeding: overweeg de SNAQ65+ en de diëtist.",
            interventions=("ko_i08",),
            tools=("snaq65",),
            fields=("som_gewichtsverlies", "som_voeding"),
            source="S1, B15",
        ),
    ),
    (
        answered("som_slikken", True),
        Advice(
            code="ko_swallowing",
            text="Slikproblemen: overweeg logopedie.",
            interventions=("ko_i10",),
            fields=("som_slikken",),
            source="S1",
        ),
    ),
    (
        either(answered("som_gehoor", "slecht"), answered("som_visus", "slecht")),
        Advice(
            code="ko_senses",
            text="Slecht horen of zien: overweeg audicien, oogarts of ergotherapie.",
            interventions=("ko_i20",),
            fields=("som_gehoor", "som_visus"),
            source="EK",
        ),
    ),
    (
        lambda snapshot: _dependent(snapshot) and _NURSING.isdisjoint(snapshot.disciplines),
        Advice(
            code="ko_nursing",
            text="Hulp nodig bij ADL en geen wijkverpleegkundige bij de betrokkenen: overweeg wijkverpleging.",
            interventions=("ko_i13",),
            tools=("katz6",),
            fields=("som_adl",),
            source="S1, EK",
        ),
    ),
    (
        either(answered("psy_stemming", "somber"), scored("gds15", at_least=6)),
        Advice(
            code="ko_mood",
            text="Sombere stemming: overweeg de GDS-15 en vervolg.",
            interventions=("ko_i18",),
            tools=("gds15",),
            fields=("psy_stemming",),
            source="S1, B35",
        ),
    ),
    (
        answered("psy_cognitie", "klachten"),
        Advice(
            code="ko_cognition",
            text="Cognitieve klachten, niet onderzocht: overweeg screening.",
            interventions=("ko_i17",),
            tools=("mmse", "cit6"),
            fields=("psy_cognitie",),
            source="EK",
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
            code="ko_carer",
            text="Mantelzorg zwaar belast: overweeg ondersteuning.",
            interventions=("ko_i14",),
            tools=("ediz",),
            fields=("soc_mz_belasting", "soc_volhoud"),
            source="S1, EK",
        ),
    ),
    (
        answered("soc_eenzaam", "vaak"),
        Advice(
            code="ko_lonely",
            text="Vaak eenzaam: overweeg dagbesteding of ontmoeting.",
            interventions=("ko_i15", "ko_i12"),
            fields=("soc_eenzaam",),
            source="EK",
        ),
    ),
    (
        answered("soc_woning_ok", "aanpassing", "verhuizing"),
        Advice(
            code="ko_home",
            text="De woning past niet meer: overweeg ergotherapie en hulpmiddelen.",
            interventions=("ko_i09",),
            fields=("soc_woning_ok",),
            source="S1",
        ),
    ),
    (
        answered("soc_wlz", "aanvraag"),
        Advice(
            code="ko_wlz",
            text="Wlz in aanvraag: spreek af wie begeleidt.",
            interventions=("ko_i16",),
            fields=("soc_wlz",),
            source="EK",
        ),
    ),
    (
        answered("soc_mishandeling", "bespreken"),
        Advice(
            code="ko_signal",
            text="Er is een signaal over de veiligheid: volg de meldcode.",
            interventions=("ko_i21",),
            fields=("soc_mishandeling",),
            source="EK",
        ),
    ),
)
