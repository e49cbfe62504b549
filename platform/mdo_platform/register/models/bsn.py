from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.versioned import VersionedModel

from .patients import Patient


class Bsn(VersionedModel):
    """A patient's BSN, encrypted with the group's key and bound to this row (R-01); only in groups that chose for it.

    The eleven-test proves its form only: `is_verified` stays false unless a HIS said that it had checked the number.
    """

    patient = models.OneToOneField(Patient, on_delete=models.CASCADE, related_name="bsn")
    token = models.BinaryField()
    is_verified = models.BooleanField(default=False)
    recorded_by_id = models.UUIDField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("burgerservicenummer")
        verbose_name_plural = _("burgerservicenummers")
