from __future__ import annotations

from django.urls import path

from .views import filling, results, tab

app_name = "questionnaires"
urlpatterns = [
    path("<uuid:patient_id>/meetinstrumenten/", tab.instruments, name="instruments"),
    path("<uuid:patient_id>/meetinstrumenten/<slug:tool>/", tab.tool, name="tool"),
    path("<uuid:patient_id>/meetinstrumenten/<slug:tool>/invullen/", filling.fill_in, name="fill_in"),
    path("<uuid:patient_id>/meetinstrumenten/<slug:tool>/vraag/<slug:item>/", filling.save_item, name="save_item"),
    path("<uuid:patient_id>/meetinstrumenten/<slug:tool>/weggooien/", filling.discard, name="discard"),
    path("<uuid:patient_id>/meetinstrumenten/<slug:tool>/terughalen/", filling.restore, name="restore"),
    path("<uuid:patient_id>/meetinstrumenten/<slug:tool>/score/", results.record_score, name="score"),
    path("uitslag/<uuid:result_id>/", results.result, name="result"),
    path("uitslag/<uuid:result_id>/weghalen/", results.remove, name="remove"),
    path("uitslag/<uuid:result_id>/terugzetten/", results.put_back, name="put_back"),
]
