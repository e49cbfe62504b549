"""A spreadsheet between upload and confirmation, in the group's schema (ADR 20). All of it is gone within a day."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    STAGED = "staged", _("kolommen kiezen")
    CHECKED = "checked", _("controleren")
    RUNNING = "running", _("bezig met invoeren")
    DONE = "done", _("ingevoerd")


class Choice(models.TextChoices):
    SKIP = "skip", _("overslaan")
    ENTER = "enter", _("toch invoeren")


OPEN = (ImportState.STAGED, ImportState.CHECKED)


class PatientImport(models.Model):
    """One upload of one person, whom nobody else sees it of. The file itself is not kept.

    `columns`: per column of the sheet the code of a field, "" for one that is left out. `defaults`: what counts for a
    row that does not say it. `revision` rises at every step, so that an old page or a second click does nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.STAGED)
    revision = models.PositiveIntegerField(default=1)
    file_name = models.CharField(max_length=100, blank=True)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    defaults = models.JSONField(default=dict)
    skips_faulty = models.BooleanField(default=False)
    refusal = models.TextField(blank=True)
    row_count = models.PositiveIntegerField(default=0)
    entered_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    patient_ids = ArrayField(models.UUIDField(), default=list)
    by_id = models.UUIDField()
    address = models.CharField(max_length=45, blank=True)
    idempotency_key = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return str(self.id)


class ImportRow(models.Model):
    """A row of the sheet as it was typed, and what the check said. `number` is the row's number in the sheet.

    `problems`: [{"field": code, "text": sentence}]. `twin_row`: an earlier row about the same person. `twin_ids`:
    patients in the register, in view of who imports, who seem to be the same person.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient_import = models.ForeignKey(PatientImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    twin_row = models.PositiveIntegerField(null=True, blank=True)
    twin_ids = ArrayField(models.UUIDField(), default=list)
    choice = models.CharField(max_length=5, choices=Choice.choices, blank=True)

    class Meta:
        verbose_name = _("rij van een import")
        verbose_name_plural = _("rijen van een import")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["patient_import", "number"], name="exchange_row_one_number"),)

    def __str__(self) -> str:
        return str(self.id)


IS_TWIN = models.Q(twin_row__isnull=False) | ~models.Q(twin_ids=[])
SKIPPED = IS_TWIN & ~models.Q(choice=Choice.ENTER)
