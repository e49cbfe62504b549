"""Encrypted columns: bound to their place, refused when changed."""

from __future__ import annotations

import pytest

from mdo_foundation.common.crypto import DecryptionError, decrypt, encrypt


def test_a_value_is_readable_where_it_belongs_only():
    token = encrypt("geheim", context="table:column:1")
    assert decrypt(token, context="table:column:1") == "geheim"
    assert b"geheim" not in token
    with pytest.raises(DecryptionError):
        decrypt(token, context="table:column:2")


@pytest.mark.parametrize("place", [0, 5, 20, -1])
def test_a_changed_value_is_refused(place):
    token = bytearray(encrypt("geheim", context="x"))
    token[place] ^= 1
    with pytest.raises(DecryptionError):
        decrypt(bytes(token), context="x")


def test_the_same_text_looks_different_every_time():
    assert encrypt("geheim", context="x") != encrypt("geheim", context="x")
