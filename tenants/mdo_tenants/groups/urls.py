"""Pages of the group administrator, inside the group."""

from django.urls import path

from mdo_tenants.groups import views

app_name = "groups"
urlpatterns = [
    path("leden/", views.members, name="members"),
    path("leden/uitnodigen/", views.invite, name="invite"),
    path("leden/<uuid:membership_id>/", views.change_member, name="change_member"),
    path("leden/<uuid:membership_id>/beeindigen/", views.end_member, name="end_member"),
    path("uitnodigingen/<uuid:invitation_id>/opnieuw/", views.resend_invitation, name="resend_invitation"),
    path("uitnodigingen/<uuid:invitation_id>/intrekken/", views.withdraw_invitation, name="withdraw_invitation"),
    path("keuzes/", views.choices, name="choices"),
]
