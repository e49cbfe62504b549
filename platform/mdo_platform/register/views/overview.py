from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import uuid_or_none
from mdo_platform.register import definitions, people, queries, rules
from mdo_platform.register.panels import panels
from mdo_platform.register.presenters import overview as presenter
from mdo_platform.register.presenters import overview_filters as filters
from mdo_platform.register.presenters.overview_row import Rows

from .overview_filter import NO_GP, QUICK, SORTS, filter_from, search_in, sort_word, words_of

PRINT_SIZE = 500


@require_GET
def overview(request: GroupRequest) -> HttpResponse:
    """The register (R-13). Filters are a plain GET form that htmx speeds up."""
    return _show(request, filter_from(request.GET), short_names=_short_names(request))


@require_POST
def search(request: GroupRequest) -> HttpResponse:
    """The register with what was typed in the search box: by POST, so that no name gets into an address or a log."""
    chosen = filter_from(request.POST, search=search_in(request.POST))
    return _show(request, chosen, short_names=_short_names(request))


@require_POST
def print_view(request: GroupRequest) -> HttpResponse:
    """The patients that were ticked, or all of the filter, on paper: A4 landscape. Logged as a print (S-04)."""
    ticked = [] if "alles" in request.POST else request.POST.getlist("patient")[:PRINT_SIZE]
    only = tuple(filter(None, map(uuid_or_none, ticked))) or None
    chosen = filter_from(request.POST, search=search_in(request.POST), page_size=PRINT_SIZE, only=only)
    found = queries.overview(request.actor, chosen, what="register.print")
    short_names = _short_names(request)
    words, labels = words_of(chosen), _labels()
    enabled = definitions.enabled_target_groups()
    more = filters.selects(queries.choices(request.actor), words, chosen, no_gp=NO_GP, enabled_groups=enabled)
    context = {
        "rows": presenter.rows(found, cells={}, short_names=short_names),
        "shown": found.page.paginator.count,
        "legend": presenter.legend(sorted(found.counts)),
        "said": [one.label for one in filters.removables(words, search="", kept=(), labels=labels, more=more)],
        "is_choice": only is not None,
        "scope": _scope(request),
    }
    return render(request, "register/print.html", context)


def _show(request: GroupRequest, chosen: queries.OverviewFilter, *, short_names: bool) -> HttpResponse:
    what = "register.search" if chosen.search else "register.overview"
    found = queries.overview(request.actor, chosen, what=what)
    column = panels.overview_column(request.actor, [row["id"] for row in found.rows], found.facts)
    rows = presenter.rows(found, cells=column.cells if column else {}, short_names=short_names)
    context = {
        "rows": Rows(has_agenda=column is not None).html(rows),
        "column": column and filters.head("agenda", column.title, SORTS, chosen),
        "page": found.page,
        "shown": found.page.paginator.count,
        "total": found.total,
        "legend": presenter.legend(sorted(found.counts)),
        "chosen": chosen,
        "heads": filters.heads(SORTS, chosen),
        "short_names": short_names,
        "search": chosen.search,
        "panels": panels.fragments("overview.top", request.actor, facts=found.facts),
        "bulk": panels.fragments("overview.bulk", request.actor, facts=found.facts),
        "can_create": rules.can_create_patient(request.actor),
        "scope": _scope(request),
        **_filters(request, chosen, found, short_names=short_names),
    }
    return render(request, "register/overview.html", context)


def _filters(
    request: GroupRequest, chosen: queries.OverviewFilter, found: queries.Overview, *, short_names: bool
) -> dict[str, Any]:
    words = words_of(chosen)
    kept = [("sorteer", sort_word(chosen)), *([("namen", "kort")] if short_names else [])]
    enabled = definitions.enabled_target_groups()
    more = filters.selects(queries.choices(request.actor), words, chosen, no_gp=NO_GP, enabled_groups=enabled)
    return {
        "target_groups": filters.target_groups(found.counts, enabled_groups=enabled),
        "chips": filters.chips(found, QUICK, chosen),
        "more": more,
        "more_set": len(chosen.more),
        "sort_word": sort_word(chosen),
        "kept": [*words.items(), *kept],
        "removables": filters.removables(words, search=chosen.search, kept=kept, labels=_labels(), more=more),
    }


def _short_names(request: GroupRequest) -> bool:
    """The button that hides names sends 'wissel'; the form remembers what it was before."""
    data = request.POST if request.method == "POST" else request.GET
    return (data.get("namen") == "kort") is not ("wissel" in data)


def _labels() -> dict[str, str]:
    labels = filters.quick_labels()
    return {name: labels[quick] for name, quick in QUICK.items()}


def _scope(request: GroupRequest) -> str:
    """Why somebody sees what is shown."""
    if rules.sees_all(request.actor):
        return _("Je ziet alle patiënten van deze groep.")
    names = people.organisation_names(request.actor.organisation_ids)
    if not names:
        return _("Je bent nog niet aan een thuiszorgorganisatie gekoppeld. Vraag dat aan de groepsbeheerder.")
    return _("Je ziet alleen patiënten die bij %(organisation)s in zorg zijn.") % {"organisation": ", ".join(names)}
