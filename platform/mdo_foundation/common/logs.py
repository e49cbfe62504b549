"""Structured logs without patient data: JSON lines with the request's id, never its query, body or user input."""

from __future__ import annotations

import logging
import re
import time
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter as _JsonFormatter

request_id: ContextVar[str] = ContextVar("request_id", default="")
_OPENS_SOMETHING = re.compile(r"\?\S*|[\w-]{24,}")  # a query, or what may be the token of a link


class JsonFormatter(_JsonFormatter):
    """Adds the request's id, and keeps of an exception its type and place: its text may hold what a user typed."""

    converter = time.gmtime  # type: ignore[assignment]  # UTC: one clock for all machines (ASVS 16.2)

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        super().add_fields(log_data, record, message_dict)
        log_data.pop("request", None)  # its text is the address with the query
        if record.name.startswith("django."):
            log_data["message"] = _OPENS_SOMETHING.sub("…", record.getMessage())
        if request_id.get():
            log_data["request_id"] = request_id.get()

    def formatException(self, exc_info: Any) -> str:  # noqa: N802 - the name is the standard library's
        kind, _value, trace = exc_info
        frames = []
        while trace is not None:
            code = trace.tb_frame.f_code
            frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return f"{kind.__name__} at {' < '.join(reversed(frames))}"
