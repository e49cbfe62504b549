from __future__ import annotations

from django.urls import path

from mdo_tenants.site.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.people, name="people"),
    path("inloggen/<uuid:user_id>/", views.log_in, name="log_in"),
    path("code/<uuid:user_id>/", views.code, name="code"),
    path("post/", views.mail, name="mail"),
]
