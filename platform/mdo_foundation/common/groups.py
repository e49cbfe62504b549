"""The only way into a group's schema.

`in_group` puts the connection of this thread into the group's schema and role, and back into what it was before, also
after an error. A task without a known, active group is refused, never run in public.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol, cast
from uuid import UUID

from celery import Task
from django.conf import settings
from django.utils.module_loading import import_string

from mdo_foundation.common.database.base import PUBLIC
from mdo_foundation.common.database.connections import group_connection


class GroupLike(Protocol):
    """What the cellar knows of a group: its name, and where its tables are."""

    @property
    def id(self) -> UUID: ...
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def schema_name(self) -> str: ...


class NoGroup(RuntimeError):
    """Code that needs a group was called outside one: a fault of ours, never of the user."""


@contextmanager
def in_group(group: GroupLike) -> Iterator[GroupLike]:
    """Run the block inside `group`'s schema and role. Results must be read before the block ends."""
    connection = group_connection()
    before = connection.tenant
    connection.set_tenant(group)
    try:
        yield group
    finally:
        connection.set_tenant(before)


@contextmanager
def outside_groups() -> Iterator[None]:
    """Run the block in public, with the rights of the web's own role."""
    connection = group_connection()
    before = connection.tenant
    connection.set_schema_to_public()
    try:
        yield
    finally:
        connection.set_tenant(before)


def current_group() -> GroupLike:
    """The group that this thread is in; raises NoGroup outside one."""
    connection = group_connection()
    if connection.schema_name == PUBLIC:
        raise NoGroup("This code runs inside a group only.")
    return cast("GroupLike", connection.tenant)


def find_active_group(group_id: str | UUID) -> GroupLike | None:
    """The group with this id when it may be worked in. Who knows groups is a floor up: named in the settings."""
    resolver = import_string(settings.MDO_GROUP_RESOLVER)
    return cast("GroupLike | None", resolver(group_id))


class GroupTask(Task):  # type: ignore[type-arg]
    """Base of every task that works inside a group: its first argument is the group's id."""

    abstract = True

    def __call__(self, group_id: str, *args: Any, **kwargs: Any) -> Any:
        group = find_active_group(group_id)
        if group is None:
            raise NoGroup("The task names no known, active group; it was not run.")
        with in_group(group):
            return super().__call__(group_id, *args, **kwargs)
