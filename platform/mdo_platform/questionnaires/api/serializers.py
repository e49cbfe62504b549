"""Instruments, results and questionnaires over the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from mdo_platform.questionnaires.models import REMARK_LENGTH


class ResultSerializer(s.Serializer[Any]):
    """An indication with its source as they were when it was recorded; never a diagnosis."""

    id = s.UUIDField()
    version = s.IntegerField()
    tool = s.CharField()
    title = s.CharField(help_text="Of the tool; said when its module is not active.")
    score = s.FloatField()
    taken_on = s.DateField()
    how = s.ChoiceField(choices=["filled_in", "entered"])
    band_label = s.CharField(allow_blank=True)
    band_source = s.CharField(allow_blank=True)
    direction = s.CharField(allow_blank=True, help_text="higher_is_worse, higher_is_better or none; else empty.")
    target_group = s.CharField()
    definition_version = s.CharField()
    answered = s.IntegerField(allow_null=True)
    asked = s.IntegerField(allow_null=True)
    items = s.DictField(allow_null=True, help_text="Answers by item code; null unless the group keeps them.")
    remark = s.CharField(allow_blank=True)
    recorded_by_name = s.CharField()
    recorded_at = s.DateTimeField()
    removed_at = s.DateTimeField(allow_null=True)


class ScoreBody(s.Serializer[Any]):
    """A total that was taken elsewhere."""

    tool = s.CharField(max_length=60)
    score = s.FloatField()
    taken_on = s.DateField(required=False, help_text="Left out: today.")
    remark = s.CharField(required=False, allow_blank=True, max_length=REMARK_LENGTH)
    idempotency_key = s.UUIDField(required=False, help_text="The same key twice records one result.")


class BandSerializer(s.Serializer[Any]):
    low = s.FloatField()
    high = s.FloatField()
    label = s.CharField()  # type: ignore[assignment]  # a field has a label too
    source = s.CharField(allow_blank=True)  # type: ignore[assignment]


class LicenceSerializer(s.Serializer[Any]):
    owner = s.CharField()
    terms = s.CharField()
    url = s.CharField(allow_blank=True)


class ProgressSerializer(s.Serializer[Any]):
    answered = s.IntegerField()
    asked = s.IntegerField()
    began_by_name = s.CharField()
    began_at = s.DateTimeField()


class InstrumentSerializer(s.Serializer[Any]):
    """`can_fill_in`: its licence is open, so its items can be read and answered. Otherwise record the score."""

    code = s.CharField()
    title = s.CharField()
    kind = s.CharField(allow_blank=True, help_text="link, document, score or questionnaire; empty if unknown.")
    url = s.CharField(allow_blank=True)
    is_offered = s.BooleanField()
    can_fill_in = s.BooleanField()
    fits = s.BooleanField(help_text="What is filled in of the patient points to it.")
    minimum = s.FloatField(allow_null=True)
    maximum = s.FloatField(allow_null=True)
    direction = s.CharField(allow_blank=True)
    bands = BandSerializer(many=True)
    licence = LicenceSerializer(allow_null=True)
    progress = ProgressSerializer(allow_null=True)
    newest = ResultSerializer(allow_null=True)


class ItemOptionSerializer(s.Serializer[Any]):
    code = s.CharField()
    label = s.CharField()  # type: ignore[assignment]


class ItemSerializer(s.Serializer[Any]):
    """Options to choose from, or a number between minimum and maximum. `asked`: under the answers so far."""

    code = s.CharField()
    text = s.CharField()
    help = s.CharField(allow_blank=True)
    options = ItemOptionSerializer(many=True)
    minimum = s.FloatField(allow_null=True)
    maximum = s.FloatField(allow_null=True)
    asked = s.BooleanField()


class DraftSerializer(s.Serializer[Any]):
    """What is filled in so far, shared by all who may change the patient; `version` 0 before the first answer."""

    draft_id = s.UUIDField(allow_null=True)
    version = s.IntegerField()
    tool = s.CharField()
    title = s.CharField()
    answers = s.DictField()
    answered = s.IntegerField()
    asked = s.IntegerField()
    items = ItemSerializer(many=True)
    began_by_name = s.CharField(allow_blank=True)
    updated_at = s.DateTimeField(allow_null=True)


class AnswersBody(s.Serializer[Any]):
    """By item code an option's code or a number; null empties an answer, what is not named stays."""

    answers = s.DictField(child=s.JSONField(allow_null=True))
    version = s.IntegerField(required=False)


class FinishBody(s.Serializer[Any]):
    draft_id = s.UUIDField(help_text="The same draft twice gives the one result.")
    taken_on = s.DateField(required=False, help_text="Left out: today.")
    remark = s.CharField(required=False, allow_blank=True, max_length=REMARK_LENGTH)
    is_incomplete = s.BooleanField(required=False, help_text="True: with questions open, if that gives a score.")
