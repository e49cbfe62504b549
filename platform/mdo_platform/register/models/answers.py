from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.versioned import VersionedModel

from .patients import Patient


class AnswerState(models.TextChoices):
    FILLED = "filled", _("ingevuld")
    NOT_DISCUSSED = "not_discussed", _("niet besproken")
    NO_CHOICE = "no_choice", _("besproken, nog geen keuze")
    UNKNOWN = "unknown", _("onbekend")


class Answer(VersionedModel):
    """The value of one field for one patient (R-08). It belongs to the patient, so a transfer leaves it alone (R-04).

    `value` is null unless `state` is filled. A field that was never touched has no row.
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="answers")
    field = models.CharField(max_length=64)
    value = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=AnswerState.choices, default=AnswerState.FILLED)
    target_group = models.CharField(max_length=64)
    definition_version = models.CharField(max_length=32)
    recorded_on = models.DateField()
    recorded_by_id = models.UUIDField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("antwoord")
        verbose_name_plural = _("antwoorden")
        constraints = (models.UniqueConstraint(fields=["patient", "field"], name="register_answer_one_per_field"),)
