from __future__ import annotations

from django.urls import path

from mdo_platform.pathways import views

app_name = "pathways"
PATHWAY = "<uuid:patient_id>/programma/"
STEP = f"{PATHWAY}<slug:pathway>/<slug:step>/"

urlpatterns = [
    path("jaarlijks-bespreken/", views.yearly, name="yearly"),
    path(PATHWAY, views.pathway, name="pathway"),
    path(STEP, views.save_step, name="save_step"),
    path(f"{STEP}openen/", views.clear_step, name="clear_step"),
]
