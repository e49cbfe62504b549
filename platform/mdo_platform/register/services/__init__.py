"""Every change in the register. Services check the rights, write, keep the history and log, in one transaction."""

from .answers import save_answer
from .care import (
    add_diagnosis,
    add_home_care,
    add_professional,
    end_diagnosis,
    end_home_care,
    end_professional,
    set_lead,
)
from .consents import set_consent
from .enrolments import (
    end_thematic,
    enrol,
    mark_discussed,
    set_prognosis,
    set_question,
    set_urgency,
    transfer_enrolment,
)
from .patients import close_patient, create_patient, update_patient
from .undo import put_back

__all__ = [
    "add_diagnosis",
    "add_home_care",
    "add_professional",
    "close_patient",
    "create_patient",
    "end_diagnosis",
    "end_home_care",
    "end_professional",
    "end_thematic",
    "enrol",
    "mark_discussed",
    "put_back",
    "save_answer",
    "set_consent",
    "set_lead",
    "set_prognosis",
    "set_question",
    "set_urgency",
    "transfer_enrolment",
    "update_patient",
]
