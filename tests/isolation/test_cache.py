"""One group never reads another's value from the cache."""

from __future__ import annotations

from django.core.cache import cache

from mdo_foundation.common.groups import in_group


def test_a_cached_value_belongs_to_the_group_that_put_it_there(wilgendal, zandplaat):
    with in_group(wilgendal.row):
        cache.set("counts", "van Wilgendal")
    with in_group(zandplaat.row):
        assert cache.get("counts") is None
        cache.set("counts", "van Zandplaat")
    assert cache.get("counts") is None
    with in_group(wilgendal.row):
        assert cache.get("counts") == "van Wilgendal"
