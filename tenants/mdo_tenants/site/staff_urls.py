from django.urls import path

from mdo_tenants.site import icpc_views as icpc
from mdo_tenants.site import licence_views as licences
from mdo_tenants.site import staff_views as views
from mdo_tenants.site import target_group_views as target_groups

urlpatterns = [
    path("", views.groups, name="groups"),
    path("groepen/<uuid:group_id>/opschorten/", views.suspend, name="suspend"),
    path("groepen/<uuid:group_id>/hervatten/", views.resume, name="resume"),
    path("netwerken/", views.networks, name="networks"),
    path("netwerken/<uuid:network_id>/", views.network, name="network"),
    path("netwerken/<uuid:network_id>/groepen/", views.add_group, name="add_group"),
    path("netwerken/<uuid:network_id>/groepen/<uuid:group_id>/verwijderen/", views.remove_group, name="remove_group"),
    path("netwerken/<uuid:network_id>/coordinatoren/", views.appoint, name="appoint"),
    path("netwerken/<uuid:network_id>/coordinatoren/<uuid:user_id>/ontslaan/", views.dismiss, name="dismiss"),
    path("aanmeldingen/", views.sign_ups, name="sign_ups"),
    path("aanmeldingen/<uuid:sign_up_id>/opnieuw/", views.try_again, name="try_again"),
    path("doelgroepen/", target_groups.target_groups, name="target_groups"),
    path("doelgroepen/<slug:code>/", target_groups.target_group, name="target_group"),
    path("doelgroepen/<slug:code>/versies/", target_groups.versions, name="target_group_versions"),
    path("icpc/", icpc.tables, name="icpc"),
    path("icpc/plaatsen/", icpc.upload, name="icpc_upload"),
    path("icpc/intrekken/", icpc.withdraw, name="icpc_withdraw"),
    path("licenties/", licences.licences, name="licences"),
    path("licenties/<slug:tool>/toestemming/", licences.record_permission, name="permission"),
    path(
        "licenties/toestemming/<uuid:permission_id>/intrekken/",
        licences.withdraw_permission,
        name="withdraw_permission",
    ),
]
