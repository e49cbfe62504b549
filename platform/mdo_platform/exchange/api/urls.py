from __future__ import annotations

from django.urls import path

from . import exporting, importing

api_urlpatterns = [
    path("imports/", importing.Imports.as_view(), name="imports"),
    path("imports/<uuid:import_id>/", importing.ImportView.as_view(), name="import"),
    path("imports/<uuid:import_id>/rows/", importing.Rows.as_view(), name="import_rows"),
    path("imports/<uuid:import_id>/duplicates/", importing.Duplicates.as_view(), name="import_duplicates"),
    path("imports/<uuid:import_id>/confirm/", importing.Confirm.as_view(), name="import_confirm"),
    path("patients/export/", exporting.Export.as_view(), name="export_patients"),
]
