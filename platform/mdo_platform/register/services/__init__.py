"""Every change in the register. Services check the rights, write, keep the history and log, in one transaction."""

from .answers import save_answer
from .bsn import remove_bsn, set_bsn
from .care import (
    add_diagnosis,
    add_home_care,
    add_professional,
    change_diagnosis,
    change_home_care,
    change_professional,
    clean_diagnosis,
    end_diagnosis,
    end_home_care,
    end_professional,
    restore_diagnosis,
    restore_home_care,
    restore_professional,
    set_lead,
    set_may_edit,
)
from .closing import Evaluated, close_patient, readmit_patient, undo_closing
from .consents import set_consent
from .enrolments import enrol, mark_discussed, set_prognosis, set_question, set_urgency
from .patients import create_patient, update_patient
from .retention import RetentionRun, follow_retention, hold_record, release_hold
from .transfers import end_thematic, transfer_enrolment
from .undo import put_back

__all__ = [
    "Evaluated",
    "RetentionRun",
    "add_diagnosis",
    "add_home_care",
    "add_professional",
    "change_diagnosis",
    "change_home_care",
    "change_professional",
    "clean_diagnosis",
    "close_patient",
    "create_patient",
    "end_diagnosis",
    "end_home_care",
    "end_professional",
    "end_thematic",
    "enrol",
    "follow_retention",
    "hold_record",
    "mark_discussed",
    "put_back",
    "readmit_patient",
    "release_hold",
    "remove_bsn",
    "restore_diagnosis",
    "restore_home_care",
    "restore_professional",
    "save_answer",
    "set_bsn",
    "set_consent",
    "set_lead",
    "set_may_edit",
    "set_prognosis",
    "set_question",
    "set_urgency",
    "transfer_enrolment",
    "undo_closing",
    "update_patient",
]
