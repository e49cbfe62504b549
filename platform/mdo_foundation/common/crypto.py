"""Encryption of single columns: AES-256-GCM, bound to where the value belongs, keys by version."""

from __future__ import annotations

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class DecryptionError(ValueError):
    """The value was changed, moved to another place, or its key is gone."""


@lru_cache(maxsize=4)
def _keys(setting: str) -> dict[int, AESGCM]:
    """Keys by version, newest first, from `MDO_FIELD_KEYS` ("2:base64,1:base64")."""
    pairs = (part.split(":", 1) for part in setting.split(",") if part)
    return {int(version): AESGCM(base64.b64decode(key)) for version, key in pairs}


def encrypt(plain: str, *, context: str) -> bytes:
    """`plain` encrypted with the newest key. `context` names table, column and row: it must be the same to decrypt."""
    version, key = next(iter(_keys(settings.MDO_FIELD_KEYS).items()))
    nonce = os.urandom(_NONCE)
    return bytes([version]) + nonce + key.encrypt(nonce, plain.encode(), context.encode())


def decrypt(token: bytes, *, context: str) -> str:
    """The plain text; raises DecryptionError when token or context is not what it was."""
    data = bytes(token)
    key = _keys(settings.MDO_FIELD_KEYS).get(data[0] if data else -1)
    if key is None:
        raise DecryptionError("unknown key")
    try:
        return key.decrypt(data[1 : 1 + _NONCE], data[1 + _NONCE :], context.encode()).decode()
    except InvalidTag as error:
        raise DecryptionError("the value does not belong here") from error
