"""The register as a list by the API: the same filters, order and counts as the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView
from mdo_foundation.common.typed import page_number
from mdo_platform.register import queries
from mdo_platform.register.presenters import full_name_of, level

from . import overview_serializers as shapes
from .examples import overview as examples


class PatientList(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="patients",
        parameters=[shapes.FilterSerializer],
        responses=shapes.RowPageSerializer,
        examples=[examples.PAGE],
    )
    def get(self, request: Request) -> Response:
        """The patients that you may see, 50 a page, the most urgent first unless you choose another order."""
        shape = shapes.FilterSerializer(data=request.query_params)
        shape.is_valid(raise_exception=True)
        return _page(queries.overview(self.actor, _filter(shape.validated_data)))


class PatientSearch(GroupAPIView):
    scope = "register"
    only_reads = True

    @extend_schema(
        operation_id="search_patients",
        request=shapes.SearchSerializer,
        responses=shapes.RowPageSerializer,
        examples=[examples.SEARCH, examples.PAGE],
    )
    def post(self, request: Request) -> Response:
        """Patients by the start of words of their name, by birth year or GP, within the same filters as the list."""
        shape = shapes.SearchSerializer(data=request.data)
        shape.is_valid(raise_exception=True)
        chosen = _filter(shape.validated_data, search=shape.validated_data["query"])
        return _page(queries.overview(self.actor, chosen, what="register.search"))


def _filter(data: Mapping[str, Any], *, search: str = "") -> queries.OverviewFilter:
    return queries.OverviewFilter(
        target_group=data.get("target_group", ""),
        quick=frozenset(data.get("quick", ())),
        urgency=data.get("urgency", ""),
        prognosis=data.get("prognosis", ""),
        gp="none" if data.get("without_gp") else data.get("gp_id"),
        organisation=data.get("organisation_id"),
        discussed=data.get("discussed", ""),
        search=search,
        sort=data.get("sort", "urgency"),
        descending=bool(data.get("descending")),
        page=page_number(data.get("page", "")),
    )


def _page(found: queries.Overview) -> Response:
    rows = [row | {"name": full_name_of(row), "urgency": _urgency(row)} for row in found.rows]
    paginator = found.page.paginator
    shown = {
        "count": paginator.count,
        "page": found.page.number,
        "pages": paginator.num_pages,
        "total": found.total,
        "target_groups": found.counts,
        "quick": found.quick,
        "results": rows,
    }
    return Response(shapes.RowPageSerializer(shown).data)


def _urgency(row: Mapping[str, Any]) -> Any:
    return level(row["shown__target_group"], "urgency", row["shown__urgency"])
