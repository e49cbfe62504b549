"""News for the floors above."""

from __future__ import annotations

from django.dispatch import Signal

group_ready = Signal()
"""Argument: `group` (Group). Sent once per group, in the transaction that opens it: schema, settings and target groups
stand. An exception of a listener keeps the group closed; the opening is tried again."""
