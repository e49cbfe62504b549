from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from mdo_foundation.common.api import GroupAPIView, validated
from mdo_foundation.common.errors import PortalError
from mdo_platform.exchange import limits
from mdo_platform.exchange.export import COLUMNS
from mdo_platform.exchange.services.exporting import export_patients
from mdo_platform.exchange.views.exporting import MEDIA_TYPES, attachment, export_name
from mdo_platform.register import rules
from mdo_platform.register.queries import OverviewFilter
from mdo_tenants.accounts.access import has_fresh_code

from . import examples
from . import serializers as shapes


class Export(GroupAPIView):
    """A person takes patients out, with a fresh code: no token does (ASVS 7.5)."""

    scope = "register"
    session_only: ClassVar[frozenset[str]] = frozenset({"POST"})

    @extend_schema(
        operation_id="export_patients",
        request=shapes.ExportSerializer,
        responses={(200, media_type): OpenApiTypes.BINARY for media_type in MEDIA_TYPES.values()},
        examples=examples.EXPORT,
    )
    def post(self, request: Request) -> HttpResponse:
        """The patients that you may see, as a file. By a person with a fresh code; never a BSN; logged with ids."""
        rules.check_can_see_register(self.actor)
        if not has_fresh_code(self.request._request):
            raise PortalError(
                _("Bevestig eerst met een code uit je app dat jij het bent."), code="fresh_code_required", status=403
            )
        data = validated(shapes.ExportSerializer, request)
        limits.check_export(self.actor)
        usual = [column.code for column in COLUMNS if column.is_usual]
        chosen = OverviewFilter(target_group=data["target_group"]) if data.get("target_group") else None
        content = export_patients(
            self.actor,
            columns=data.get("columns", usual),
            kind=data["kind"],
            chosen=chosen,
            closed=data.get("closed", False),
        )
        slug = self.request._request.group.slug  # type: ignore[attr-defined]
        return attachment(content, kind=data["kind"], name=export_name(slug))
