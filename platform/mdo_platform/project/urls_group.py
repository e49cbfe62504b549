"""Everything inside a group, mounted under `/groep/<slug>/` by the group middleware. One urlconf serves all groups."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("mdo_platform.home.urls")),
    path("register/", include("mdo_platform.register.urls")),
    path("register/", include("mdo_platform.pathways.urls")),
    path("register/", include("mdo_platform.questionnaires.urls")),
    path("register/", include("mdo_platform.exchange.urls")),
    path("", include("mdo_platform.meetings.urls")),
    path("", include("mdo_platform.accesslog.urls")),
    path("rapportages/", include("mdo_platform.reports.urls")),
    path("", include("mdo_tenants.groups.urls")),
    path("api/v1/", include("mdo_platform.project.api")),
]

handler400 = "mdo_foundation.ui.views.bad_request"
handler403 = "mdo_foundation.ui.views.not_allowed"
handler404 = "mdo_foundation.ui.views.not_found"
handler500 = "mdo_foundation.ui.views.server_error"
