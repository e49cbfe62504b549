"""What every API view shares: the actor, scopes, versions and pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, DateTimeField, Serializer
from rest_framework.views import APIView

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotAllowed, PortalError
from mdo_foundation.common.rest import Pages
from mdo_foundation.common.typed import whole_number

_READING = ("GET", "HEAD", "OPTIONS")


class GroupAPIView(APIView):
    """Base of the API inside a group.

    `scope` names the part: a token needs `<scope>:read` or `<scope>:write`; with None every token of the group will do.
    `session_only` names the methods that no token may use: what gives access is done by a person.
    `only_reads`: a search by POST, which keeps names out of addresses, needs no more than reading.
    """

    scope: ClassVar[str | None]
    session_only: ClassVar[frozenset[str]] = frozenset()
    only_reads: ClassVar[bool] = False

    @classmethod
    def needed_scope(cls, method: str) -> str | None:
        """What a token must hold for this method; None when any token will do."""
        return cls.scope and f"{cls.scope}:{'read' if cls.only_reads or method in _READING else 'write'}"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise PortalError(_("Dit is te groot om te bewaren."), code="too_large", status=413)
        if any("\x00" in text for texts in request.query_params.lists() for text in (texts[0], *texts[1])):
            raise Invalid(_("De invoer bevat tekens die niet bewaard kunnen worden."))

    @property
    def actor(self) -> Actor:
        actor: Actor = self.request._request.actor  # type: ignore[attr-defined]
        return actor

    def check_permissions(self, request: Request) -> None:
        super().check_permissions(request)
        if self.actor.scopes is None:
            return
        method = "GET" if request.method in _READING else str(request.method)
        if method in self.session_only:
            raise NotAllowed(_("Dit kan niet met een token, alleen als je zelf bent ingelogd."))
        needed = self.needed_scope(method)
        if needed and needed not in self.actor.scopes:
            raise NotAllowed(_("Dit token geeft hier geen toegang toe."))


class MomentField(DateTimeField):
    """Around the years 1 and 9999 a moment does not exist in every time zone: input that does not fit, no fault."""

    def to_internal_value(self, value: Any) -> Any:
        try:
            return super().to_internal_value(value)
        except OverflowError:
            self.fail("overflow")


class Rows(Protocol):
    """What counts and slices, as a query does: of a long list only the page is read."""

    def count(self) -> int: ...
    def __getitem__(self, part: slice, /) -> Any: ...


def paginated(
    request: Request, rows: Sequence[Any] | Rows, view: APIView, *, serializer: type[BaseSerializer[Any]] | None = None
) -> Response:
    """A page of `rows`, in the usual envelope (count, next, previous, results), written out by `serializer`."""
    pages = Pages()
    page: Any = pages.paginate_queryset(rows, request, view=view)  # type: ignore[arg-type]
    return pages.get_paginated_response(serializer(page, many=True).data if serializer else page)


def validated(serializer: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """The checked body, fields that the serializer does not name left out. Raises ValidationError."""
    checked = serializer(data=request.data)
    checked.is_valid(raise_exception=True)
    data: dict[str, Any] = checked.validated_data
    return data


def etag(version: int) -> str:
    return f'"{version}"'


def expected_version(request: Request) -> int:
    """The version that the client saw: `If-Match: "3"`, or `version` in the body. Without one: refused (428)."""
    raw = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"') or _version_in_body(request)
    if raw == "":
        raise PortalError(_("Noem de versie die je wijzigt (If-Match)."), code="version_required", status=428)
    version = whole_number(str(raw))
    if version is None:
        raise Invalid(_("De versie is een getal."), fields={"version": [_("Een geheel getal.")]})
    return version


def _version_in_body(request: Request) -> Any:
    return request.data.get("version", "") if isinstance(request.data, dict) else ""


def versioned(data: Any, version: int, *, status: int = 200) -> Response:
    """An answer that carries the version as ETag."""
    return Response(data, status=status, headers={"ETag": etag(version)})
