from __future__ import annotations

from django.urls import path

from .views import care, fields, new, overview, patient

app_name = "register"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("zoeken/", overview.search, name="search"),
    path("nieuw/", new.new_patient, name="new"),
    path("<uuid:patient_id>/", patient.details, name="patient"),
    path("<uuid:patient_id>/vraag/", patient.question, name="question"),
    path("<uuid:patient_id>/problemen/", patient.record, name="record"),
    path("<uuid:patient_id>/problemen/<slug:dimension>/", patient.record, name="dimension"),
    path("<uuid:patient_id>/adviezen/", patient.meetings, name="meetings"),
    path("<uuid:patient_id>/tijdlijn/", patient.timeline, name="timeline"),
    path("<uuid:patient_id>/tijdlijn/<slug:field>/", patient.field_history, name="field_history"),
    path("<uuid:patient_id>/veld/<slug:field>/", fields.save_answer, name="save_answer"),
    path("<uuid:patient_id>/gegevens/<slug:name>/", fields.save_detail, name="save_detail"),
    path("<uuid:patient_id>/toestemming/", care.set_consent, name="set_consent"),
    path("<uuid:patient_id>/thuiszorg/", care.add_home_care, name="add_home_care"),
    path("<uuid:patient_id>/betrokkenen/", care.add_professional, name="add_professional"),
    path("<uuid:patient_id>/diagnosen/", care.add_diagnosis, name="add_diagnosis"),
    path("aanmelding/<uuid:enrolment_id>/<slug:part>/", fields.save_enrolment, name="save_enrolment"),
    path("thuiszorg/<uuid:care_id>/beeindigen/", care.end_home_care, name="end_home_care"),
    path("betrokkenen/<uuid:professional_id>/regie/", care.set_lead, name="set_lead"),
    path("betrokkenen/<uuid:professional_id>/verwijderen/", care.end_professional, name="end_professional"),
    path("diagnosen/<uuid:diagnosis_id>/verwijderen/", care.end_diagnosis, name="end_diagnosis"),
]
