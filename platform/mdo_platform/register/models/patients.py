from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.versioned import VersionedModel


class Sex(models.TextChoices):
    FEMALE = "female", _("vrouw")
    MALE = "male", _("man")
    OTHER = "other", _("anders")
    UNKNOWN = "unknown", _("onbekend")


class PatientStatus(models.TextChoices):
    ACTIVE = "active", _("in het register")
    CLOSED = "closed", _("afgesloten")


class ConsentStatus(models.TextChoices):
    AGREED = "agreed", _("akkoord")
    INFORMED = "informed", _("geïnformeerd, geen bezwaar")
    OBJECTS = "objects", _("maakt bezwaar")
    UNKNOWN = "unknown", _("nog niet gevraagd")


class ConsentGivenBy(models.TextChoices):
    PATIENT = "patient", _("patiënt")
    REPRESENTATIVE = "representative", _("vertegenwoordiger")


class Patient(VersionedModel):
    """A patient in the register (R-01).

    `consent` is the newest `Consent.status`, kept here because it decides who sees the row.
    """

    initials = models.CharField(_("voorletters"), max_length=20, blank=True)
    first_name = models.CharField(_("voornaam"), max_length=100, blank=True)
    name_prefix = models.CharField(_("tussenvoegsel"), max_length=20, blank=True)
    last_name = models.CharField(_("achternaam"), max_length=100)
    birth_name = models.CharField(_("geboortenaam"), max_length=100, blank=True)
    birth_date = models.DateField(_("geboortedatum"))
    sex = models.CharField(_("geslacht"), max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)

    street = models.CharField(_("straat"), max_length=100, blank=True)
    house_number = models.CharField(_("huisnummer"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("woonplaats"), max_length=100, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)

    gp_id = models.UUIDField(null=True, blank=True)
    gp_name = models.CharField(_("huisarts"), max_length=200, blank=True)

    status = models.CharField(max_length=10, choices=PatientStatus.choices, default=PatientStatus.ACTIVE)
    closed_on = models.DateField(null=True, blank=True)
    # Announced on the first day: deleted on the second.
    deletion_announced_on = models.DateField(null=True, blank=True)
    delete_on = models.DateField(null=True, blank=True)
    # A legal hold: as long as there is a reason, nothing of the record is deleted.
    hold_reason = models.CharField(_("reden om te bewaren"), max_length=200, blank=True, default="", db_default="")
    hold_by_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    hold_on = models.DateField(null=True, blank=True)
    consent = models.CharField(max_length=10, choices=ConsentStatus.choices, default=ConsentStatus.UNKNOWN)

    # What is recorded about a patient sits in many tables; this is the newest of their moments, for the overview.
    record_updated_at = models.DateTimeField()
    created_by_id = models.UUIDField()
    created_by_name = models.CharField(max_length=200)
    updated_by_id = models.UUIDField()
    updated_by_name = models.CharField(max_length=200)

    # Folded words with a space before each (names.search_text), so that LIKE '% word%' finds the start of any word.
    search_text = models.CharField(max_length=600)
    idempotency_key = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("patiënt")
        verbose_name_plural = _("patiënten")
        indexes = (
            models.Index(fields=["status", "last_name"], name="register_patient_status"),
            models.Index(fields=["gp_id"], name="register_patient_gp"),
        )
        constraints = (
            models.CheckConstraint(
                name="register_patient_closed_has_date",
                condition=models.Q(status="active", closed_on=None)
                | models.Q(status="closed", closed_on__isnull=False),
            ),
        )


class Consent(models.Model):
    """One row each time consent is asked or withdrawn (R-17); never changed, the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="consents")
    status = models.CharField(_("toestemming"), max_length=10, choices=ConsentStatus.choices)
    given_by = models.CharField(
        _("gegeven door"), max_length=20, choices=ConsentGivenBy.choices, default=ConsentGivenBy.PATIENT
    )
    scope = models.CharField(_("waarvoor"), max_length=200, blank=True)
    given_on = models.DateField(_("datum"))
    recorded_by_id = models.UUIDField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-recorded_at",)
        indexes = (models.Index(fields=["patient", "-recorded_at"], name="register_consent_newest"),)

    def __str__(self) -> str:
        return str(self.id)
