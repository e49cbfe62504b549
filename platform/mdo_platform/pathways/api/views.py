"""Reading and recording the steps of a patient's programmes, and who should be discussed within the year (K-08)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, expected_version, validated, versioned
from mdo_foundation.common.typed import page_number
from mdo_platform.pathways import presenters, queries, services
from mdo_plugin_api import Outcome

from . import examples
from . import serializers as shapes


class Pathways(GroupAPIView):
    scope = "register"

    @extend_schema(operation_id="pathways", responses=shapes.PathwaySerializer(many=True), examples=[examples.PATHWAYS])
    def get(self, request: Request, patient_id: UUID) -> Response:
        """The programmes of a patient, the present ones first, with every step as it stands."""
        record, found = queries.patient_pathways(self.actor, patient_id)
        views = presenters.pathway_views(record, found, can_change=False)
        return Response(shapes.PathwaySerializer([_pathway(view) for view in views], many=True).data)


class StepView(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="save_step",
        request=shapes.RecordedStepSerializer,
        responses=shapes.StepSerializer,
        examples=[examples.RECORD, examples.DECLINES, examples.RECORDED],
    )
    def put(self, request: Request, patient_id: UUID, pathway: str, step: str) -> Response:
        """Record a step, in any order; version 0 for one that nobody touched.

        An outcome or consent that fills in a field does so in the same change: a conflict there refuses the whole.
        """
        sent = validated(shapes.RecordedStepSerializer, request)
        services.save_step(
            patient_id,
            by=self.actor,
            pathway=pathway,
            step=step,
            facts=services.StepFacts(**{name: sent[name] for name in _FACTS if name in sent}),
            version=expected_version(request),
            seen=sent.get("answer_versions", {}),
        )
        return self.shown(patient_id, pathway, step)

    @extend_schema(operation_id="clear_step", responses=shapes.StepSerializer)
    def delete(self, request: Request, patient_id: UUID, pathway: str, step: str) -> Response:
        """Open a step again; what its outcome filled in stays."""
        services.clear_step(patient_id, by=self.actor, pathway=pathway, step=step, version=expected_version(request))
        return self.shown(patient_id, pathway, step)

    def shown(self, patient_id: UUID, pathway: str, step: str) -> Response:
        record, found = queries.patient_pathways(self.actor, patient_id)
        views = presenters.pathway_views(record, found, can_change=False)
        view = next(one for whole in views if whole.code == pathway for one in whole.steps if one.code == step)
        return versioned(shapes.StepSerializer(_step(view)).data, view.version, status=status.HTTP_200_OK)


class Yearly(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="yearly_due",
        parameters=[OpenApiParameter("page", int, description="50 patients a page, those whom you lead first.")],
        responses=shapes.DuePageSerializer,
        examples=[examples.YEARLY],
    )
    def get(self, request: Request) -> Response:
        """Patients who should be discussed at least once a year, and were not."""
        found = queries.yearly_due(self.actor, page=page_number(request.query_params.get("page", "")))
        pages = found.page.paginator
        shown = {
            "count": pages.count,
            "page": found.page.number,
            "pages": pages.num_pages,
            "results": presenters.due_rows(found.rows, {}),
        }
        return Response(shapes.DuePageSerializer(shown).data)


_FACTS = ("done_on", "outcome", "consent", "remark")


def _pathway(view: presenters.PathwayView) -> dict[str, Any]:
    return {
        "code": view.code,
        "label": view.label,
        "target_group": view.target_group.code,
        "is_current": view.is_current,
        "is_due": view.is_due,
        "consent": dict(zip(("field", "agreed", "declined"), view.consent, strict=True)) if view.consent else None,
        "steps": [_step(one) for one in view.steps],
    }


def _step(view: presenters.StepView) -> dict[str, Any]:
    record = view.record
    return {
        "code": view.code,
        "label": view.label,
        "help": view.help,
        "state": view.state.value,
        **{name: getattr(record, name) if record else "" for name in _FACTS},
        "done_on": record.done_on if record else None,
        "his_advice": view.advice,
        "version": view.version,
        "recorded_by_name": record.recorded_by_name if record else "",
        "definition_version": record.definition_version if record else "",
        "outcomes": [_outcome(one) for one in view.outcomes if not one.retired],
        "tools": [one.code for one in view.tools],
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    sets = dict(zip(("field", "option"), one.sets, strict=True)) if one.sets else None
    return one.model_dump(include={"code", "label", "icpc", "yearly"}) | {"sets": sets}
