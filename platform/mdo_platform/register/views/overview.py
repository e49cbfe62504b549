from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import definitions, people, queries, rules
from mdo_platform.register.panels import panels
from mdo_platform.register.presenters import overview as presenter
from mdo_platform.register.presenters.labels import group_label

from .paging import page_number

# The words of the address bar; a name that is searched for never gets there.
_QUICK = {"vraag": "question", "nieuw": "new", "oud": "stale", "mijn": "mine"}
_SORTS = {
    "urgentie": "urgency",
    "naam": "name",
    "doelgroep": "target_group",
    "prognose": "prognosis",
    "huisarts": "gp",
    "bijgewerkt": "updated",
}
_SEARCH_LENGTH = 100


@require_GET
def overview(request: GroupRequest) -> HttpResponse:
    """The register (R-13). Filters are a plain GET form that htmx speeds up."""
    return _show(request, request.GET, search="")


@require_POST
def search(request: GroupRequest) -> HttpResponse:
    """The register with what was typed in the search box: by POST, so that no name gets into an address or a log."""
    return _show(request, request.POST, search=request.POST.get("q", "")[:_SEARCH_LENGTH].strip())


def _show(request: GroupRequest, data: QueryDict, *, search: str) -> HttpResponse:
    chosen = _filter(data, search=search)
    found = queries.overview(request.actor, chosen)
    ids = [row["id"] for row in found.rows]
    column = panels.overview_column(request.actor, ids)
    # The button that hides names sends 'wissel'; the form remembers what it was before.
    short_names = (data.get("namen") == "kort") is not ("wissel" in data)
    context = {
        "rows": presenter.rows(found, column=column, short_names=short_names),
        "column": column,
        "page": found.page,
        "shown": found.page.paginator.count,
        "total": found.total,
        "legend": presenter.legend(sorted(found.counts)),
        "target_groups": _target_groups(found.counts),
        "quick": _quick(chosen, found.quick),
        "chosen": chosen,
        "sort": _sort(chosen),
        "short_names": short_names,
        "search": search,
        "panels": panels.fragments("overview.top", request.actor),
        "can_create": rules.can_create_patient(request.actor),
        "scope": _scope(request),
    }
    return render(request, "register/overview.html", context)


def _filter(data: QueryDict, *, search: str) -> queries.OverviewFilter:
    return queries.OverviewFilter(
        target_group=data.get("doelgroep", "")[:64],
        quick=frozenset(quick for name, quick in _QUICK.items() if data.get(name)),
        search=search,
        sort=_SORTS.get(data.get("sorteer", "").removeprefix("-"), "urgency"),
        descending=data.get("sorteer", "").startswith("-"),
        page=page_number(data.get("page", "")),
    )


def _target_groups(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The filter's choices: what the group uses, and what patients are still enrolled for."""
    enabled = {group.code: group for group in definitions.enabled_target_groups()}
    codes = [*enabled, *(code for code in counts if code not in enabled)]
    return [
        {
            "code": code,
            "label": group_label(code).label,
            "count": counts.get(code, 0),
            "thematic": code in enabled and enabled[code].thematic,
        }
        for code in codes
    ]


def _quick(chosen: queries.OverviewFilter, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    labels = {
        "vraag": _("Met vraag aan het MDO"),
        "nieuw": _("Nieuw"),
        "oud": _("Niet bijgewerkt sinds vorig MDO"),
        "mijn": _("Mijn patiënten"),
    }
    return [
        {"name": name, "label": labels[name], "count": numbers[quick], "chosen": quick in chosen.quick}
        for name, quick in _QUICK.items()
    ]


def _sort(chosen: queries.OverviewFilter) -> dict[str, Any]:
    """The column that is sorted by, as the address says it ('-' for descending), and the heads of all columns."""
    labels = {
        "naam": _("Patiënt"),
        "doelgroep": _("Doelgroep"),
        "urgentie": _("Urgentie"),
        "prognose": _("Prognose"),
        "vraag": _("Vraag aan het MDO"),
        "huisarts": _("Huisarts"),
        "bijgewerkt": _("Bijgewerkt"),
    }
    heads = [_head(word, label, chosen) for word, label in labels.items()]
    by = next(word for word, sort in _SORTS.items() if sort == chosen.sort)
    return {"by": f"-{by}" if chosen.descending else by, "heads": heads}


def _head(word: str, label: str, chosen: queries.OverviewFilter) -> dict[str, str]:
    if word not in _SORTS:
        return {"label": label}
    if _SORTS[word] != chosen.sort:
        return {"label": label, "value": word}
    order = "descending" if chosen.descending else "ascending"
    return {"label": label, "value": word if chosen.descending else f"-{word}", "order": order}


def _scope(request: GroupRequest) -> str:
    """Why somebody sees what is shown."""
    if rules.sees_all(request.actor):
        return _("Je ziet alle patiënten van deze groep.")
    names = people.organisation_names(request.actor.organisation_ids)
    if not names:
        return _("Je bent nog niet aan een thuiszorgorganisatie gekoppeld. Vraag dat aan de groepsbeheerder.")
    return _("Je ziet alleen patiënten die bij %(organisation)s in zorg zijn.") % {"organisation": ", ".join(names)}
