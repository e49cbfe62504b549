"""The mail that the demo's own mail server has kept: a folder of .eml files, named by the time they came in."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default as policy
from pathlib import Path

from django.conf import settings

NEWEST = 50
_KEY = re.compile(r"[0-9]+-[0-9]+")


@dataclass(frozen=True, kw_only=True)
class Mail:
    key: str
    received_at: datetime
    to: str
    subject: str
    text: str
    attachments: tuple[str, ...]


def newest_mails() -> list[Mail]:
    """The newest fifty, newest first; empty when nothing has come in yet."""
    folder = Path(settings.MDO_DEMO_MAIL_DIR)  # type: ignore[misc]  # the demo's settings alone have it
    files = [file for file in folder.glob("*.eml") if _KEY.fullmatch(file.stem)]
    return [_read(file) for file in sorted(files, key=_received, reverse=True)[:NEWEST]]


def _received(file: Path) -> int:
    """Nanoseconds since 1970."""
    return int(file.stem.split("-")[0])


def _read(file: Path) -> Mail:
    message = email.message_from_bytes(file.read_bytes(), policy=policy)
    assert isinstance(message, EmailMessage)  # noqa: S101 - the policy sees to it
    body = message.get_body(("plain",))
    return Mail(
        key=file.stem,
        received_at=datetime.fromtimestamp(_received(file) / 1e9, UTC),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=str(body.get_content()) if body else "",
        attachments=tuple(part.get_filename() or part.get_content_type() for part in message.iter_attachments()),
    )
