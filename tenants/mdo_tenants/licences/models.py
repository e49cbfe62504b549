"""What the owner of an instrument has allowed. Public: every group may know what is open, nobody's data is in it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CODE_LENGTH = 60


class Medium(models.TextChoices):
    """Where the items may be shown. Paper alone does not open a questionnaire in the portal."""

    SCREEN = "screen", _("op het scherm")
    ALL = "all", _("op het scherm en op papier")
    PAPER = "paper", _("alleen op papier")


class InstrumentPermission(models.Model):
    """A permission for one questionnaire, as the owner's letter gives it. Withdrawn ones stay, with who and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tool = models.CharField(max_length=CODE_LENGTH)
    given_by = models.CharField(_("gegeven door"), max_length=200)
    reference = models.CharField(_("kenmerk van de brief"), max_length=200)
    granted_on = models.DateField(_("datum van de toestemming"))
    medium = models.CharField(_("waar"), max_length=10, choices=Medium.choices, default=Medium.SCREEN)
    valid_until = models.DateField(_("geldig tot en met"), null=True, blank=True)
    recorded_by_id = models.UUIDField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_by_id = models.UUIDField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-granted_on", "-recorded_at")
        constraints = (
            models.UniqueConstraint(
                fields=["tool", "reference", "granted_on"],
                condition=models.Q(withdrawn_at=None),
                name="licences_permission_once",
            ),
        )

    def __str__(self) -> str:
        return self.tool
