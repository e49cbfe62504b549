"""Who is out of view leaves no trace: no count, no order, no header; as if they had never been entered."""

from __future__ import annotations

import pytest

from tests.rights.matrix.unseen import ADDRESSES, traces


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_is_as_if_they_had_never_been_entered(world, address):
    assert list(traces(world, address)) == []
