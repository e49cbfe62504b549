"""What a release declared, kept for ever: labels and colours outlive the plugin. Public, and about nobody."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Definition(models.Model):
    """One content of a target group. Rows are only added, which a trigger keeps.

    `digest`: SHA-256 over the text that `mdo_plugin_api.testing.definition` makes of it.
    """

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    api_version = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-recorded_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["code", "digest"], name="definition_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
