"""Versions of the texts that a group accepts when it signs up. A new text gets a new version."""

from __future__ import annotations

TERMS_VERSION = "2026-01"
PROCESSOR_AGREEMENT_VERSION = "2026-01"
