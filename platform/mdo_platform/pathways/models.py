from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.versioned import VersionedModel
from mdo_platform.register.models import Patient


class StepConsent(models.TextChoices):
    """What the patient said about going on, at one step (K-03). Empty: not asked."""

    AGREED = "agreed", _("stemt in")
    DECLINED = "declined", _("weigert")


class StepRecord(VersionedModel):
    """What was done of one step of a programme for one patient (K-01). It belongs to the patient, as an answer does.

    A step that was cleared keeps its row, without a date: so nobody overwrites what another did meanwhile."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="steps")
    pathway = models.CharField(max_length=60)
    step = models.CharField(max_length=60)
    done_on = models.DateField(_("datum"), null=True, blank=True)
    outcome = models.CharField(_("uitkomst"), max_length=60, blank=True)
    consent = models.CharField(_("toestemming"), max_length=10, choices=StepConsent.choices, blank=True)
    remark = models.CharField(_("opmerking"), max_length=200, blank=True)
    target_group = models.CharField(max_length=64)
    definition_version = models.CharField(max_length=32)
    recorded_by_id = models.UUIDField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("stap")
        verbose_name_plural = _("stappen")
        constraints = (
            models.UniqueConstraint(fields=["patient", "pathway", "step"], name="pathways_one_record_per_step"),
            models.CheckConstraint(
                name="pathways_cleared_step_is_empty",
                condition=models.Q(done_on__isnull=False) | models.Q(outcome="", consent="", remark=""),
            ),
        )

    @property
    def is_open(self) -> bool:
        return self.done_on is None

    @property
    def is_declined(self) -> bool:
        return self.consent == StepConsent.DECLINED
