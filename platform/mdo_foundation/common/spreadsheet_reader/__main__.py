"""The process that reads what somebody sent in: it has bounded memory and time, no database and no Django.

A workbook of 5 kB can ask its reader for gigabytes (two cells in far corners), and the reader then ends the whole
process. Here that process is not the web server.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from mdo_foundation.common.spreadsheet_reader.refused import Refused
from mdo_foundation.common.spreadsheet_reader.rows import Row
from mdo_foundation.common.spreadsheet_reader.text import read_text
from mdo_foundation.common.spreadsheet_reader.workbook import read_workbook

MEMORY = 256 * 1024 * 1024
SECONDS = 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"PK\x05\x06")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, *, most: int) -> list[Row]:
    """By what the file is, not by what it is called."""
    if not data.strip():
        raise Refused("empty")
    if data.startswith(_OLE):
        raise Refused("encrypted" if _ENCRYPTED in data else "old_excel")
    if data.startswith(_OTHERS):
        raise Refused("no_table")
    if data.startswith(_ZIP):
        return read_workbook(data, most=most)
    if data.lstrip()[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"{\\rtf")):
        raise Refused("no_table")
    return read_text(data, most=most)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: dict[str, Any]
    try:
        answer = {"rows": read(sys.stdin.buffer.read(), most=int(sys.argv[1]))}
    except Refused as refused:
        answer = {"refused": refused.code, "facts": refused.facts}
    except (MemoryError, RecursionError):
        answer = {"refused": "too_much", "facts": {}}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


if __name__ == "__main__":
    main()
