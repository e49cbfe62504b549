"""Pages where staff see the target groups: which there are, what each declares, and what changed. Never a patient."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mdo_foundation.common.errors import NotFound
from mdo_foundation.targetgroups import queries
from mdo_foundation.targetgroups.archive import get_archive
from mdo_foundation.targetgroups.presenters import target_group_label
from mdo_plugin_api import TargetGroup
from mdo_tenants.accounts.access import staff_required
from mdo_tenants.groups.overview import groups_using
from mdo_tenants.licences.queries import permitted_codes
from mdo_tenants.site import target_group_history as history
from mdo_tenants.site import target_group_preview as preview
from mdo_tenants.site.presenters import staff_tabs


@require_GET
@staff_required
def target_groups(request: HttpRequest) -> HttpResponse:
    """Installed ones, then those whose module is not active any more."""
    stored = queries.history()
    rows = history.rows(get_archive(), stored=stored, using=groups_using())
    return _page(request, "target_groups", rows=rows)


@require_GET
@staff_required
def target_group(request: HttpRequest, code: str) -> HttpResponse:
    """What it declares, as the screens of a group show it; nothing can be filled in."""
    group = _known(code)
    shown = preview.preview(group, permitted=permitted_codes())
    return _page(request, "target_group", group=group, label=target_group_label(code), shown=shown)


@require_GET
@staff_required
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Every definition that was stored, and what differs between two of them: the newest two unless chosen."""
    group = _known(code)
    found = history.versions(code)
    chosen = history.chosen(found, old=request.GET.get("van", ""), new=request.GET.get("naar", ""))
    context = {
        "versions": found,
        "chosen": chosen,
        "sections": history.sections(*(queries.content(one.id) for one in chosen)) if chosen else [],
    }
    return _page(request, "target_group_versions", group=group, label=target_group_label(code), **context)


def _known(code: str) -> TargetGroup:
    group = get_archive().target_group(code)
    if group is None:
        raise NotFound
    return group


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"site/staff_{name}.html", {**context, "tabs": staff_tabs("target_groups")})
