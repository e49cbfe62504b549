"""What palliative care asks beside the fields that it shares with frail elderly: how the phase was marked."""

from mdo_plugin_api import Dimension, Field, FieldKind
from mdo_plugin_api.fieldsets import shared_fields

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

FIELDS = (*MARKING, *shared_fields("palliative"))
EVALUATION = shared_fields("palliative", evaluation=True)
