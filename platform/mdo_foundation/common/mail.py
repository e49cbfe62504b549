"""Mail: queued in the caller's transaction, sent by the worker, never with patient data (S-06).

Exactly once is impossible with SMTP; at most once is kept. Just before the mail server takes over, the entry is marked
'sending'; a worker that dies after that leaves it 'uncertain', which people see, and nobody sends it again by itself.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template import Context, engines
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import GroupLike, outside_groups
from mdo_foundation.common.models import OutboxEntry
from mdo_foundation.common.signals import mail_accepted, mail_refused

log = logging.getLogger(__name__)

KIND = "mail"
LATER = timedelta(minutes=5)  # as often as outbox.MAX_POSTPONED: a day
KINDS: set[str] = set()  # of everything that is a mail, for who looks what became of them


def queue_mail(*, template: str, key: str, to: str, context: dict[str, Any], group: GroupLike | None = None) -> None:
    """Send `template` to `to`, once per `key`.

    `context` holds ids, names of groups and people, dates and URLs. `template` is `<app>/<name>`, for the files
    `<app>/mail/<name>.subject.txt` and `.txt`.
    """
    outbox.enqueue(KIND, key, payload={"template": template, "to": to, "context": context}, group=group)


def mail_handler(kind: str) -> Callable[[outbox.Handler], outbox.Handler]:
    """Register what sends the mails of `kind`: it makes a message and calls `deliver`.

    `payload` names the receiver as `to`, so that people can see what became of which mail.
    """
    KINDS.add(kind)
    return outbox.handler(kind, transactional=False, tries=outbox.MAX_POSTPONED)


@mail_handler(KIND)
def send_mail(entry: OutboxEntry) -> None:
    deliver(entry, build_message(entry))


def deliver(entry: OutboxEntry, message: EmailMessage) -> None:
    """Hand one mail to the mail server. A refusal for good ends it; a passing fault is tried again."""
    message.extra_headers = {**headers_of(entry), **message.extra_headers}
    message.connection = connection = _connected(entry)
    outbox.advance(entry, OutboxEntry.State.SENDING, claimed_until=timezone.now() + settings.MDO_OUTBOX_LEASE)
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        _refused(entry, code)
        with outside_groups():  # robust: whoever listens must not undo what was written down of this mail
            mail_refused.send_robust(sender=None, address=entry.payload["to"])
    except smtplib.SMTPResponseException as error:
        _refused(entry, error.smtp_code)
    except OSError:  # the line was lost after we began: it may have been accepted
        outbox.advance(entry, OutboxEntry.State.UNCERTAIN, error="connection lost while sending")
    else:
        outbox.finish(entry)
        with outside_groups():
            mail_accepted.send_robust(sender=None, address=entry.payload["to"])
    finally:
        connection.close()


def _connected(entry: OutboxEntry) -> BaseEmailBackend:
    """A mail server that is away, or says nothing, is tried again for a day, at first soon: nothing was handed over."""
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except OSError as error:  # what smtplib raises is one too
        log.warning("The mail server is away: %s", type(error).__name__)
        pause = min(LATER, timedelta(seconds=5 * 2 ** min(entry.attempts, 10)))
        raise outbox.Postpone(timezone.now() + pause, type(error).__name__) from error
    return connection


def _refused(entry: OutboxEntry, code: int) -> None:
    if code >= 500:
        outbox.advance(entry, OutboxEntry.State.FAILED, error=f"refused by the mail server ({code})")
    else:
        raise outbox.Postpone(timezone.now() + LATER, f"mail server said {code}")


def headers_of(entry: OutboxEntry) -> dict[str, str]:
    """The Message-ID follows from the entry, so that a second copy can be recognised."""
    return {"Message-ID": f"<{entry.pk}@mdo-portal>", "Auto-Submitted": "auto-generated"}


def build_message(entry: OutboxEntry) -> EmailMessage:
    subject, body = texts(entry.payload["template"], entry.payload["context"])
    return EmailMessage(subject=subject, body=body, to=[entry.payload["to"]], headers=headers_of(entry))


def texts(template: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and body of a mail template."""
    app, name = template.split("/")
    context = {**context, "base_url": settings.MDO_BASE_URL}
    subject = _plain(f"{app}/mail/{name}.subject.txt", context)
    return " ".join(subject.split()), _plain(f"{app}/mail/{name}.txt", context)


def _plain(template: str, context: dict[str, Any]) -> str:
    """Text, not HTML: an apostrophe in a name stays an apostrophe."""
    found = engines["django"].get_template(template).template  # type: ignore[attr-defined]
    return str(found.render(Context(context, autoescape=False)))
