"""What frail elderly ask beside the fields that they share with palliative care: the level of frailty."""

from mdo_plugin_api import Dimension, Field, FieldKind, Option
from mdo_plugin_api.fieldsets import shared_fields


def _options(**labels: str) -> tuple[Option, ...]:
    return tuple(Option(code=code, label=label) for code, label in labels.items())


FIELDS = (
    Field(
        code="kwetsbaarheidsniveau",
        label="Kwetsbaarheidsniveau",
        dimension=Dimension.PROGNOSIS,
        kind=FieldKind.CHOICE,
        options=_options(
            niet="Niet kwetsbaar", mogelijk="Mogelijk kwetsbaar", kwetsbaar="Kwetsbaar", complex="Complex kwetsbaar"
        ),
        help="Het oordeel van de professional, niet de uitkomst van een lijst.",
        source="S1",
        compact=True,
        reportable=True,
    ),
    Field(
        code="deelname_toestemming",
        label="Deelname aan het zorgprogramma",
        dimension=Dimension.PROGNOSIS,
        kind=FieldKind.CHOICE,
        options=_options(toestemming="Toestemming deelname", weigert="Weigert deelname"),
        source="S1",
    ),
    *shared_fields("frail"),
)

EVALUATION = shared_fields("frail", evaluation=True)
