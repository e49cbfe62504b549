"""The one door for reads: the rules decide the rows, the access log records the read before anything is returned."""

from .agenda import AgendaCandidate, agenda_candidates
from .overview import Overview, OverviewFilter, overview
from .records import PatientRecord, enrolment, meeting_records, patient_record, visible_patient_ids
from .snapshots import advice, agenda_refusals, agenda_warnings, snapshot
from .timeline import changes

__all__ = [
    "AgendaCandidate",
    "Overview",
    "OverviewFilter",
    "PatientRecord",
    "advice",
    "agenda_candidates",
    "agenda_refusals",
    "agenda_warnings",
    "changes",
    "enrolment",
    "meeting_records",
    "overview",
    "patient_record",
    "snapshot",
    "visible_patient_ids",
]
