"""The public site: pages of text, the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mdo_tenants.provisioning.agreements import PROCESSOR_AGREEMENT_VERSION, TERMS_VERSION


@require_GET
def page(request: HttpRequest, name: str) -> HttpResponse:
    context = {"terms_version": TERMS_VERSION, "agreement_version": PROCESSOR_AGREEMENT_VERSION}
    return render(request, f"site/{name}.html", context)
