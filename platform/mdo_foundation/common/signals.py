"""News for the floors above."""

from django.dispatch import Signal

# `address`: what a mail server said of a mailbox, outside every group. Refused is for good (5xx), accepted is any mail.
mail_refused = Signal()
mail_accepted = Signal()
