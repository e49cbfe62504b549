"""The ICPC table that the licence holder lets the portal use. Public: every group reads it, nobody's data is in it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .icpc import CODE_LENGTH, TITLE_LENGTH


class IcpcTable(models.Model):
    """One upload, with the licence that allows it. A table that was replaced or withdrawn keeps its row, not its codes.

    `digest`: SHA-256 over codes and titles, by which the same table is recognised.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("versie"), max_length=60)
    issued_on = models.DateField(_("datum van de tabel"))
    licence = models.CharField(_("licentie"), max_length=300)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("aantal codes"))
    in_use = models.BooleanField(default=True)
    uploaded_by_id = models.UUIDField()
    uploaded_by_name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(default=timezone.now)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-uploaded_at",)
        constraints = (
            models.UniqueConstraint(fields=["in_use"], condition=models.Q(in_use=True), name="icpctable_one_in_use"),
        )

    def __str__(self) -> str:
        return self.name


class IcpcCode(models.Model):
    """A code of the table in use. `search_text`: the folded words of its title (common.folding)."""

    table = models.ForeignKey(IcpcTable, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    title = models.CharField(max_length=TITLE_LENGTH)
    search_text = models.CharField(max_length=2 * TITLE_LENGTH + 20)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code
