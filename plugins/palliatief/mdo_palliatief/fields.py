"""What palliative care asks beside the shared fields: the marking, the treatment, and the look back."""

from mdo_plugin_api import Dimension, Field, FieldKind, Option
from mdo_plugin_api.fieldsets import shared_fields


def _options(**labels: str) -> tuple[Option, ...]:
    return tuple(Option(code=code, label=label) for code, label in labels.items())


PARTLY = _options(ja="Ja", deels="Deels", nee="Nee")

MARKING = (
    Field(
        code="sq1",
        label="Verbaasd als deze patiënt binnen 12 maanden overlijdt?",
        dimension=Dimension.PROGNOSIS,
        kind=FieldKind.YES_NO,
        help="Surprise Question. De professional beantwoordt deze vraag, niet de patiënt.",
        source="B7",
        compact=True,
    ),
    Field(
        code="sq2",
        label="Verbaasd als deze patiënt over een jaar nog leeft?",
        dimension=Dimension.PROGNOSIS,
        kind=FieldKind.YES_NO,
        help="Alleen als het overlijden binnen 12 maanden niet zou verbazen.",
        source="B7",
    ),
    Field(
        code="spict_gebruikt",
        label="SPICT gebruikt",
        dimension=Dimension.PROGNOSIS,
        kind=FieldKind.YES_NO,
        source="S0",
    ),
    Field(
        code="spict_datum", label="SPICT ingevuld op", dimension=Dimension.PROGNOSIS, kind=FieldKind.DATE, source="S0"
    ),
    Field(
        code="markering_datum",
        label="Palliatieve fase gemarkeerd op",
        dimension=Dimension.PROGNOSIS,
        kind=FieldKind.DATE,
        source="B1",
    ),
)

TREATMENT = (
    Field(
        code="som_ecog",
        label="Performance (ECOG)",
        dimension=Dimension.SOMATIC,
        kind=FieldKind.CHOICE,
        options=(
            Option(code="0", label="0, volledig actief"),
            Option(code="1", label="1, beperkt bij zware inspanning"),
            Option(code="2", label="2, zelfzorg, meer dan de helft van de dag op"),
            Option(code="3", label="3, beperkte zelfzorg, meer dan de helft van de dag in bed of stoel"),
            Option(code="4", label="4, volledig afhankelijk, bedlegerig"),
        ),
        source="B28",
    ),
    Field(
        code="som_intensief",
        label="Medisch-technisch thuis",
        dimension=Dimension.SOMATIC,
        kind=FieldKind.CHOICES,
        options=_options(
            zuurstof="Zuurstof",
            infuus="Infuus, PICC of PAC",
            pomp="Medicatiepomp",
            sonde="Sonde",
            katheter="Katheter",
            drain="Drain",
            canule="Tracheacanule",
            beademing="Beademing",
        ),
        source="EK",
    ),
    Field(
        code="som_behandeling",
        label="Ziektegerichte behandeling",
        dimension=Dimension.SOMATIC,
        kind=FieldKind.CHOICE,
        options=_options(
            geen="Geen",
            chemo="Chemotherapie",
            immuno="Immunotherapie of doelgericht",
            radio="Radiotherapie",
            dialyse="Dialyse",
            hartfalen="Hartfalenpoli",
            anders="Anders",
        ),
        source="EK",
    ),
)

FIELDS = (*MARKING, *shared_fields("palliative"), *TREATMENT)

EVALUATION = (
    *shared_fields("palliative", evaluation=True),
    Field(
        code="eva_levenseinde",
        label="Bijzonder medisch handelen",
        dimension=Dimension.EVALUATION,
        kind=FieldKind.CHOICES,
        options=_options(
            sedatie="Palliatieve sedatie",
            euthanasie="Euthanasie",
            stoppen="Stoppen met eten en drinken",
            geen="Geen",
        ),
        source="EK",
        sensitive=True,
    ),
    Field(
        code="eva_symptomen",
        label="Klachten voldoende onder controle",
        dimension=Dimension.EVALUATION,
        kind=FieldKind.CHOICE,
        options=PARTLY,
        source="EK",
        reportable=True,
    ),
)
