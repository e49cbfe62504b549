"""News for the floors above."""

from django.dispatch import Signal

# `membership`: somebody came, left, or got other roles; sent in the transaction of the change.
membership_changed = Signal()
