"""The shapes of import and export in the API."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from mdo_foundation.common.typed import whole_number
from mdo_platform.exchange.export import COLUMNS
from mdo_platform.exchange.fields import FIELDS
from mdo_platform.exchange.models import Choice, ImportState

_FIELD_CODES = [field.code for field in FIELDS]


class NewImportSerializer(serializers.Serializer[Any]):
    """A file, xlsx or csv, in base64: with its own size that leaves room for about 3.5 MB."""

    content = serializers.CharField(max_length=5 * 1024 * 1024)
    file_name = serializers.CharField(required=False, allow_blank=True, max_length=255)
    idempotency_key = serializers.UUIDField(required=False)

    def validate_content(self, value: str) -> bytes:
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise serializers.ValidationError(_("Stuur het bestand in base64.")) from None


class DefaultsSerializer(serializers.Serializer[Any]):
    """What counts for a row that does not say it: the code of a target group, the id of a GP of the group."""

    target_group = serializers.CharField(required=False, allow_blank=True)
    gp = serializers.CharField(required=False, allow_blank=True)


class ImportSerializer(serializers.Serializer[Any]):
    """An import of yours. `columns` has for each heading the code of a field, "" for one that is left out.

    `done`: how many patients a running import has written so far; they are there when `state` is `done`, all together.
    """

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=ImportState.choices)
    revision = serializers.IntegerField()
    file_name = serializers.CharField()
    headings = serializers.ListField(child=serializers.CharField())
    columns = serializers.ListField(child=serializers.CharField())
    defaults = DefaultsSerializer()
    refusal = serializers.CharField()
    row_count = serializers.IntegerField()
    faulty = serializers.IntegerField()
    duplicates = serializers.IntegerField()
    entering = serializers.IntegerField()
    done = serializers.IntegerField()
    entered_count = serializers.IntegerField()
    skipped_count = serializers.IntegerField()
    patient_ids = serializers.ListField(child=serializers.UUIDField())


class ColumnsSerializer(serializers.Serializer[Any]):
    """Which column holds what; every row is checked against it."""

    columns = serializers.ListField(child=serializers.ChoiceField(choices=["", *_FIELD_CODES]), max_length=100)
    defaults = DefaultsSerializer(required=False)
    revision = serializers.IntegerField(required=False)


class DuplicatesSerializer(serializers.Serializer[Any]):
    """`skip` or `enter`: `everything` for all duplicates at once, or `rows`: numbers of rows with their own choice."""

    everything = serializers.CharField(required=False)
    rows = serializers.DictField(child=serializers.CharField(), required=False)

    def validate_rows(self, value: dict[str, str]) -> dict[int, str]:
        rows = {row: choice for number, choice in value.items() if (row := whole_number(number)) is not None}
        if len(rows) < len(value):
            raise serializers.ValidationError(_("Noem rijen met hun nummer."))
        return rows


class ConfirmSerializer(serializers.Serializer[Any]):
    revision = serializers.IntegerField(required=False)
    skips_faulty = serializers.BooleanField(required=False)


class ProblemSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    text = serializers.CharField()


class ImportRowSerializer(serializers.Serializer[Any]):
    """A row as it would be entered. `number` is its number in the sheet."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    birth_date = serializers.DateField(allow_null=True)
    target_group = serializers.CharField()
    problems = ProblemSerializer(many=True)
    twin_row = serializers.IntegerField(allow_null=True)
    twin_ids = serializers.ListField(child=serializers.UUIDField())
    choice = serializers.ChoiceField(choices=Choice.choices)
    is_entered = serializers.BooleanField()


class ImportRowPageSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = ImportRowSerializer(many=True)


class ExportSerializer(serializers.Serializer[Any]):
    """Filters as in the list of patients; without any: everybody in the register that you may see."""

    kind = serializers.ChoiceField(choices=["xlsx", "csv"])
    columns = serializers.ListField(
        child=serializers.ChoiceField(choices=[column.code for column in COLUMNS]), required=False, max_length=100
    )
    target_group = serializers.CharField(required=False, allow_blank=True, max_length=64)
    closed = serializers.BooleanField(required=False)
