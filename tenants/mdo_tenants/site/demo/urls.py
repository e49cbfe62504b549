"""Included by the site's urls, so the names are `site:demo`, `site:demo_log_in` …"""

from __future__ import annotations

from django.urls import path

from mdo_tenants.site.demo import views

urlpatterns = [
    path("demo/", views.people, name="demo"),
    path("demo/inloggen/<uuid:user_id>/", views.log_in, name="demo_log_in"),
    path("demo/code/<uuid:user_id>/", views.code, name="demo_code"),
    path("demo/post/", views.mail, name="demo_mail"),
]
