from __future__ import annotations

from django.urls import path

from .views import exporting, importing, templates

app_name = "exchange"
urlpatterns = [
    path("import/", importing.upload, name="import"),
    path("import/voorbeeld/<slug:kind>/", templates.example, name="example"),
    path("import/<uuid:import_id>/", importing.show, name="list"),
    path("import/<uuid:import_id>/kolommen/", importing.columns, name="columns"),
    path("import/<uuid:import_id>/keuzes/", importing.decide, name="decide"),
    path("import/<uuid:import_id>/stoppen/", importing.cancel, name="cancel"),
    path("export/", exporting.export, name="export"),
]
