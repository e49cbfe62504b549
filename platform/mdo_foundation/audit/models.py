"""The access log of a group (S-04, NEN 7513): append-only, no foreign keys, each line holds the hash of the one before.

Lines are written by the function `audit_append` only: the web's role may read the table and call that function.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class AccessLogEntry(models.Model):
    """One event. Holds ids and codes; the medical text is never here, and nothing points to a row that may be deleted.

    `action` as in NEN 7513 EventActionCode: C, R, U, D, E. `controls`: four positions T/F: authorisation, treatment
    relation, consent of the patient, emergency; of a line with more patients each holds for all of them, and `detail`
    names those for whom it does not.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=150)
    roles = ArrayField(models.CharField(max_length=20))
    via = models.CharField(max_length=10)
    address = models.CharField(max_length=45)
    action = models.CharField(max_length=1)
    what = models.CharField(max_length=60)
    patient_ids = ArrayField(models.UUIDField())
    controls = models.CharField(max_length=4)
    detail = models.JSONField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["seq"]
        indexes = (
            GinIndex(fields=["patient_ids"], name="audit_line_patients"),
            models.Index(fields=["at"], name="audit_line_at"),
            models.Index(fields=["actor_id", "at"], name="audit_line_actor"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.what}"


class ChainHead(models.Model):
    """The last line's number and hash: one row, locked while a line is added.

    `start_…`: the last line that a purge took out, where the chain begins now; 0 and empty when it never was purged.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    start_seq = models.BigIntegerField(default=0, db_default=0)
    start_hash = models.CharField(max_length=64, default="", db_default="", blank=True)

    def __str__(self) -> str:
        return str(self.seq)
