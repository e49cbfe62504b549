from __future__ import annotations

from django.urls import path

from . import views

PATHWAYS = "patients/<uuid:patient_id>/pathways/"

api_urlpatterns = [
    path("pathways/yearly/", views.Yearly.as_view(), name="yearly_due"),
    path(PATHWAYS, views.Pathways.as_view(), name="pathways"),
    path(f"{PATHWAYS}<slug:pathway>/<slug:step>/", views.StepView.as_view(), name="pathway_step"),
]
