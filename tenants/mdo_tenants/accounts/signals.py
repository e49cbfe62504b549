"""News for the floors above, sent inside the transaction in which it happened."""

from __future__ import annotations

from django.dispatch import Signal

invitation_accepted = Signal()
"""Arguments: `invitation` (Invitation), `user` (User). An exception of a listener undoes the acceptance."""
