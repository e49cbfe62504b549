"""The columns of our overview in the stock change list, with its related rows fetched at once."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Prefetch

from .models import CareInvolvement, Enrolment, Patient


@admin.register(Patient)
class PatientAdmin(admin.ModelAdmin):
    list_display = ("name", "target_group", "urgency", "prognosis", "question", "gp_name", "cared_by", "updated")
    list_filter = ("enrolments__target_group", "enrolments__urgency", "gp_name")
    search_fields = ("search_text",)
    list_per_page = 50
    ordering = ("last_name",)

    def get_queryset(self, request):
        active = Enrolment.objects.filter(ended_on=None)
        care = CareInvolvement.objects.filter(ended_on=None)
        found = super().get_queryset(request).filter(status="active")
        return found.prefetch_related(
            Prefetch("enrolments", queryset=active, to_attr="active"), Prefetch("care", queryset=care, to_attr="carers")
        )

    @admin.display(ordering="last_name")
    def name(self, patient):
        return str(patient)

    @admin.display(ordering="enrolments__target_group")
    def target_group(self, patient):
        return ", ".join(one.target_group for one in patient.active)

    @admin.display(ordering="enrolments__urgency")
    def urgency(self, patient):
        return patient.active[0].urgency

    @admin.display(ordering="enrolments__prognosis")
    def prognosis(self, patient):
        return patient.active[0].prognosis

    @admin.display
    def question(self, patient):
        return patient.active[0].question

    @admin.display
    def cared_by(self, patient):
        return ", ".join(one.organisation_name for one in patient.carers)

    @admin.display(ordering="record_updated_at")
    def updated(self, patient):
        return patient.record_updated_at
