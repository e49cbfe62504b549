"""The access log by the API (S-04, I-04), mounted by the project under `/groep/<slug>/api/v1/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from mdo_platform.accesslog.api import views

MONTH = "access-log/reviews/<str:year_month>/"

api_urlpatterns: list[URLPattern] = [
    path("access-log/", views.Lines.as_view(), name="access-log"),
    path("access-log/export/", views.Export.as_view(), name="access-log-export"),
    path("access-log/reviews/", views.Reviews.as_view(), name="access-log-reviews"),
    path(MONTH, views.ReviewOfMonth.as_view(), name="access-log-review"),
    path("patients/<uuid:patient_id>/access/", views.PatientAccess.as_view(), name="patient-access"),
    path("patients/<uuid:patient_id>/access/pdf/", views.PatientAccessPdf.as_view(), name="patient-access-pdf"),
]
