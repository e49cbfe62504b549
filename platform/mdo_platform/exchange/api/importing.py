from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, validated
from mdo_foundation.common.typed import page_number
from mdo_platform.exchange import limits, presenters, queries, services
from mdo_platform.exchange.models import PatientImport

from . import examples
from . import serializers as shapes

_PAGES = [
    OpenApiParameter("part", str, enum=queries.PARTS, description="Only rows with a fault, or only duplicates."),
    OpenApiParameter("page", int, description="50 rows a page."),
]


class Imports(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="start_import",
        request=shapes.NewImportSerializer,
        responses={201: shapes.ImportSerializer},
        examples=examples.START_IMPORT,
    )
    def post(self, request: Request) -> Response:
        """Read a list of new patients from xlsx or csv. Nothing is in the register before it is confirmed.

        The file is not kept; its rows are, for a day at most. A list of yours that was not confirmed makes way.
        """
        data = validated(shapes.NewImportSerializer, request)
        limits.check_import(self.actor)
        found = services.start_import(
            data["content"],
            by=self.actor,
            file_name=data.get("file_name", ""),
            idempotency_key=data.get("idempotency_key"),
        )
        return _answer(found, status=201)


class ImportView(GroupAPIView):
    scope = "register"

    @extend_schema(operation_id="import_status", responses=shapes.ImportSerializer, examples=examples.IMPORT)
    def get(self, request: Request, import_id: UUID) -> Response:
        """How far an import of yours is, and which patients it made."""
        return _answer(queries.own_import(self.actor, import_id))

    @extend_schema(
        operation_id="choose_import_columns",
        request=shapes.ColumnsSerializer,
        responses=shapes.ImportSerializer,
        examples=examples.CHOOSE_COLUMNS,
    )
    def patch(self, request: Request, import_id: UUID) -> Response:
        """Say which column holds what, and have every row checked."""
        data = validated(shapes.ColumnsSerializer, request)
        found = services.choose_columns(
            import_id,
            by=self.actor,
            columns=data["columns"],
            defaults=data.get("defaults", {}),
            revision=data.get("revision"),
        )
        return _answer(found)

    @extend_schema(operation_id="cancel_import", responses={204: None})
    def delete(self, request: Request, import_id: UUID) -> Response:
        """Throw the rows away. An import that is running or done is not touched."""
        services.cancel(import_id, by=self.actor)
        return Response(status=204)


class Rows(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="import_rows",
        parameters=_PAGES,
        responses=shapes.ImportRowPageSerializer,
        examples=examples.ROWS,
    )
    def get(self, request: Request, import_id: UUID) -> Response:
        """The rows as they would be entered, with faults and duplicates. Duplicates are of patients that you see."""
        found = queries.own_import(self.actor, import_id)
        page = page_number(request.query_params.get("page", ""))
        shown = queries.preview(self.actor, found, part=request.query_params.get("part", ""), page=page)
        results = [_row(line, one) for line, one in zip(presenters.lines(shown.rows), shown.rows, strict=True)]
        paginator = shown.page.paginator
        body = {"count": paginator.count, "page": shown.page.number, "pages": paginator.num_pages, "results": results}
        return Response(shapes.ImportRowPageSerializer(body).data)


class Duplicates(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="decide_import_duplicates",
        request=shapes.DuplicatesSerializer,
        responses=shapes.ImportSerializer,
        examples=examples.DUPLICATES,
    )
    def post(self, request: Request, import_id: UUID) -> Response:
        """Choose which duplicates are entered all the same; without a choice they are skipped."""
        data = validated(shapes.DuplicatesSerializer, request)
        everything = data.get("everything", "")
        return _answer(services.decide(import_id, by=self.actor, rows=data.get("rows"), everything=everything))


class Confirm(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="confirm_import",
        request=shapes.ConfirmSerializer,
        responses={202: shapes.ImportSerializer},
        examples=examples.CONFIRM,
    )
    def post(self, request: Request, import_id: UUID) -> Response:
        """Have the list entered, all of it or nothing. Confirming twice enters once."""
        data = validated(shapes.ConfirmSerializer, request)
        found = services.confirm(
            import_id, by=self.actor, revision=data.get("revision"), skips_faulty=data.get("skips_faulty", False)
        )
        return _answer(found, status=202)


def _answer(found: PatientImport, *, status: int = 200) -> Response:
    counts = queries.counts(found)
    names = (
        "id", "state", "revision", "file_name", "headings", "columns", "defaults", "refusal", "row_count",
        "entered_count", "skipped_count", "patient_ids",
    )  # fmt: skip
    body: dict[str, Any] = {name: getattr(found, name) for name in names}
    body |= {"faulty": counts.faulty, "duplicates": counts.twins, "entering": counts.entering}
    return Response(shapes.ImportSerializer(body | {"done": queries.done_so_far(found)}).data, status=status)


def _row(line: presenters.Line, one: queries.PreviewRow) -> dict[str, Any]:
    names = ("number", "name", "birth_date", "target_group", "twin_row", "choice", "is_entered")
    twin_ids = [twin.id for twin in line.twins]
    return {name: getattr(line, name) for name in names} | {"problems": one.row.problems, "twin_ids": twin_ids}
