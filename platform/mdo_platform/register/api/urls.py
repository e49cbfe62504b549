from __future__ import annotations

from django.urls import path

from . import patients, records

api_urlpatterns = [
    path("target-groups/", patients.TargetGroups.as_view(), name="target_groups"),
    path("patients/", patients.Patients.as_view(), name="patients"),
    path("patients/search/", patients.PatientSearch.as_view(), name="search_patients"),
    path("patients/<uuid:patient_id>/", patients.Patient.as_view(), name="patient"),
    path("patients/<uuid:patient_id>/close/", patients.ClosePatient.as_view(), name="close_patient"),
    path("patients/<uuid:patient_id>/changes/", patients.Changes.as_view(), name="changes"),
    path("patients/<uuid:patient_id>/enrolments/", records.Enrolments.as_view(), name="enrolments"),
    path("patients/<uuid:patient_id>/answers/", records.Answers.as_view(), name="answers"),
    path("patients/<uuid:patient_id>/answers/<slug:field>/", records.AnswerView.as_view(), name="answer"),
    path("patients/<uuid:patient_id>/consent/", records.Consents.as_view(), name="consent"),
    path("patients/<uuid:patient_id>/involved/", records.Professionals.as_view(), name="involved"),
    path("patients/<uuid:patient_id>/home-care/", records.HomeCare.as_view(), name="home_care"),
    path("patients/<uuid:patient_id>/diagnoses/", records.Diagnoses.as_view(), name="diagnoses"),
    path("enrolments/<uuid:enrolment_id>/", records.EnrolmentView.as_view(), name="enrolment"),
    path("enrolments/<uuid:enrolment_id>/transfer/", records.Transfer.as_view(), name="transfer"),
    path("involved/<uuid:professional_id>/", records.ProfessionalView.as_view(), name="involved_one"),
    path("involved/<uuid:professional_id>/lead/", records.Lead.as_view(), name="lead"),
    path("home-care/<uuid:care_id>/", records.HomeCareView.as_view(), name="home_care_one"),
    path("diagnoses/<uuid:diagnosis_id>/", records.DiagnosisView.as_view(), name="diagnosis"),
]
