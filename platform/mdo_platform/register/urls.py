from __future__ import annotations

from django.urls import path

from .care_urls import care_urls
from .views import bsn, closed, consents, fields, lifecycle, new, overview, patient, undo

app_name = "register"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("zoeken/", overview.search, name="search"),
    path("afdrukken/", overview.print_view, name="print"),
    path("afgesloten/", closed.closed, name="closed"),
    path("afgesloten/zoeken/", closed.search_closed, name="search_closed"),
    path("bewaartermijn/", closed.retention, name="retention"),
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
    path("<uuid:patient_id>/bsn/", bsn.bsn, name="bsn"),
    path("<uuid:patient_id>/bsn/tonen/", bsn.show_bsn, name="show_bsn"),
    path("<uuid:patient_id>/bsn/verwijderen/", bsn.remove_bsn, name="remove_bsn"),
    path("terugzetten/<uuid:change_id>/", undo.put_back, name="put_back"),
    path("<uuid:patient_id>/toestemming/", consents.consent, name="set_consent"),
    path("<uuid:patient_id>/themagericht/", lifecycle.enrol, name="enrol"),
    path("<uuid:patient_id>/overzetten/", lifecycle.transfer, name="transfer"),
    path("<uuid:patient_id>/afsluiten/", lifecycle.close, name="close"),
    path("<uuid:patient_id>/heropenen/", lifecycle.reopen, name="reopen"),
    path("<uuid:patient_id>/bewaren/", closed.hold, name="hold"),
    path("<uuid:patient_id>/bewaren/opheffen/", closed.release_hold, name="release_hold"),
    path("aanmelding/<uuid:enrolment_id>/beeindigen/", lifecycle.end_enrolment, name="end_enrolment"),
    path("aanmelding/<uuid:enrolment_id>/<slug:part>/", fields.save_enrolment, name="save_enrolment"),
    *care_urls,
]
