"""One-way forms of random tokens; passwords need a slow hash, 256 random bits do not (ASVS 11.4.2)."""

from __future__ import annotations

import hashlib


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
