from mdo_plugin_api import API_VERSION, TargetGroup
from mdo_plugin_api.fieldsets import DISCIPLINES, read_fields, shared_fields

from .catalogue import INTERVENTIONS, TOOLS
from .scales import URGENCY

TARGET_GROUP = TargetGroup(
    code="cultuursensitief",
    label="Cultuursensitief",
    short="Cultuursensitief",
    order=40,
    version="0.3.0",
    api_version=API_VERSION,
    description="Themagericht MDO voor patiënten bij wie taal, cultuur of levensbeschouwing de zorg raakt.",
    source="S0",
    prognosis=None,
    urgency=URGENCY,
    fields=(*shared_fields("culture"), *read_fields("mdo_cultuursensitief")),
    evaluation=shared_fields("culture", evaluation=True),
    interventions=INTERVENTIONS,
    tools=TOOLS,
    thematic=True,
    disciplines=DISCIPLINES,
    question_examples=(
        "De familie wil niet dat de diagnose wordt genoemd: hoe informeren we?",
        "Is er een tolk geregeld?",
        "Morfine geweigerd: welke overtuiging zit erachter?",
        "Hoe organiseren we een snelle begrafenis of repatriëring?",
        "Ramadan en insuline: hoe stemmen we dat af?",
        "De RUDAS is afgenomen: hoe nu verder?",
        "De dochter is tolk én mantelzorger: hoe ontlasten we haar?",
    ),
)
