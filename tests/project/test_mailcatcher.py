"""The demo's mail server keeps every message, and pipes replies on as a real one would."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from mdo_platform.project import mailcatcher


@pytest.mark.parametrize(("to", "is_piped"), [("mdo@demo.invalid", True), ("iemand@demo.invalid", False)])
def test_what_is_for_the_reply_address_is_piped_on(tmp_path: Path, monkeypatch: Any, to: str, is_piped: bool) -> None:
    piped: list[bytes] = []

    async def keep(content: bytes) -> None:
        piped.append(content)

    monkeypatch.setattr(mailcatcher, "_pass_on", keep)
    message = EmailMessage()
    message["X-RcptTo"] = f"ander@demo.invalid, {to.upper()}"
    message.set_content("Ik kom.")

    async def receive() -> None:  # made inside the loop, as in the demo: outside one it would make a loop of its own
        await mailcatcher.Folder(tmp_path, reply_address="mdo@demo.invalid").handle_message(message)

    asyncio.run(receive())
    assert [content.rstrip().endswith(b"Ik kom.") for content in piped] == [True] * is_piped
    assert len(mailcatcher.messages(tmp_path)) == 1
