"""The public site, sign-up, and the staff's pages."""

from __future__ import annotations

from django.urls import include, path

from mdo_tenants.site import staff_urls, views

_pages = [
    path("", views.page, {"name": "home"}, name="home"),
    path("contact/", views.page, {"name": "contact"}, name="contact"),
    path("privacy/", views.page, {"name": "privacy"}, name="privacy"),
    path("toegankelijkheid/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("voorwaarden/", views.page, {"name": "terms"}, name="terms"),
    path("verwerkersovereenkomst/", views.page, {"name": "agreement"}, name="agreement"),
]

urlpatterns = [
    path("", include((_pages, "site"))),
    path("demo/", include("mdo_tenants.site.demo.urls")),
    path("aanmelden/", include("mdo_tenants.provisioning.urls")),
    path("beheer/", include((staff_urls.urlpatterns, "staff"))),
]
