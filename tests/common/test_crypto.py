"""Encrypted columns: bound to their place, refused when changed."""

from __future__ import annotations

from uuid import UUID

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


GROUP, OTHER = UUID(int=1), UUID(int=2)


def test_every_group_has_a_key_of_its_own():
    token = encrypt("geheim", context="x", group_id=GROUP)
    assert decrypt(token, context="x", group_id=GROUP) == "geheim"
    for elsewhere in (OTHER, None):
        with pytest.raises(DecryptionError):
            decrypt(token, context="x", group_id=elsewhere)
    with pytest.raises(DecryptionError):
        decrypt(encrypt("geheim", context="x"), context="x", group_id=GROUP)


@pytest.mark.parametrize("token", [b"", b"\x01", b"\x01" + bytes(5), b"\xff" + bytes(40)])
def test_what_is_no_value_is_refused(token):
    with pytest.raises(DecryptionError):
        decrypt(token, context="x", group_id=GROUP)


def test_an_older_key_still_reads_what_it_wrote(settings):
    newest = "2:bm9nLWVlbi1zbGV1dGVsLXZhbi1kZXJ0aWctdHdlZS0="
    old = encrypt("geheim", context="x", group_id=GROUP)
    settings.MDO_FIELD_KEYS = f"{newest},{settings.MDO_FIELD_KEYS}"
    assert decrypt(old, context="x", group_id=GROUP) == "geheim"
    assert encrypt("geheim", context="x", group_id=GROUP)[0] == 2
    settings.MDO_FIELD_KEYS = newest
    with pytest.raises(DecryptionError):
        decrypt(old, context="x", group_id=GROUP)
