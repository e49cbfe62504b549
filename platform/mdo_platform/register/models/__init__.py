"""Tables of a group's schema. Users and organisations are a UUID plus the name as it was: no foreign key leaves it."""

from .answers import Answer, AnswerState
from .care import CareInvolvement, Diagnosis, InvolvedProfessional
from .changes import Change
from .enrolments import EndReason, Enrolment, EnrolmentKind
from .patients import Consent, ConsentGivenBy, ConsentStatus, Patient, PatientStatus, Sex

__all__ = [
    "Answer",
    "AnswerState",
    "CareInvolvement",
    "Change",
    "Consent",
    "ConsentGivenBy",
    "ConsentStatus",
    "Diagnosis",
    "EndReason",
    "Enrolment",
    "EnrolmentKind",
    "InvolvedProfessional",
    "Patient",
    "PatientStatus",
    "Sex",
]
