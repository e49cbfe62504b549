"""Everything that the target group declares. All of it is invented."""

from mdo_plugin_api import API_VERSION, Colour, Dimension, Intervention, Level, Scale, Shape, TargetGroup
from mdo_plugin_api.fieldsets import EVERY_EVALUATION, read_fields

UNKNOWN = ("x", "Nog niet ingeschat", "nog niet besproken", Colour.GREY, Shape.RING, "?")
STEADY = ("s", "Proef: gaat goed", "geen verandering verwacht", Colour.GREEN, Shape.CIRCLE, "G")
SHAKY = ("w", "Proef: wankel", "kan omslaan", Colour.ORANGE, Shape.DIAMOND, "W")
CRISIS = ("c", "Proef: crisis", "nu hulp nodig", Colour.RED, Shape.TRIANGLE, "C")


def scale(code: str, label: str) -> Scale:
    names = ("code", "label", "meaning", "colour", "shape", "letter")
    told = [dict(zip(names, row, strict=True)) for row in (UNKNOWN, STEADY, SHAKY, CRISIS)]
    levels = [{**row, "code": f"kg_{code}_{row['code']}", "unknown": row["code"] == "x"} for row in told]
    return Scale(code=code, label=label, levels=tuple(Level.model_validate(level) for level in levels), source="TEST")


TITLES = {
    "Proef: vaste contactpersoon": Dimension.SOCIAL,
    "Proef: oppas regelen": Dimension.SOCIAL,
    "Proef: slaapadvies": Dimension.SOMATIC,
    "Proef: gesprek met het hele gezin": Dimension.PSYCHOLOGICAL,
    "Proef: gezinsplan maken": Dimension.PLANNING_AHEAD,
}

TARGET_GROUP = TargetGroup(
    code="kwetsbare_gezinnen",
    label="Kwetsbare gezinnen",
    short="Gezinnen",
    order=60,
    version="0.1.0",
    api_version=API_VERSION,
    description="Verzonnen doelgroep voor de tests.",
    prognosis=scale("prognosis", "Prognose"),
    urgency=scale("urgency", "Urgentie"),
    fields=tuple(read_fields("mdo_kwetsbare_gezinnen")),
    evaluation=EVERY_EVALUATION,
    interventions=tuple(
        Intervention(code=f"kg_i{number}", title=title, summary="Verzonnen.", dimensions=(dimension,), source="TEST")
        for number, (title, dimension) in enumerate(TITLES.items(), start=1)
    ),
    tools=(),
    disciplines=("Gezinscoach", "Wijkverpleegkundige"),
    question_examples=("Proef: wie houdt het gezin bij elkaar?",),
)
