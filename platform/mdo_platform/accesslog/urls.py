from __future__ import annotations

from django.urls import path

from mdo_platform.accesslog.views import log, looked, reviews

app_name = "accesslog"
urlpatterns = [
    path("inzage/", log.log, name="log"),
    path("inzage/uitvoer/", log.export, name="export"),
    path("inzage/afdruk/", log.print_page, name="print"),
    path("inzage/controle/", reviews.reviews, name="reviews"),
    path("inzage/controle/<int:year>/<int:month>/", reviews.review, name="review"),
    path("inzage/patient/<uuid:patient_id>/", looked.patient, name="patient"),
    path("inzage/patient/<uuid:patient_id>/pdf/", looked.patient_pdf, name="patient_pdf"),
]
