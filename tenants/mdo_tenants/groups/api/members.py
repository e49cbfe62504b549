"""Members and invitations. Changing them gives access, so no token does it: a person does, with a fresh code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import paginated, validated
from mdo_foundation.common.errors import Invalid, NotAllowed, NotFound
from mdo_foundation.common.groups import outside_groups
from mdo_tenants.accounts.queries import open_invitations
from mdo_tenants.groups import memberships, queries, rules
from mdo_tenants.groups.api import serializers as s
from mdo_tenants.groups.api.base import GroupView
from mdo_tenants.groups.rights import Right, has_right


class MembersView(GroupView):
    session_only = frozenset({"POST", "PUT", "DELETE"})

    def rows(self) -> list[dict[str, Any]]:
        """The members that the caller may see: all, with e-mail address for administrators only."""
        if not has_right(self.actor, Right.READ_REPORTS, Right.ADMINISTER):
            raise NotAllowed
        hidden = {} if has_right(self.actor, Right.ADMINISTER) else {"email": None}
        return [asdict(member) | hidden for member in queries.members(self.group.id)]

    def row(self, membership_id: UUID) -> dict[str, Any]:
        found = next((row for row in self.rows() if row["membership_id"] == membership_id), None)
        if found is None:
            raise NotFound
        return found


class Members(MembersView):
    @extend_schema(operation_id="members", responses=s.MemberOut(many=True))
    def get(self, request: Request) -> Response:
        """The members of the group, by name."""
        return paginated(request, list(s.MemberOut(self.rows(), many=True).data), self)


class Member(MembersView):
    @extend_schema(operation_id="member", responses=s.MemberOut)
    def get(self, request: Request, membership_id: UUID) -> Response:
        """One member."""
        return Response(s.MemberOut(self.row(membership_id)).data)

    @extend_schema(operation_id="change_member", request=s.RolesIn, responses=s.MemberOut)
    def put(self, request: Request, membership_id: UUID) -> Response:
        """Give a member other roles, discipline or organisation, all of it at once; holds from the next request."""
        self.check_fresh_code()
        with _api_names():
            memberships.change_membership(self.group, membership_id, by=self.actor, **validated(s.RolesIn, request))
        return Response(s.MemberOut(self.row(membership_id)).data)

    @extend_schema(operation_id="end_member", responses={204: None})
    def delete(self, request: Request, membership_id: UUID) -> Response:
        """End a membership; the person is refused from the next request."""
        self.check_fresh_code()
        memberships.end_membership(self.group, membership_id, by=self.actor)
        return Response(status=204)


class Invitations(MembersView):
    @extend_schema(operation_id="invitations", responses=s.InvitationOut(many=True))
    def get(self, request: Request) -> Response:
        """Invitations that can still be accepted, the newest first; for administrators."""
        rules.check_administrator(self.actor)
        with outside_groups():  # a group's role may not read what a link is checked by
            found = list(open_invitations(self.group.id))
        return paginated(request, list(s.InvitationOut(found, many=True).data), self)

    @extend_schema(operation_id="invite", request=s.InvitationIn, responses={201: s.InvitationOut})
    def post(self, request: Request) -> Response:
        """Invite somebody by mail. The same `idempotency_key` makes one invitation, however often it is sent."""
        self.check_fresh_code()
        with _api_names():
            made = memberships.invite_member(self.group, by=self.actor, **validated(s.InvitationIn, request))
        return Response(s.InvitationOut(made).data, status=201)


class Invitation(MembersView):
    @extend_schema(operation_id="withdraw_invitation", responses={204: None})
    def delete(self, request: Request, invitation_id: UUID) -> Response:
        """Withdraw an invitation; its link stops working."""
        memberships.withdraw_invitation(self.group, invitation_id, by=self.actor)
        return Response(status=204)


class Resend(MembersView):
    @extend_schema(operation_id="resend_invitation", request=None, responses={204: None})
    def post(self, request: Request, invitation_id: UUID) -> Response:
        """Mail an invitation again; the link in the earlier mail stops working."""
        memberships.resend_invitation(self.group, invitation_id, by=self.actor)
        return Response(status=204)


@contextmanager
def _api_names() -> Iterator[None]:
    """The rules name the fields of the pages; the API calls an organisation by its id."""
    try:
        yield
    except Invalid as refusal:
        fields = {
            "organisation_id" if name == "organisation" else name: texts for name, texts in refusal.fields.items()
        }
        raise Invalid(refusal.message, fields=fields) from refusal
