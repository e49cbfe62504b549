"""One-way forms of random tokens; SHA-256 is enough for 256 random bits (ASVS 11.4.2 asks a slow hash of passwords
only).
"""

from __future__ import annotations

import hashlib


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
