from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.versioned import VersionedModel

from .patients import Patient


class EnrolmentKind(models.TextChoices):
    PRIMARY = "primary", _("doelgroep")
    THEMATIC = "thematic", _("themagericht MDO")


class EndReason(models.TextChoices):
    TRANSFERRED = "transferred", _("overgezet naar een andere doelgroep")
    DECEASED = "deceased", _("overleden")
    MOVED = "moved", _("verhuisd")
    CARE_ENDED = "care_ended", _("zorg niet meer nodig")
    ADMITTED = "admitted", _("opgenomen in een instelling")
    AT_REQUEST = "at_request", _("op verzoek van de patiënt")


class Enrolment(VersionedModel):
    """Patient × target group (R-02, R-03). Ended ones stay, with prognosis and urgency: that is the history (R-04).

    `prognosis` and `urgency` hold level codes of the target group's scales, the scale's unknown level until somebody
    chooses; empty when the target group has no such scale (a thematic one that follows the primary's prognosis).
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="enrolments")
    target_group = models.CharField(max_length=64)
    definition_version = models.CharField(max_length=32)
    kind = models.CharField(max_length=10, choices=EnrolmentKind.choices, default=EnrolmentKind.PRIMARY)

    prognosis = models.CharField(max_length=64, blank=True)
    prognosis_on = models.DateField(null=True, blank=True)
    prognosis_by_name = models.CharField(max_length=200, blank=True)
    urgency = models.CharField(max_length=64, blank=True)
    urgency_on = models.DateField(null=True, blank=True)
    urgency_by_name = models.CharField(max_length=200, blank=True)

    question = models.TextField(_("vraag aan het MDO"), blank=True)
    question_by_id = models.UUIDField(null=True, blank=True)
    question_by_name = models.CharField(max_length=200, blank=True)
    question_at = models.DateTimeField(null=True, blank=True)

    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)
    # Why a transfer, in words (clinical §8: who, when, why).
    end_note = models.CharField(_("waarom"), max_length=300, blank=True, default="", db_default="")
    transferred_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="transferred_to"
    )
    last_discussed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("aanmelding")
        verbose_name_plural = _("aanmeldingen")
        constraints = (
            models.UniqueConstraint(
                fields=["patient", "target_group"],
                condition=models.Q(ended_on=None),
                name="register_enrolment_one_active_per_target_group",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(ended_on=None, kind="primary"),
                name="register_enrolment_one_active_primary",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None, end_reason="")
                | (models.Q(ended_on__gte=models.F("started_on")) & ~models.Q(end_reason="")),
                name="register_enrolment_end_has_reason",
            ),
        )
        indexes = (models.Index(fields=["target_group", "ended_on"], name="register_enrolment_target"),)
