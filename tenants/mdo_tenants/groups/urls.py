"""Pages inside the group: of the group administrator, and of every member for his or her own tokens."""

from django.urls import include, path

from mdo_tenants.groups import tokens_views, views

app_name = "groups"
_administration = [
    path("leden/", views.members, name="members"),
    path("leden/uitnodigen/", views.invite, name="invite"),
    path("leden/<uuid:membership_id>/", views.change_member, name="change_member"),
    path("leden/<uuid:membership_id>/beeindigen/", views.end_member, name="end_member"),
    path("uitnodigingen/<uuid:invitation_id>/opnieuw/", views.resend_invitation, name="resend_invitation"),
    path("uitnodigingen/<uuid:invitation_id>/intrekken/", views.withdraw_invitation, name="withdraw_invitation"),
    path("keuzes/", views.choices, name="choices"),
]
_tokens = [
    path("", tokens_views.tokens, name="tokens"),
    path("nieuw/", tokens_views.new_token, name="new_token"),
    path("<uuid:token_id>/intrekken/", tokens_views.revoke_token, name="revoke_token"),
]
urlpatterns = [
    path("beheer/", include(_administration)),
    path("api-sleutels/", include(_tokens)),
]
