from mdo_plugin_api import API_VERSION, TargetGroup
from mdo_plugin_api.fieldsets import DISCIPLINES

from .catalogue import INTERVENTIONS, TOOLS
from .fields import EVALUATION, FIELDS
from .scales import PROGNOSIS, URGENCY

TARGET_GROUP = TargetGroup(
    code="palliatief",
    label="Palliatief",
    short="Palliatief",
    order=10,
    version="0.3.0",
    api_version=API_VERSION,
    description="Patiënten bij wie overlijden binnen een jaar niet zou verbazen.",
    source="S0, B1",
    prognosis=PROGNOSIS,
    urgency=URGENCY,
    fields=FIELDS,
    evaluation=EVALUATION,
    interventions=INTERVENTIONS,
    tools=TOOLS,
    disciplines=DISCIPLINES,
    question_examples=(
        "Hoe houden we de benauwdheid 's nachts thuis beheersbaar?",
        "Wie is regievoerder nu er twee thuiszorgorganisaties komen?",
        "Wanneer melden we aan bij het hospice?",
        "De ICD staat nog aan: wie bespreekt dit?",
        "De naasten raken overbelast: wat kan er extra?",
        "Klopt de prognose nog?",
        "Hoe begeleiden we de kinderen?",
    ),
)
