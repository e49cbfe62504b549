"""What frail elderly ask beside the shared fields: the level of frailty and the care around dementia."""

from mdo_plugin_api import Dimension, Field, FieldKind, Option
from mdo_plugin_api.fieldsets import FRAIL_AND_PALLIATIVE, FRAIL_AND_PALLIATIVE_EVALUATION


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
    *FRAIL_AND_PALLIATIVE,
    Field(
        code="som_bloeddruk",
        label="Bloeddruk",
        dimension=Dimension.SOMATIC,
        kind=FieldKind.TEXT,
        unit="mmHg",
        help="Bijvoorbeeld 120/80",
        source="S1",
    ),
    Field(
        code="soc_wlz_vorm",
        label="Leveringsvorm Wlz",
        dimension=Dimension.SOCIAL,
        kind=FieldKind.CHOICE,
        options=_options(
            vpt="VPT", mpt="MPT", pgb="Pgb", verblijf="Verblijf", overbrugging="Overbrugging of wachtlijst"
        ),
        source="EK",
    ),
    Field(
        code="pg_casemanager",
        label="Casemanager dementie",
        dimension=Dimension.SOCIAL,
        kind=FieldKind.CHOICE,
        options=_options(nee="Nee", wachtlijst="Wachtlijst", ja="Ja"),
        source="S1, V",
    ),
    Field(
        code="pg_rijden",
        label="Autorijden",
        dimension=Dimension.SOCIAL,
        kind=FieldKind.CHOICE,
        options=_options(
            rijdt_niet="Rijdt niet",
            besproken="Rijdt nog, besproken",
            niet_besproken="Rijdt nog, niet besproken",
            cbr="CBR-beoordeling loopt",
            gestopt="Gestopt",
        ),
        source="B17, EK",
    ),
    Field(
        code="pg_verblijf",
        label="Opname of wachtlijst",
        dimension=Dimension.SOCIAL,
        kind=FieldKind.CHOICE,
        options=_options(
            niet="Niet aan de orde",
            orientatie="Oriëntatie",
            actief="Actief wachtend",
            voorkeur="Wachtend op voorkeur",
            urgent="Urgent",
        ),
        source="EK",
    ),
)

EVALUATION = (
    *FRAIL_AND_PALLIATIVE_EVALUATION,
    Field(
        code="eva_doelen",
        label="Doelen van het plan bereikt",
        dimension=Dimension.EVALUATION,
        kind=FieldKind.CHOICE,
        options=_options(ja="Ja", deels="Deels", nee="Nee"),
        source="EK",
        reportable=True,
    ),
)
