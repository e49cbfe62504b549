"""Filling in a questionnaire: its items, answers so far, finishing, throwing away and taking back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import expected_version, validated, versioned
from mdo_platform.questionnaires import queries, services
from mdo_platform.questionnaires.models import Draft
from mdo_platform.questionnaires.tools import active_target_groups, open_questionnaire
from mdo_platform.register.rules import check_can_change_patient

from . import examples
from . import serializers as s
from .results import InstrumentView
from .shapes import draft_shape


class DraftView(InstrumentView):
    def drafted(self, patient_id: UUID, tool: str, draft: Draft | None) -> Response:
        """After a change, which was logged: the items with the answers as they are now."""
        questionnaire = open_questionnaire(tool, target_groups=active_target_groups(patient_id))
        shape: Any = s.DraftSerializer(draft_shape(questionnaire, draft)).data
        return versioned(shape, draft.version if draft else 0)


class QuestionnaireView(DraftView):
    @extend_schema(operation_id="questionnaire", responses=s.DraftSerializer, examples=examples.QUESTIONNAIRE)
    def get(self, request: Request, patient_id: UUID, tool: str) -> Response:
        """The items and the answers so far, for who may answer. Refused until the owner has permitted the use."""
        found = queries.open_form(self.actor, patient_id, tool=tool)
        check_can_change_patient(self.actor, patient_id)
        shape = s.DraftSerializer(draft_shape(found.questionnaire, found.draft)).data
        return versioned(shape, found.draft.version if found.draft else 0)

    @extend_schema(
        operation_id="save_item_answers",
        request=s.AnswersBody,
        responses=s.DraftSerializer,
        examples=examples.SAVE_ITEM_ANSWERS,
    )
    def patch(self, request: Request, patient_id: UUID, tool: str) -> Response:
        """Answer one or more items. Somebody else's answer to another item is no conflict."""
        answers = validated(s.AnswersBody, request)["answers"]
        version = expected_version(request)
        draft = services.save_answers(patient_id, by=self.actor, tool=tool, version=version, answers=answers)
        return self.drafted(patient_id, tool, draft)

    @extend_schema(operation_id="discard_draft", responses={204: None})
    def delete(self, request: Request, patient_id: UUID, tool: str) -> Response:
        """Throw away what was filled in; for a day it can be taken back."""
        services.discard_draft(patient_id, by=self.actor, tool=tool)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreDraft(DraftView):
    @extend_schema(
        operation_id="restore_draft", request=None, responses=s.DraftSerializer, examples=examples.RESTORE_DRAFT
    )
    def post(self, request: Request, patient_id: UUID, tool: str) -> Response:
        """Take back what was thrown away last."""
        return self.drafted(patient_id, tool, services.restore_draft(patient_id, by=self.actor, tool=tool))


class FinishDraft(DraftView):
    @extend_schema(
        operation_id="finish_draft",
        request=s.FinishBody,
        responses={201: s.ResultSerializer},
        examples=examples.FINISH_DRAFT,
    )
    def post(self, request: Request, patient_id: UUID, tool: str) -> Response:
        """Score what was filled in and keep that; the answers go, unless the group keeps them."""
        made = services.finish_draft(patient_id, by=self.actor, tool=tool, **validated(s.FinishBody, request))
        return versioned(self.shown(made), made.version, status=status.HTTP_201_CREATED)
