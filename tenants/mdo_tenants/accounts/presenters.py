"""What pages of the accounts show: a QR code, the name of a device."""

from __future__ import annotations

from dataclasses import dataclass

import segno

_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, kw_only=True)
class QrCode:
    """`path` draws the dark modules in a square of `size` by `size` units, quiet zone included."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Drawn by a template: no style attribute, no ready-made markup that would have to be trusted."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix_iter(scale=1, border=4)]
    dark = ((x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return QrCode(size=len(rows), path="".join(f"M{x} {y}h1v1h-1z" for x, y in dark))


def spaced(secret: str) -> str:
    """A secret in groups of four, for typing over."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def device_label(user_agent: str) -> str:
    """'Firefox op Windows': enough to recognise a device of one's own, too little to recognise a person by."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(filter(None, (browser, system)))
