from django.urls import path

from mdo_tenants.networks import views

app_name = "networks"
urlpatterns = [
    path("netwerk/", views.choose, name="choose"),
    path("netwerk/<uuid:network_id>/", views.news, name="news"),
    path("netwerk/<uuid:network_id>/nieuws/nieuw/", views.add_news, name="add_news"),
    path("netwerk/<uuid:network_id>/nieuws/<uuid:news_id>/", views.change_news, name="change_news"),
    path("netwerk/<uuid:network_id>/nieuws/<uuid:news_id>/intrekken/", views.retract_news, name="retract_news"),
    path("netwerk/<uuid:network_id>/thuiszorg/", views.home_care, name="home_care"),
    path(
        "netwerk/<uuid:network_id>/thuiszorg/<uuid:organisation_id>/",
        views.change_organisation,
        name="change_organisation",
    ),
    path("netwerk/<uuid:network_id>/groepen/", views.groups, name="groups"),
]
