"""Encryption of single columns: AES-256-GCM, bound to where the value belongs, keys by version.

What belongs to a group is encrypted with a key of that group's own, derived from the master key of that version: a
value of another group cannot be read with it, whatever its context says.
"""

from __future__ import annotations

import base64
import os
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


class DecryptionError(ValueError):
    """The value was changed, moved to another place, or its key is gone."""


@lru_cache(maxsize=4)
def _keys(setting: str) -> dict[int, bytes]:
    """Keys by version, newest first, from `MDO_FIELD_KEYS` ("2:base64,1:base64")."""
    pairs = (part.split(":", 1) for part in setting.split(",") if part)
    return {int(version): base64.b64decode(key) for version, key in pairs}


def _cipher(master: bytes, group_id: UUID | None) -> AESGCM:
    if group_id is None:
        return AESGCM(master)
    derived = HKDF(algorithm=SHA256(), length=len(master), salt=None, info=b"mdo:group:" + group_id.bytes)
    return AESGCM(derived.derive(master))


def encrypt(plain: str, *, context: str, group_id: UUID | None = None) -> bytes:
    """`plain` encrypted with the newest key, that of the group when there is one.

    `context` names table, column and row: it must be the same to decrypt.
    """
    version, master = next(iter(_keys(settings.MDO_FIELD_KEYS).items()))
    nonce = os.urandom(_NONCE)
    return bytes([version]) + nonce + _cipher(master, group_id).encrypt(nonce, plain.encode(), context.encode())


def decrypt(token: bytes, *, context: str, group_id: UUID | None = None) -> str:
    """The plain text; raises DecryptionError when token, context or group is not what it was."""
    data = bytes(token)
    master = _keys(settings.MDO_FIELD_KEYS).get(data[0] if data else -1)
    if master is None:
        raise DecryptionError("unknown key")
    try:
        cipher = _cipher(master, group_id)
        return cipher.decrypt(data[1 : 1 + _NONCE], data[1 + _NONCE :], context.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise DecryptionError("the value does not belong here") from error
