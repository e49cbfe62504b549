"""Records that two people may edit at once without losing anything."""

from __future__ import annotations

import uuid
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Conflict


class VersionedModel(models.Model):
    """A record with a version that every change raises by one; a change names the version that its author saw."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


Record = TypeVar("Record", bound=VersionedModel)


def save_version(instance: Record, *, version: int, **changes: Any) -> Record:
    """Write `changes` when the stored version is still `version`; returns the instance as stored.

    Raises Conflict with the current values of the changed fields, so that both texts can be shown at the field.
    One UPDATE decides: there is no moment between looking and writing.
    """
    model = type(instance)
    manager = model._default_manager
    changes["updated_at"] = timezone.now()
    updated = manager.filter(pk=instance.pk, version=version).update(version=version + 1, **changes)
    if not updated:
        current = manager.filter(pk=instance.pk).values("version", "updated_at", *changes).first() or {}
        raise Conflict(_("Iemand anders heeft dit intussen gewijzigd."), current=current)
    for name, value in (changes | {"version": version + 1}).items():
        setattr(instance, name, value)
    return instance
