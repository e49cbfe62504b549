"""Everything outside the groups: the public site, accounts, choice of group, networks, staff, health."""

from __future__ import annotations

from django.urls import include, path

from mdo_platform.project.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("mdo_tenants.accounts.urls")),
    path("", include("mdo_tenants.groups.urls_public")),
    path("", include("mdo_tenants.networks.urls")),
    path("beheer/facturen/", include("mdo_billing.urls")),
    path("", include("mdo_platform.meetings.urls_public")),
    path("", include("mdo_tenants.site.urls")),
]

handler400 = "mdo_foundation.ui.views.bad_request"
handler403 = "mdo_foundation.ui.views.not_allowed"
handler404 = "mdo_foundation.ui.views.not_found"
handler500 = "mdo_foundation.ui.views.server_error"
