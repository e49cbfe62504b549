from __future__ import annotations

from django.urls import path

from . import questionnaires, results

api_urlpatterns = [
    path("patients/<uuid:patient_id>/instruments/", results.Instruments.as_view(), name="instruments"),
    path("patients/<uuid:patient_id>/results/", results.Results.as_view(), name="results"),
    path("results/<uuid:result_id>/", results.ResultView.as_view(), name="result"),
    path("results/<uuid:result_id>/put-back/", results.PutBackResult.as_view(), name="put_back_result"),
    path(
        "patients/<uuid:patient_id>/questionnaires/<slug:tool>/",
        questionnaires.QuestionnaireView.as_view(),
        name="questionnaire",
    ),
    path(
        "patients/<uuid:patient_id>/questionnaires/<slug:tool>/restore/",
        questionnaires.RestoreDraft.as_view(),
        name="restore_draft",
    ),
    path(
        "patients/<uuid:patient_id>/questionnaires/<slug:tool>/finish/",
        questionnaires.FinishDraft.as_view(),
        name="finish_draft",
    ),
]
