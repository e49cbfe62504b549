from __future__ import annotations

from django.urls import path

from . import answers, bsn, history, lifecycle, overview, patients, records
from .care import care_urlpatterns

api_urlpatterns = [
    path("target-groups/", patients.TargetGroups.as_view(), name="target_groups"),
    path("patients/", patients.Patients.as_view(), name="patients"),
    path("patients/search/", overview.PatientSearch.as_view(), name="search_patients"),
    path("patients/closed/", lifecycle.ClosedPatients.as_view(), name="closed_patients"),
    path("patients/closed/search/", lifecycle.ClosedSearch.as_view(), name="search_closed_patients"),
    path("retention/", lifecycle.Retention.as_view(), name="retention"),
    path("patients/<uuid:patient_id>/", patients.Patient.as_view(), name="patient"),
    path("patients/<uuid:patient_id>/close/", lifecycle.ClosePatient.as_view(), name="close_patient"),
    path("patients/<uuid:patient_id>/reopen/", lifecycle.ReopenPatient.as_view(), name="reopen_patient"),
    path("patients/<uuid:patient_id>/hold/", lifecycle.Hold.as_view(), name="hold_patient"),
    path("patients/<uuid:patient_id>/consents/", lifecycle.ConsentHistory.as_view(), name="consent_history"),
    path("patients/<uuid:patient_id>/changes/", history.Changes.as_view(), name="changes"),
    path("patients/<uuid:patient_id>/enrolments/", lifecycle.Enrolments.as_view(), name="enrolments"),
    path("patients/<uuid:patient_id>/answers/", answers.Answers.as_view(), name="answers"),
    path("patients/<uuid:patient_id>/answers/<slug:field>/", answers.AnswerView.as_view(), name="answer"),
    path("patients/<uuid:patient_id>/suggestions/", answers.SuggestionsView.as_view(), name="suggestions"),
    path("patients/<uuid:patient_id>/bsn/", bsn.Bsn.as_view(), name="bsn"),
    path("patients/<uuid:patient_id>/bsn/reveal/", bsn.RevealedBsn.as_view(), name="reveal_bsn"),
    path("changes/<uuid:change_id>/put-back/", history.PutBack.as_view(), name="put_back"),
    path("patients/<uuid:patient_id>/consent/", lifecycle.Consents.as_view(), name="consent"),
    path("enrolments/<uuid:enrolment_id>/", records.EnrolmentView.as_view(), name="enrolment"),
    path("enrolments/<uuid:enrolment_id>/end/", lifecycle.EndEnrolment.as_view(), name="end_enrolment"),
    path("enrolments/<uuid:enrolment_id>/transfer/", lifecycle.Transfer.as_view(), name="transfer"),
    *care_urlpatterns,
]
