"""What goes in and out about the group itself. Only what is named here leaves; what may be is for the services."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from mdo_foundation.common.api import MomentField
from mdo_tenants.groups.choices import LONGEST_RETENTION, SHORTEST_RETENTION
from mdo_tenants.groups.rights import Right, Role
from mdo_tenants.groups.tokens import SCOPES

_RIGHTS = [right.value for right in Right]
_SCOPES = list(SCOPES.items())


class GroupOut(s.Serializer[Any]):
    id = s.UUIDField()
    slug = s.CharField()
    name = s.CharField()
    place = s.CharField()


class MeOut(s.Serializer[Any]):
    """Who asks, and what the roles allow at this moment; a token may do of it what its scopes name."""

    user_id = s.UUIDField()
    name = s.CharField()
    roles = s.ListField(child=s.ChoiceField(choices=Role.choices))
    rights = s.ListField(child=s.ChoiceField(choices=_RIGHTS))
    organisation_ids = s.ListField(child=s.UUIDField())
    group = GroupOut()
    target_groups = s.ListField(child=s.CharField())
    via = s.ChoiceField(choices=["session", "token"])
    scopes = s.ListField(child=s.ChoiceField(choices=_SCOPES), allow_null=True, help_text="Null for a session.")


class OrganisationOut(s.Serializer[Any]):
    id = s.UUIDField()
    name = s.CharField()
    is_active = s.BooleanField(help_text="False: stopped, no longer to be chosen.")


class ChoicesBody(s.Serializer[Any]):
    target_groups = s.ListField(child=s.CharField(max_length=40), max_length=100)
    nurses_as_home_care = s.BooleanField()
    consultants_may_edit = s.BooleanField()
    consent_required = s.BooleanField()
    uses_bsn = s.BooleanField()
    keeps_item_answers = s.BooleanField(help_text="Of questionnaires, beside the score. False removes what was kept.")
    retention_months = s.IntegerField(
        min_value=SHORTEST_RETENTION,
        max_value=LONGEST_RETENTION,
        help_text="For so long after the closing a record is kept; announced thirty days before it is deleted.",
    )


class MemberOut(s.Serializer[Any]):
    membership_id = s.UUIDField()
    user_id = s.UUIDField()
    name = s.CharField()
    email = s.EmailField(allow_null=True, help_text="For administrators; null for others.")
    roles = s.ListField(child=s.ChoiceField(choices=Role.choices))
    discipline = s.CharField()
    organisation_id = s.UUIDField(allow_null=True)
    mail_refused = s.BooleanField(help_text="Mail to this member does not arrive.")


class RolesIn(s.Serializer[Any]):
    roles = s.ListField(child=s.ChoiceField(choices=Role.choices), max_length=20)
    discipline = s.CharField(max_length=80, allow_blank=True, default="")
    organisation_id = s.UUIDField(allow_null=True, default=None, help_text="Needed for nurses and home care.")


class InvitationIn(RolesIn):
    email = s.EmailField(max_length=254)
    full_name = s.CharField(max_length=120)
    idempotency_key = s.UUIDField(default=None, allow_null=True, source="key")


class InvitationOut(s.Serializer[Any]):
    id = s.UUIDField()
    email = s.EmailField()
    full_name = s.CharField()
    roles = s.ListField(child=s.ChoiceField(choices=Role.choices))
    created_at = s.DateTimeField()
    expires_at = s.DateTimeField()


class TokenIn(s.Serializer[Any]):
    name = s.CharField(max_length=80)
    scopes = s.ListField(child=s.ChoiceField(choices=_SCOPES), max_length=20)
    expires_at = MomentField(help_text="At most a year from now.")


class TokenOut(s.Serializer[Any]):
    id = s.UUIDField()
    name = s.CharField()
    scopes = s.ListField(child=s.ChoiceField(choices=_SCOPES))
    prefix = s.CharField(help_text="How the token begins.")
    created_at = s.DateTimeField()
    expires_at = s.DateTimeField()
    last_used_at = s.DateTimeField(allow_null=True)


class NewTokenOut(TokenOut):
    token = s.CharField(help_text="The token itself: this answer is the only one that holds it.")
