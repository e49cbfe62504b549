"""Who asks, what the group chose, and which home-care organisations it works with."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import paginated, validated
from mdo_tenants.groups import choices, queries, rules
from mdo_tenants.groups.api import serializers as s
from mdo_tenants.groups.api.base import GroupView
from mdo_tenants.groups.organisations import organisations_of
from mdo_tenants.groups.rights import rights_of


class Me(GroupView):
    scope = None

    @extend_schema(operation_id="me", responses=s.MeOut)
    def get(self, request: Request) -> Response:
        """Who you are in this group: roles, rights and scopes."""
        actor = self.actor
        shown = {
            "user_id": actor.user_id,
            "name": actor.name,
            "roles": sorted(actor.roles),
            "rights": sorted(rights_of(actor)),
            "organisation_ids": sorted(actor.organisation_ids),
            "group": self.group,
            "target_groups": queries.enabled_target_groups(self.group.id, on=timezone.localdate()),
            "via": actor.via,
            "scopes": None if actor.scopes is None else sorted(actor.scopes),
        }
        return Response(s.MeOut(shown).data)


class Choices(GroupView):
    session_only = frozenset({"PUT"})  # the switches widen what nurses and consultants may do

    @extend_schema(operation_id="choices", responses=s.ChoicesBody)
    def get(self, request: Request) -> Response:
        """What the group chose for itself; for administrators."""
        rules.check_administrator(self.actor)
        shown = {
            "target_groups": queries.enabled_target_groups(self.group.id, on=timezone.localdate()),
            "nurses_as_home_care": self.group.nurses_as_home_care,
            "consultants_may_edit": self.group.consultants_may_edit,
            "consent_required": self.group.consent_required,
            "uses_bsn": self.group.uses_bsn,
            "keeps_item_answers": self.group.keeps_item_answers,
            "retention_months": self.group.retention_months,
        }
        return Response(s.ChoicesBody(shown).data)

    @extend_schema(operation_id="save_choices", request=s.ChoicesBody, responses=s.ChoicesBody)
    def put(self, request: Request) -> Response:
        """Choose anew, all of it at once; holds from the next request. For administrators."""
        self.check_fresh_code()
        chosen = validated(s.ChoicesBody, request)
        choices.save_choices(self.group, by=self.actor, **chosen)
        return Response(s.ChoicesBody({**chosen, "target_groups": sorted(set(chosen["target_groups"]))}).data)


class HomeCareOrganisations(GroupView):
    @extend_schema(operation_id="home_care_organisations", responses=s.OrganisationOut(many=True))
    def get(self, request: Request) -> Response:
        """The home-care organisations of the region, by name."""
        found = organisations_of(self.group.id)
        return paginated(request, list(s.OrganisationOut(found, many=True).data), self)
