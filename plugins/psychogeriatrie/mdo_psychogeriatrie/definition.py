from mdo_plugin_api import API_VERSION, TargetGroup
from mdo_plugin_api.fieldsets import DISCIPLINES, read_fields, shared_fields

from .catalogue import INTERVENTIONS, TOOLS
from .scales import PROGNOSIS, URGENCY

TARGET_GROUP = TargetGroup(
    code="psychogeriatrie",
    label="Psychogeriatrie",
    short="Psychogeriatrie",
    order=30,
    version="0.3.0",
    api_version=API_VERSION,
    description="Patiënten met dementie of een vermoeden daarvan, en hun naasten.",
    source="S0",
    prognosis=PROGNOSIS,
    urgency=URGENCY,
    fields=(*shared_fields("dementia"), *read_fields("mdo_psychogeriatrie")),
    evaluation=shared_fields("dementia", evaluation=True),
    interventions=INTERVENTIONS,
    tools=TOOLS,
    disciplines=DISCIPLINES,
    question_examples=(
        "Nachtelijk dwalen: leefcirkel, GPS of opname?",
        "Is de patiënt wilsbekwaam om over verhuizen te beslissen?",
        "Autorijden: wie bespreekt het, en wat als de patiënt weigert?",
        "Onrust sinds drie weken: is er pijn of een delier?",
        "Kunnen de psychofarmaca worden afgebouwd?",
        "Wachtlijst: wat is de urgentie?",
        "De deur gaat op slot: is de Wzd van toepassing?",
    ),
)
