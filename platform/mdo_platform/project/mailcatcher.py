"""The demo's mail server: takes every message over real SMTP and keeps it in a folder, sending nothing on.

What is for the address that invites to meetings goes to `mdo mail receive` besides, as a real mail server pipes it.

Started by the supervisor with a socket that already listens on 127.0.0.1, so that nobody can take the port in between.
"""

from __future__ import annotations

import argparse
import asyncio
import email
import os
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default as policy
from itertools import count
from pathlib import Path

from aiosmtpd.handlers import AsyncMessage
from aiosmtpd.smtp import SMTP

_MAX_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class CaughtMessage:
    """A message as a person would read it. `key` names it for as long as it is kept."""

    key: str
    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[str, ...]


def messages(folder: Path) -> list[CaughtMessage]:
    """Newest first; empty when nothing has come in yet."""
    return [_read(file) for file in sorted(folder.glob("*.eml"), reverse=True)]


def _read(file: Path) -> CaughtMessage:
    message = email.message_from_bytes(file.read_bytes(), policy=policy)
    body = message.get_body(("plain", "html"))
    return CaughtMessage(
        key=file.stem,
        received_at=datetime.fromtimestamp(int(file.stem.split("-")[0]) / 1e9, UTC),
        sender=str(message["From"] or message["X-MailFrom"]),
        recipients=tuple(str(message["X-RcptTo"]).split(", ")),
        subject=str(message["Subject"] or ""),
        text=str(body.get_content()) if body else "",
        attachments=tuple(part.get_filename() or part.get_content_type() for part in message.iter_attachments()),
    )


class Folder(AsyncMessage):
    """Writes one file per message; a reader never sees half of one."""

    def __init__(self, folder: Path, *, reply_address: str = "") -> None:
        super().__init__(EmailMessage)
        self._folder, self._reply_address = folder, reply_address.lower()
        self._numbers = count()

    async def handle_message(self, message: email.message.Message) -> None:
        name = f"{time.time_ns()}-{next(self._numbers)}"
        half = self._folder / f"{name}.part"
        half.write_bytes(bytes(message))
        half.rename(half.with_suffix(".eml"))
        if self._reply_address and self._reply_address in str(message["X-RcptTo"]).lower().split(", "):
            await _pass_on(bytes(message))


async def _pass_on(content: bytes) -> None:
    receive = (sys.executable, "-m", "mdo_platform.project.cli", "mail", "receive")
    process = await asyncio.create_subprocess_exec(*receive, stdin=asyncio.subprocess.PIPE)
    await process.communicate(content)


async def serve(listening: socket.socket, folder: Path, *, reply_address: str = "") -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = Folder(folder, reply_address=reply_address)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, data_size_limit=_MAX_BYTES, loop=loop, hostname="localhost"), sock=listening
    )
    async with server:
        await server.serve_forever()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Keep every mail in a folder.")
    parser.add_argument("--fd", type=int, required=True, help="a listening socket, inherited")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--reply-address", default="", help="mail to it is piped to `mdo mail receive`")
    options = parser.parse_args(arguments)
    os.umask(0o077)
    asyncio.run(serve(socket.socket(fileno=options.fd), options.folder, reply_address=options.reply_address))
    return 0


if __name__ == "__main__":
    sys.exit(main())
