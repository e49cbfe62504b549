"""What fits what is filled in: a table of conditions, each with its suggestion."""

from mdo_plugin_api import Advice, RecordSnapshot

from .catalogue import USD
from .conditions import Condition, answered, either, scored


def _pain(snapshot: RecordSnapshot) -> bool:
    pain = snapshot.value("som_pijn_nrs")
    return isinstance(pain, int | float) and pain >= 4


RULES: tuple[tuple[Condition, Advice], ...] = (
    (
        either(_pain, scored("usd_pijn", at_least=4), scored("painad", at_least=2)),
        Advice(
            code="pal_pain",
            text="Pijn: overweeg de pijnbehandeling te herzien.",
            interventions=("pal_i04", "pal_i03"),
            tools=("usd_pijn", "painad"),
            fields=("som_pijn_nrs",),
            source="B10, EK",
        ),
    ),
    (
        either(answered("som_symptomen", "benauwdheid"), scored("usd_benauwdheid", at_least=4)),
        Advice(
            code="pal_breath",
            text="Benauwdheid genoemd: overweeg een benauwdheidsplan.",
            interventions=("pal_i05",),
            tools=("usd_benauwdheid",),
            fields=("som_symptomen",),
            source="EK, B10",
        ),
    ),
    (
        either(answered("som_delier", "nu"), answered("som_symptomen", "verwardheid"), scored("dos", at_least=3)),
        Advice(
            code="pal_delirium",
            text="Onrust of verwardheid genoemd: denk aan een delier.",
            interventions=("pal_i06",),
            tools=("dos",),
            fields=("som_delier", "som_symptomen"),
            source="EK, B47",
        ),
    ),
    (
        either(*(scored(f"usd_{code}", at_least=7) for code in USD)),
        Advice(
            code="pal_severe",
            text="Een klacht scoort 7 of hoger: overweeg een symptoomanalyse en overleg met de consulent.",
            interventions=("pal_i03", "pal_i02"),
            fields=("som_symptomen",),
            source="B10",
        ),
    ),
    (
        either(
            answered("som_symptomen", "mond", "slikken"),
            answered("som_mond", "klachten", "verwijzen"),
            answered("som_slikken", True),
        ),
        Advice(
            code="pal_mouth",
            text="Klachten van mond of slikken: overweeg extra mondzorg, diëtist of logopedist.",
            interventions=("pal_i11",),
            fields=("som_mond", "som_slikken", "som_symptomen"),
            source="EK",
        ),
    ),
    (
        either(answered("som_huid", "risico", "decubitus"), answered("som_symptomen", "wond")),
        Advice(
            code="pal_skin",
            text="Risico op doorligwonden: kijk naar huid, houding en hulpmiddelen.",
            interventions=("pal_i12",),
            fields=("som_huid", "som_symptomen"),
            source="EK",
        ),
    ),
    (
        either(answered("som_voeding", "risico", "ondervoed"), answered("som_gewichtsverlies", True)),
        Advice(
            code="pal_food",
            text="Minder gewicht of risico op ondervoeding: overweeg de SNAQ65+.",
            tools=("snaq65",),
            interventions=("pal_i11",),
            fields=("som_voeding", "som_gewichtsverlies"),
            source="EK",
        ),
    ),
    (
        either(
            answered("psy_stemming", "somber"),
            answered("psy_angst", "ernstig"),
            answered("psy_last_verwijzing", "ja", "misschien"),
            scored("lastmeter", at_least=4),
            scored("gds15", at_least=6),
        ),
        Advice(
            code="pal_mood",
            text="Somber, angstig of veel last: overweeg psychosociale zorg.",
            interventions=("pal_i16",),
            tools=("lastmeter", "gds15"),
            fields=("psy_stemming", "psy_angst", "psy_last_verwijzing"),
            source="EK, B27, B35",
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
            code="pal_carer",
            text="Mantelzorg zwaar belast: overweeg vrijwilligers of nachtzorg.",
            interventions=("pal_i13",),
            tools=("ediz",),
            fields=("soc_mz_belasting", "soc_volhoud"),
            source="EK",
        ),
    ),
    (
        answered("soc_gezin", True),
        Advice(
            code="pal_children",
            text="Jonge naasten vragen aandacht: overweeg begeleiding.",
            interventions=("pal_i17",),
            fields=("soc_gezin",),
            source="EK",
        ),
    ),
    (
        either(answered("zin_vragen", "worsteling"), answered("zin_gv", "gewenst")),
        Advice(
            code="pal_meaning",
            text="Levensvragen of wens genoemd: overweeg geestelijke verzorging.",
            interventions=("pal_i15",),
            fields=("zin_vragen", "zin_gv"),
            source="EK",
        ),
    ),
    (
        either(answered("pzp_plaats_overlijden", "hospice"), answered("pzp_plaats_verblijf", "hospice")),
        Advice(
            code="pal_hospice",
            text="Hospice gewenst: oriënteer of meld aan.",
            interventions=("pal_i14",),
            fields=("pzp_plaats_overlijden", "pzp_plaats_verblijf"),
            source="EK",
        ),
    ),
    (
        answered("pzp_sedatie", "open", "ingezet"),
        Advice(
            code="pal_sedation",
            text="Palliatieve sedatie is aan de orde: bereid dit voor.",
            interventions=("pal_i18",),
            fields=("pzp_sedatie",),
            source="EK",
        ),
    ),
    (
        answered("pzp_euthanasie", "verklaring", "mogelijk"),
        Advice(
            code="pal_request",
            text="Verken op tijd wat de patiënt vraagt en wie daarbij nodig is.",
            interventions=("pal_i19",),
            fields=("pzp_euthanasie",),
            source="EK",
        ),
    ),
    (
        lambda snapshot: snapshot.value("eva_reden") == "overleden" and snapshot.value("eva_nazorg") is None,
        Advice(
            code="pal_aftercare",
            text="Plan een nazorggesprek met de naasten.",
            interventions=("pal_i20",),
            fields=("eva_nazorg",),
            source="EK",
        ),
    ),
)
