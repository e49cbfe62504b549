"""The access log by the API: the same queries, rules and lines of its own as the pages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from mdo_foundation.common.api import GroupAPIView, paginated, validated
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_platform.accesslog import queries, services
from mdo_platform.accesslog.api import examples
from mdo_platform.accesslog.api import serializers as s
from mdo_platform.accesslog.forms import LONGEST_EXPORT
from mdo_platform.accesslog.periods import Period
from mdo_platform.accesslog.pseudonyms import pseudonym
from mdo_platform.accesslog.queries.findings import Finding
from mdo_platform.accesslog.views.looked import pdf_response
from mdo_tenants.groups.api.base import GroupView


class Lines(GroupView):
    @extend_schema(
        operation_id="access_log",
        parameters=[s.LogFilterIn],
        responses=s.LineOut(many=True),
        examples=examples.LINES,
    )
    def get(self, request: Request) -> Response:
        """The log of the group, the newest line first; for chair and group administrator. Reading it is logged."""
        chosen = _filters(s.LogFilterIn, request)
        found = queries.LoggedLines(self.actor, queries.LogFilter(period=_period(chosen), **chosen))
        answer = paginated(request, found, self)
        answer.data["results"] = [s.line_out(line, name) for line, name in answer.data["results"]]
        return answer


class Export(GroupView):
    session_only: ClassVar[frozenset[str]] = frozenset({"POST"})

    @extend_schema(
        operation_id="export_access_log",
        request=s.ExportIn,
        responses=OpenApiTypes.OBJECT,
        examples=examples.EXPORT,
    )
    def post(self, request: Request) -> Response:
        """The lines of a period with the names of NEN 7513, patients by id only. Needs a fresh code; is logged."""
        self.check_fresh_code()
        period = _period(validated(s.ExportIn, request))
        if period.first and period.last and not timedelta(0) <= period.last - period.first <= LONGEST_EXPORT:
            message = _("Kies een dag na de eerste, hooguit een jaar later en niet na vandaag.")
            raise Invalid(message, fields={"last": [message]})
        return Response(queries.nen_export(self.actor, period))


class Reviews(GroupView):
    @extend_schema(operation_id="reviews", responses=s.MonthOut(many=True), examples=examples.MONTHS)
    def get(self, request: Request) -> Response:
        """The months of the log and whether each was reviewed, the newest first."""
        rows = [_month(month) for month in queries.months(self.actor)]
        return paginated(request, list(s.MonthOut(rows, many=True).data), self)


class ReviewOfMonth(GroupView):
    session_only: ClassVar[frozenset[str]] = frozenset({"POST"})

    @extend_schema(operation_id="review", responses=s.ReviewOut, examples=examples.REVIEW)
    def get(self, request: Request, year_month: str) -> Response:
        """A month (2026-10) with its findings and a random sample; looking is logged."""
        return self._answer(_first_day(year_month))

    @extend_schema(operation_id="sign_review", request=s.SignIn, responses=s.ReviewOut, examples=examples.SIGN)
    def post(self, request: Request, year_month: str) -> Response:
        """Sign a month that is over, for good; 409 when it was signed before or there are other findings."""
        said = validated(s.SignIn, request)
        month = _first_day(year_month)
        services.sign_review(month, by=self.actor, **said)
        return self._answer(month)

    def _answer(self, month: date) -> Response:
        content = queries.month_content(self.actor, month)
        shown = {
            **_month(content.month),
            "lines": content.lines,
            "findings": [_finding(one, content.names) for one in content.findings],
            "sample": [s.line_out(line, content.names.get(line.patient_ids[0])) for line in content.sample],
        }
        return Response(s.ReviewOut(shown).data)


class PatientAccess(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="patient_access",
        parameters=[s.LooksFilter],
        responses=s.LookOut(many=True),
        examples=examples.LOOKS,
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Who looked at this patient's data, the oldest first; for who may change the patient. Is logged itself."""
        chosen = _filters(s.LooksFilter, request)
        full = chosen.pop("full")
        looks = queries.who_looked(self.actor, patient_id, period=_period(chosen), full=full)
        return paginated(request, list(s.LookOut(looks, many=True).data), self)


class PatientAccessPdf(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="patient_access_pdf",
        parameters=[s.LooksFilter],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, patient_id: UUID) -> HttpResponse:
        """The same as PDF, to give to the patient."""
        chosen = _filters(s.LooksFilter, request)
        full = chosen.pop("full")
        return pdf_response(self.actor, patient_id, period=_period(chosen), full=full)


def _filters(serializer: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    found = serializer(data=request.query_params)
    found.is_valid(raise_exception=True)
    data: dict[str, Any] = found.validated_data
    return data


def _period(chosen: dict[str, Any]) -> Period:
    """Takes the days out of `chosen`."""
    first, last = chosen.pop("first", None), chosen.pop("last", None)
    if first and last and last < first:
        message = _("Kies een dag op of na de eerste dag.")
        raise Invalid(message, fields={"last": [message]})
    return Period(first=first, last=last)


def _first_day(year_month: str) -> date:
    """NotFound for what is no month."""
    try:
        return datetime.strptime(year_month, "%Y-%m").date()  # noqa: DTZ007 - a month has no clock
    except ValueError:
        raise NotFound from None


def _month(month: queries.Month) -> dict[str, Any]:
    review = month.review
    return {
        "month": f"{month.first:%Y-%m}",
        "state": month.state,
        "sign_before": month.sign_before,
        "signed_by": review.signed_by_name if review else None,
        "signed_at": review.signed_at if review else None,
        "remarks": review.remarks if review else None,
    }


def _finding(finding: Finding, names: dict[UUID, str]) -> dict[str, Any]:
    one = finding.patient_id
    return {
        "rule": finding.rule,
        "key": finding.key,
        "actor_id": finding.actor_id,
        "actor_name": finding.actor_name,
        "first_at": finding.first_at,
        "times": finding.times,
        "patients": finding.patients,
        "patient": pseudonym(one) if one else None,
        "patient_name": names.get(one) if one else None,
    }
