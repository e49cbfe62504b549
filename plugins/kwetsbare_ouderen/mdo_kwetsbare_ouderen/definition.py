from mdo_plugin_api import API_VERSION, TargetGroup
from mdo_plugin_api.fieldsets import DISCIPLINES

from .catalogue import INTERVENTIONS, TOOLS
from .fields import EVALUATION, FIELDS
from .pathway import PATHWAY
from .scales import PROGNOSIS, URGENCY

TARGET_GROUP = TargetGroup(
    code="kwetsbare_ouderen",
    label="Kwetsbare ouderen",
    short="Ouderen",
    order=20,
    version="0.3.0",
    api_version=API_VERSION,
    description="Thuiswonende ouderen met problemen op meerdere domeinen.",
    source="S0, S1",
    prognosis=PROGNOSIS,
    urgency=URGENCY,
    fields=FIELDS,
    evaluation=EVALUATION,
    interventions=INTERVENTIONS,
    tools=TOOLS,
    pathway=PATHWAY,
    disciplines=DISCIPLINES,
    question_examples=(
        "Drie keer gevallen: wat is nodig om veilig thuis te wonen?",
        "Twaalf medicijnen: wat kan eraf?",
        "Is deze patiënt complex kwetsbaar?",
        "De partner valt over twee weken uit: tijdelijk verblijf?",
        "Weigert hulp, wel risico: hoe verder?",
        "Wie coördineert?",
        "Is de overgang naar palliatief aan de orde?",
    ),
)
