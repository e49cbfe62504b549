"""A member's own tokens. Only the member in person makes and ends them: a token never makes tokens."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import paginated, validated
from mdo_tenants.groups import tokens
from mdo_tenants.groups.api import serializers as s
from mdo_tenants.groups.api.base import GroupView


class TokensView(GroupView):
    session_only = frozenset({"GET", "POST", "DELETE"})


class Tokens(TokensView):
    @extend_schema(operation_id="tokens", responses=s.TokenOut(many=True))
    def get(self, request: Request) -> Response:
        """Your own tokens for this group that still work, the newest first."""
        found = tokens.own_tokens(self.actor, self.group)
        return paginated(request, list(s.TokenOut(found, many=True).data), self)

    @extend_schema(operation_id="make_token", request=s.TokenIn, responses={201: s.NewTokenOut})
    def post(self, request: Request) -> Response:
        """Make a token; this answer is the only one that holds it. Its name is used once among those that work."""
        self.check_fresh_code()
        made = tokens.make_token(self.group, by=self.actor, **validated(s.TokenIn, request))
        return Response({**s.TokenOut(made.row).data, "token": made.text}, status=201)


class Token(TokensView):
    @extend_schema(operation_id="revoke_token", responses={204: None})
    def delete(self, request: Request, token_id: UUID) -> Response:
        """Revoke a token; it is refused from the next request."""
        tokens.end_token(self.group, token_id, by=self.actor)
        return Response(status=204)
