"""Our tables as a stock Django project would describe them; nothing here makes or changes a table."""

from __future__ import annotations

from django.db import models


class Patient(models.Model):
    id = models.UUIDField(primary_key=True)
    initials = models.CharField(max_length=20)
    name_prefix = models.CharField(max_length=20)
    last_name = models.CharField(max_length=100)
    birth_date = models.DateField()
    gp_name = models.CharField(max_length=200)
    status = models.CharField(max_length=10)
    record_updated_at = models.DateTimeField()
    search_text = models.CharField(max_length=600)

    class Meta:
        managed = False
        app_label = "register"
        db_table = "register_patient"

    def __str__(self) -> str:
        return " ".join(filter(None, (self.initials, self.name_prefix, self.last_name)))


class Enrolment(models.Model):
    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, models.DO_NOTHING, related_name="enrolments")
    target_group = models.CharField(max_length=64)
    prognosis = models.CharField(max_length=64)
    urgency = models.CharField(max_length=64)
    question = models.TextField()
    ended_on = models.DateField(null=True)

    class Meta:
        managed = False
        app_label = "register"
        db_table = "register_enrolment"

    def __str__(self) -> str:
        return self.target_group


class CareInvolvement(models.Model):
    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, models.DO_NOTHING, related_name="care")
    organisation_name = models.CharField(max_length=200)
    ended_on = models.DateField(null=True)

    class Meta:
        managed = False
        app_label = "register"
        db_table = "register_careinvolvement"

    def __str__(self) -> str:
        return self.organisation_name
