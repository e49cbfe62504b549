"""The one door for reads: the rules decide the rows, the access log records the read before anything is returned."""

from .agenda import AgendaCandidate, agenda_candidates, is_long_ago, urgencies_before
from .bsn import BsnState, bsn_state, reveal_bsn
from .care import FormerCare, diagnosis, former_care, involvement, professional
from .closed import ClosedPatients, closed_patients, going_to_be_deleted, months_kept, retention_dry_run
from .consents import consents
from .filters import OverviewFilter
from .overview import Choices, Overview, choices, overview
from .records import PatientRecord, enrolment, meeting_records, patient_record, visible_patient_ids
from .snapshots import advice, agenda_refusals, agenda_warnings, snapshot
from .suggestions import Suggestions, suggestions
from .timeline import authors, change, changes, last_own_change, newest_of

__all__ = [
    "AgendaCandidate",
    "BsnState",
    "Choices",
    "ClosedPatients",
    "FormerCare",
    "Overview",
    "OverviewFilter",
    "PatientRecord",
    "Suggestions",
    "advice",
    "agenda_candidates",
    "agenda_refusals",
    "agenda_warnings",
    "authors",
    "bsn_state",
    "change",
    "changes",
    "choices",
    "closed_patients",
    "consents",
    "diagnosis",
    "enrolment",
    "former_care",
    "going_to_be_deleted",
    "involvement",
    "is_long_ago",
    "last_own_change",
    "meeting_records",
    "months_kept",
    "newest_of",
    "overview",
    "patient_record",
    "professional",
    "retention_dry_run",
    "reveal_bsn",
    "snapshot",
    "suggestions",
    "urgencies_before",
    "visible_patient_ids",
]
