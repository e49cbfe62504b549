"""Addresses of diagnoses, involved professionals and home care."""

from __future__ import annotations

from django.urls import path

from .views import diagnoses, home_care, professionals

care_urls = [
    path("<uuid:patient_id>/diagnosen/", diagnoses.add_diagnosis, name="add_diagnosis"),
    path("diagnosen/<uuid:diagnosis_id>/", diagnoses.change_diagnosis, name="change_diagnosis"),
    path("diagnosen/<uuid:diagnosis_id>/verwijderen/", diagnoses.end_diagnosis, name="end_diagnosis"),
    path("diagnosen/<uuid:diagnosis_id>/terug/", diagnoses.restore_diagnosis, name="restore_diagnosis"),
    path("<uuid:patient_id>/betrokkenen/", professionals.add_professional, name="add_professional"),
    path("betrokkenen/<uuid:professional_id>/", professionals.change_professional, name="change_professional"),
    path("betrokkenen/<uuid:professional_id>/regie/", professionals.set_lead, name="set_lead"),
    path("betrokkenen/<uuid:professional_id>/wijzigen/", professionals.set_may_edit, name="set_may_edit"),
    path("betrokkenen/<uuid:professional_id>/verwijderen/", professionals.end_professional, name="end_professional"),
    path("betrokkenen/<uuid:professional_id>/terug/", professionals.restore_professional, name="restore_professional"),
    path("<uuid:patient_id>/thuiszorg/", home_care.add_home_care, name="add_home_care"),
    path("thuiszorg/<uuid:care_id>/", home_care.change_home_care, name="change_home_care"),
    path("thuiszorg/<uuid:care_id>/beeindigen/", home_care.end_home_care, name="end_home_care"),
    path("thuiszorg/<uuid:care_id>/terug/", home_care.restore_home_care, name="restore_home_care"),
]
