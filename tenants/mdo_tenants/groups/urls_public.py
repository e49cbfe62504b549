"""Pages about groups outside any group."""

from django.urls import path

from mdo_tenants.groups import views

app_name = "groups"
urlpatterns = [path("groepen/", views.choose, name="choose")]
