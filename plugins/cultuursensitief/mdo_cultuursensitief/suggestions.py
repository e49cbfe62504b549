"""What fits what is filled in: a table of conditions, each with its suggestion."""

from mdo_plugin_api import WRITTEN, Advice, RecordSnapshot

from .conditions import Condition, answered, either

_MEMORY = {"P20", "P70"}
_READS_WITH_DIFFICULTY = answered("cs_lezen", "moeite", "nee")
_DUTCH_IS_HARD = either(answered("cs_nl_begrijpen", "redelijk", "slecht"), answered("cs_nl_spreken", "slecht"))


def _speaks_another_language(snapshot: RecordSnapshot) -> bool:
    return snapshot.value("soc_taal") not in (None, "nl") or _DUTCH_IS_HARD(snapshot)


RULES: tuple[tuple[Condition, Advice], ...] = (
    (
        lambda snapshot: _speaks_another_language(snapshot) and snapshot.value("cs_tolk") is None,
        Advice(
            code="cs_interpreter",
            text="Een andere taal, en nog niets over een tolk: vraag of een professionele tolk nodig is.",
            interventions=("cs_i01",),
            fields=("soc_taal", "cs_tolk"),
            source="EK, B18",
        ),
    ),
    (
        answered("cs_tolk", "naaste", "geweigerd"),
        Advice(
            code="cs_informal",
            text="Een naaste tolkt, of een tolk is geweigerd: overweeg bij moeilijke gesprekken toch een tolk.",
            interventions=("cs_i01", "cs_i04"),
            fields=("cs_tolk",),
            source="EK, B18",
        ),
    ),
    (
        answered("cs_infowens", "niet_gevraagd"),
        Advice(
            code="cs_ask",
            text="Vraag wat de patiënt wil weten over ziekte en toekomst.",
            interventions=("cs_i02",),
            fields=("cs_infowens",),
            source="B9",
        ),
    ),
    (
        either(
            answered("cs_infowens", "familie"),
            answered("cs_besluit", "met_familie", "familie"),
            answered("cs_woordvoerder", WRITTEN),
        ),
        Advice(
            code="cs_family",
            text="Familie beslist of hoort mee: overweeg een familiegesprek; de wens van de patiënt is leidend.",
            interventions=("cs_i03",),
            fields=("cs_besluit", "cs_infowens", "cs_woordvoerder"),
            source="B9",
        ),
    ),
    (
        either(answered("cs_gezondheidsvaardigheden", "beperkt"), _READS_WITH_DIFFICULTY, _DUTCH_IS_HARD),
        Advice(
            code="cs_plain",
            text="Moeite met taal of informatie: gebruik eenvoudige taal, beeld en de terugvraagmethode.",
            interventions=("cs_i04", "cs_i06"),
            tools=("sbsq", "pharos"),
            fields=("cs_gezondheidsvaardigheden", "cs_lezen", "cs_nl_begrijpen"),
            source="EK, B23",
        ),
    ),
    (
        lambda snapshot: (
            not _MEMORY.isdisjoint(snapshot.diagnoses)
            and (_speaks_another_language(snapshot) or _READS_WITH_DIFFICULTY(snapshot))
        ),
        Advice(
            code="cs_memory",
            text="Geheugenklachten met een taalbarrière of laaggeletterdheid: overweeg RUDAS of IQCODE.",
            interventions=("cs_i09",),
            tools=("rudas", "iqcode"),
            fields=("soc_taal", "cs_lezen"),
            source="B14, B24, B45",
        ),
    ),
    (
        either(
            answered("cs_morfine", WRITTEN),
            answered("cs_formelezorg", "aarzelend", "afwijzend", "onbekend"),
        ),
        Advice(
            code="cs_explain",
            text="Twijfel of onbekendheid: leg thuiszorg, hospice, morfine en sedatie uit.",
            interventions=("cs_i05",),
            fields=("cs_morfine", "cs_formelezorg"),
            source="B9",
        ),
    ),
    (
        either(answered("cs_taboe", "mogelijk", "ja"), answered("cs_vertrouwen", WRITTEN)),
        Advice(
            code="cs_bridge",
            text="Schaamte of weinig vertrouwen: overweeg een sleutelpersoon.",
            interventions=("cs_i07",),
            fields=("cs_taboe", "cs_vertrouwen"),
            source="B9, EK",
        ),
    ),
    (
        either(answered("cs_geestelijke", True), answered("zin_gv", "gewenst")),
        Advice(
            code="cs_spiritual",
            text="Geestelijke steun gewenst: vraag de patiënt wie daarbij past.",
            interventions=("cs_i08",),
            fields=("cs_geestelijke", "zin_gv"),
            source="EK",
        ),
    ),
    (
        answered("cs_genderwens", "lichamelijk", "altijd"),
        Advice(
            code="cs_body",
            text="Wensen bij lichamelijke zorg: leg ze vast voor wie er komt.",
            interventions=("cs_i10",),
            fields=("cs_genderwens",),
            source="EK",
        ),
    ),
    (
        lambda snapshot: (
            (answered("cs_voeding", "vasten")(snapshot) or answered("cs_geloof_praktijk", "vasten")(snapshot))
            and snapshot.value("cs_vasten_med") is not True
        ),
        Advice(
            code="cs_fasting",
            text="Vasten en medicatie zijn nog niet besproken: stem dit af.",
            interventions=("cs_i11",),
            fields=("cs_vasten_med",),
            source="EK",
        ),
    ),
    (
        answered("soc_mz_belasting", "matig", "zwaar"),
        Advice(
            code="cs_carer",
            text="Mantelzorg belast: overweeg die te ontlasten.",
            interventions=("cs_i12",),
            fields=("soc_mz_belasting", "cs_mz_norm"),
            source="B9",
        ),
    ),
    (
        lambda snapshot: any(snapshot.value(code) for code in ("cs_rituelen", "cs_overlijden")),
        Advice(
            code="cs_rituals",
            text="Wensen rond sterven en overlijden: regel ze vooraf.",
            interventions=("cs_i13",),
            fields=("cs_rituelen", "cs_overlijden"),
            source="EK",
        ),
    ),
    (
        either(answered("cs_verzekering", "actie"), answered("soc_financien", "ja")),
        Advice(
            code="cs_money",
            text="Verzekering of geld belemmert de zorg: overweeg sociaal raadslieden.",
            interventions=("cs_i14",),
            fields=("cs_verzekering",),
            source="EK",
        ),
    ),
    (
        answered("cs_trauma", WRITTEN),
        Advice(
            code="cs_careful",
            text="Houd rekening met wat de patiënt meemaakte: overweeg POH-GGZ of GGZ.",
            interventions=("cs_i15",),
            fields=("cs_trauma",),
            source="EK",
        ),
    ),
    (
        lambda snapshot: snapshot.urgency in ("u3", "u4"),
        Advice(
            code="cs_expert",
            text="De communicatie belemmert de zorg: overweeg een deskundige van buiten bij het MDO.",
            interventions=("cs_i16",),
            source="S0",
        ),
    ),
    (
        answered("cs_rouw", WRITTEN),
        Advice(
            code="cs_grief",
            text="Rouwgebruiken vastgelegd: stem de rouwzorg daarop af.",
            interventions=("cs_i17",),
            fields=("cs_rouw",),
            source="EK",
        ),
    ),
)
