"""Storing what this release declares; `mdo migrate` does it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from mdo_plugin_api import TargetGroup
from mdo_plugin_api.testing import definition

from .models import Definition


def store_definitions(target_groups: Iterable[TargetGroup]) -> list[str]:
    """Keep every definition that is not stored yet; two at once, and again, store each once.

    Returns a line for who looks after the portal about each content that changed under a version that was there.
    """
    rows = [_row(one) for one in target_groups]
    with transaction.atomic():
        known = list(Definition.objects.values_list("code", "version", "digest"))
        stored = {(code, digest) for code, _version, digest in known}
        new = [row for row in rows if (row.code, row.digest) not in stored]
        Definition.objects.bulk_create(new, ignore_conflicts=True)
    versions = {(code, version) for code, version, _digest in known}
    return [
        f"The definition of {row.code} changed under the same version {row.version}; stored as well. "
        "Ask its author for a version of its own."
        for row in new
        if (row.code, row.version) in versions
    ]


def content_of(target_group: TargetGroup) -> dict[str, Any]:
    """As it is stored."""
    told: dict[str, Any] = json.loads(definition(target_group))
    return told


def digest_of(target_group: TargetGroup) -> str:
    return hashlib.sha256(definition(target_group).encode()).hexdigest()


def _row(target_group: TargetGroup) -> Definition:
    return Definition(
        code=target_group.code,
        version=target_group.version,
        digest=digest_of(target_group),
        content=content_of(target_group),
        api_version=target_group.api_version,
    )
