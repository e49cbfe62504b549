"""The one door for reads: the rules decide the rows, the access log records the read before anything is returned."""

from .agenda import AgendaCandidate, agenda_candidates
from .filters import OverviewFilter
from .overview import Choices, Overview, choices, overview
from .records import PatientRecord, enrolment, meeting_records, patient_record, visible_patient_ids
from .snapshots import advice, agenda_refusals, agenda_warnings, snapshot
from .timeline import authors, changes, last_own_change, newest_of

__all__ = [
    "AgendaCandidate",
    "Choices",
    "Overview",
    "OverviewFilter",
    "PatientRecord",
    "advice",
    "agenda_candidates",
    "agenda_refusals",
    "agenda_warnings",
    "authors",
    "changes",
    "choices",
    "enrolment",
    "last_own_change",
    "meeting_records",
    "newest_of",
    "overview",
    "patient_record",
    "snapshot",
    "visible_patient_ids",
]
