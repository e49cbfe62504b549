"""Why a file was not read, as a code: what reads has no Django, so the sentence is chosen by who asked."""

from __future__ import annotations

MAX_FILE = 5 * 1024 * 1024
MAX_UNPACKED = 10 * 1024 * 1024
MAX_ENTRIES = 200
MAX_COLUMNS = 100


class Refused(Exception):
    """`code` is a key of the sentences in `common.spreadsheets`; `facts` are numbers and names of cells, no content."""

    def __init__(self, code: str, **facts: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
