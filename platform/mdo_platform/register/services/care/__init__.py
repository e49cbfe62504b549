"""Who and what is around a patient: diagnoses, professionals, home care (R-09 … R-11). Nothing is ever erased."""

from .diagnoses import add_diagnosis, change_diagnosis, clean_diagnosis, end_diagnosis, restore_diagnosis
from .home_care import (
    add_home_care,
    change_home_care,
    end_home_care,
    organisations_at_enrolment,
    restore_home_care,
    start_home_care,
)
from .professionals import (
    add_professional,
    change_professional,
    end_professional,
    restore_professional,
    set_lead,
    set_may_edit,
)

__all__ = [
    "add_diagnosis",
    "add_home_care",
    "add_professional",
    "change_diagnosis",
    "change_home_care",
    "change_professional",
    "clean_diagnosis",
    "end_diagnosis",
    "end_home_care",
    "end_professional",
    "organisations_at_enrolment",
    "restore_diagnosis",
    "restore_home_care",
    "restore_professional",
    "set_lead",
    "set_may_edit",
    "start_home_care",
]
