"""In and out of the API for sharing a bottleneck with the network."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s


class LeakOut(s.Serializer[Any]):
    kind = s.ChoiceField(choices=("name", "birth_date", "bsn", "initials"))
    found = s.CharField()
    is_certain = s.BooleanField(help_text="Refused; the others are asked about.")


class OfferOut(s.Serializer[Any]):
    """Category, target group and text of the signal, with the names of group and networks: all that leaves."""

    version = s.IntegerField(source="signal.version")
    is_shared = s.BooleanField(source="signal.shared")
    category = s.CharField(source="shared.category")
    target_group = s.CharField(source="shared.target_group")
    text = s.CharField(source="shared.text")
    group = s.CharField()
    networks = s.ListField(child=s.CharField())
    leaks = LeakOut(many=True)
    refusal = s.CharField(help_text="Why it cannot be shared; empty when it can.")


class ShareIn(s.Serializer[Any]):
    version = s.IntegerField(help_text="Of the text that was looked at.")
    confirmed = s.BooleanField(default=False, help_text="Somebody looked at what was found.")
