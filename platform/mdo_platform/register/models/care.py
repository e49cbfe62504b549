from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.versioned import VersionedModel

from .patients import Patient


class Diagnosis(VersionedModel):
    """An ICPC code with a title, or free text only (R-09)."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="diagnoses")
    icpc = models.CharField(_("ICPC-code"), max_length=6, blank=True)
    title = models.CharField(_("omschrijving"), max_length=200, blank=True)
    recorded_on = models.DateField()
    recorded_by_name = models.CharField(max_length=200)
    ended_on = models.DateField(null=True, blank=True)
    idempotency_key = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("diagnose")
        verbose_name_plural = _("diagnosen")
        constraints = (
            models.CheckConstraint(condition=~models.Q(icpc="", title=""), name="register_diagnosis_has_code_or_title"),
        )


class InvolvedProfessional(VersionedModel):
    """A professional around the patient (R-10), with `user_id` when it is a member of the group. At most one leads.

    `may_edit`: a consultant whom the GP asked to change this patient (rights table; only if the group allows it).
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="professionals")
    user_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(_("naam"), max_length=200)
    discipline = models.CharField(_("discipline"), max_length=100)
    organisation = models.CharField(_("organisatie"), max_length=200, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_lead = models.BooleanField(_("regievoerder"), default=False)
    may_edit = models.BooleanField(_("mag op verzoek wijzigen"), default=False)
    ended_on = models.DateField(null=True, blank=True)
    idempotency_key = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("betrokkene")
        verbose_name_plural = _("betrokkenen")
        constraints = (
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(is_lead=True, ended_on=None),
                name="register_professional_one_lead",
            ),
        )


class CareInvolvement(VersionedModel):
    """A home-care organisation in care at the patient (R-11): between the two dates its nurses see the patient."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="care_involvements")
    organisation_id = models.UUIDField()
    organisation_name = models.CharField(max_length=200)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("thuiszorg")
        verbose_name_plural = _("thuiszorg")
        constraints = (
            models.UniqueConstraint(
                fields=["patient", "organisation_id"],
                condition=models.Q(ended_on=None),
                name="register_care_one_active_per_organisation",
            ),
        )
        indexes = (models.Index(fields=["organisation_id", "ended_on"], name="register_care_organisation"),)
