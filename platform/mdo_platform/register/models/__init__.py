"""Tables of a group's schema. Users and organisations are a UUID plus the name as it was: no foreign key leaves it."""

from .answers import Answer, AnswerState
from .bsn import Bsn
from .care import CareInvolvement, Diagnosis, InvolvedProfessional
from .changes import Change
from .deletions import Deletion
from .enrolments import EndReason, Enrolment, EnrolmentKind
from .patients import Consent, ConsentGivenBy, ConsentStatus, Patient, PatientStatus, Sex

__all__ = [
    "Answer",
    "AnswerState",
    "Bsn",
    "CareInvolvement",
    "Change",
    "Consent",
    "ConsentGivenBy",
    "ConsentStatus",
    "Deletion",
    "Diagnosis",
    "EndReason",
    "Enrolment",
    "EnrolmentKind",
    "InvolvedProfessional",
    "Patient",
    "PatientStatus",
    "Sex",
]
