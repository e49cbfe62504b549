"""Shapes of the access log in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.accesslog import words
from mdo_platform.accesslog.pseudonyms import pseudonym
from mdo_platform.accesslog.queries.lines import ACTIONS
from mdo_platform.accesslog.services import LONGEST_REMARK, LONGEST_REMARKS

REVIEW_STATES = ("running", "open", "missed", "signed")


class PeriodFilter(serializers.Serializer[Any]):
    first = serializers.DateField(required=False, help_text="First day.")
    last = serializers.DateField(required=False, help_text="Last day, included.")


class LogFilterIn(PeriodFilter):
    actor_id = serializers.UUIDField(required=False)
    action = serializers.ChoiceField(choices=ACTIONS, required=False, help_text="NEN 7513 EventActionCode.")
    patient = serializers.CharField(required=False, max_length=20, help_text="A pseudonym, such as 1A2B-3C4D.")


class LineOut(serializers.Serializer[Any]):
    seq = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor_id = serializers.UUIDField()
    actor_name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    via = serializers.CharField()
    action = serializers.CharField()
    what = serializers.CharField()
    said = serializers.CharField(help_text="The same in plain Dutch.")
    patients = serializers.IntegerField(help_text="How many patients the answer showed.")
    patient = serializers.CharField(allow_null=True, help_text="The pseudonym, of a line about one patient.")
    patient_name = serializers.CharField(allow_null=True, help_text="For who may see that patient.")
    controls = serializers.CharField(help_text="Authorisation, treatment relation, consent, emergency: T or F.")


class LookOut(serializers.Serializer[Any]):
    at = serializers.DateTimeField(help_text="In the merged view the first time of that day.")
    name = serializers.CharField()
    role = serializers.CharField()
    organisation = serializers.CharField()
    what = serializers.CharField(help_text="In plain Dutch.")
    how = serializers.CharField()
    times = serializers.IntegerField()
    treats = serializers.BooleanField(help_text="Whether there was a treatment relation at that moment.")
    consented = serializers.BooleanField(help_text="Whether consent was recorded at that moment.")
    is_system = serializers.BooleanField()


class LooksFilter(PeriodFilter):
    full = serializers.BooleanField(default=False, help_text="Every line; else one per day, person and action.")


class ExportIn(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField()


class MonthOut(serializers.Serializer[Any]):
    month = serializers.CharField(help_text="Year and month: 2026-10.")
    state = serializers.ChoiceField(choices=REVIEW_STATES)
    sign_before = serializers.DateField(help_text="From this day on it counts as missed.")
    signed_by = serializers.CharField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    remarks = serializers.CharField(allow_null=True)


class FindingOut(serializers.Serializer[Any]):
    rule = serializers.CharField()
    key = serializers.CharField(help_text="Remarks refer to it.")
    actor_id = serializers.UUIDField()
    actor_name = serializers.CharField()
    first_at = serializers.DateTimeField()
    times = serializers.IntegerField()
    patients = serializers.IntegerField()
    patient = serializers.CharField(allow_null=True, help_text="The pseudonym.")
    patient_name = serializers.CharField(allow_null=True, help_text="For who may see that patient.")


class ReviewOut(MonthOut):
    lines = serializers.IntegerField()
    findings = FindingOut(many=True)
    sample = LineOut(many=True)


class SignIn(serializers.Serializer[Any]):
    remarks = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_REMARKS, default="")
    about = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=LONGEST_REMARK),
        required=False,
        default=dict,
        help_text="A remark by the key of a finding, or the number of a sampled line.",
    )
    seen = serializers.IntegerField(min_value=0, help_text="How many findings you saw; 409 when there are others.")


def line_out(line: AccessLogEntry, name: str | None) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "at": line.at,
        "actor_id": line.actor_id,
        "actor_name": line.actor_name,
        "roles": line.roles,
        "via": line.via,
        "action": line.action,
        "what": line.what,
        "said": words.said_to_group(line.what, line.action, line.detail),
        "patients": len(line.patient_ids),
        "patient": pseudonym(line.patient_ids[0]) if len(line.patient_ids) == 1 else None,
        "patient_name": name,
        "controls": line.controls,
    }
