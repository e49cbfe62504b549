"""What every API view shares: the actor, scopes, versions and pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotAllowed, PortalError
from mdo_foundation.common.rest import Pages


class GroupAPIView(APIView):
    """Base of the API inside a group. `scope` names the part: a token needs `<scope>:read` or `<scope>:write`."""

    scope: ClassVar[str]

    @property
    def actor(self) -> Actor:
        actor: Actor = self.request._request.actor  # type: ignore[attr-defined]
        return actor

    def check_permissions(self, request: Request) -> None:
        super().check_permissions(request)
        if self.actor.scopes is None:
            return
        verb = "read" if request.method in ("GET", "HEAD", "OPTIONS") else "write"
        if f"{self.scope}:{verb}" not in self.actor.scopes:
            raise NotAllowed(_("Dit token geeft hier geen toegang toe."))


def paginated(request: Request, rows: Sequence[Any], view: APIView) -> Response:
    """A page of `rows`, in the usual envelope (count, next, previous, results)."""
    pages = Pages()
    page: Any = pages.paginate_queryset(rows, request, view=view)  # type: ignore[arg-type]
    return pages.get_paginated_response(page)


def etag(version: int) -> str:
    return f'"{version}"'


def expected_version(request: Request) -> int:
    """The version that the client saw: `If-Match: "3"`, or `version` in the body. Without one: refused (428)."""
    raw = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"') or request.data.get("version", "")
    if raw == "":
        raise PortalError(_("Noem de versie die je wijzigt (If-Match)."), code="version_required", status=428)
    if not str(raw).isascii() or not str(raw).isdigit() or len(str(raw)) > 9:
        raise Invalid(_("De versie is een getal."), fields={"version": [_("Een geheel getal.")]})
    return int(raw)


def versioned(data: Any, version: int, *, status: int = 200) -> Response:
    """An answer that carries the version as ETag."""
    return Response(data, status=status, headers={"ETag": etag(version)})
