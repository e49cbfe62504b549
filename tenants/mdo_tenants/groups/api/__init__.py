"""The REST API of a group's own affairs (I-04): who belongs to it, what it chose, and a member's own tokens."""

from __future__ import annotations

from django.urls import path

from mdo_tenants.groups.api import members, own, tokens

api_urlpatterns = [
    path("me/", own.Me.as_view(), name="me"),
    path("choices/", own.Choices.as_view(), name="choices"),
    path("home-care-organisations/", own.HomeCareOrganisations.as_view(), name="home_care_organisations"),
    path("members/", members.Members.as_view(), name="members"),
    path("members/<uuid:membership_id>/", members.Member.as_view(), name="member"),
    path("invitations/", members.Invitations.as_view(), name="invitations"),
    path("invitations/<uuid:invitation_id>/", members.Invitation.as_view(), name="invitation"),
    path("invitations/<uuid:invitation_id>/resend/", members.Resend.as_view(), name="resend_invitation"),
    path("tokens/", tokens.Tokens.as_view(), name="tokens"),
    path("tokens/<uuid:token_id>/", tokens.Token.as_view(), name="token"),
]
