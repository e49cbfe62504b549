"""Choice of group, and the pages of the group administrator (O-02)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import outside_groups
from mdo_foundation.ui.templatetags.portal import public_url
from mdo_tenants.accounts.access import second_factor_required, step_up_required
from mdo_tenants.accounts.queries import open_invitations
from mdo_tenants.groups import choices as group_choices
from mdo_tenants.groups import guests, memberships, presenters, queries, rules
from mdo_tenants.groups.destinations import other_destinations
from mdo_tenants.groups.forms import ChoicesForm, InviteForm, RolesForm
from mdo_tenants.groups.models import Group
from mdo_tenants.groups.organisations import organisations_of
from mdo_tenants.groups.persons import person

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
@second_factor_required
def choose(request: HttpRequest) -> HttpResponse:
    """Where this person can go; straight on when there is one place only."""
    user_id = person(request).user_id
    groups = [presenters.group_link(found) for found in queries.memberships_of(user_id)]
    visits = [presenters.guest_link(found) for found in guests.passes_ahead(user_id)]
    places = [*groups, *visits, *other_destinations(user_id)]
    if len(places) == 1:
        return redirect(places[0].url)
    return render(request, "groups/choose.html", {"places": places})


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    _actor, group = _administrator(request)
    rows = presenters.member_rows(queries.members(group.id), organisations_of(group.id))
    with outside_groups():  # a group's role may not read invitations: they hold what a link is checked by
        invitations = [
            {"id": found.pk, "email": found.email, "name": found.full_name, "roles": presenters.role_names(found.roles)}
            for found in open_invitations(group.id)
        ]
    return _page(request, "members", "members", members=rows, invitations=invitations)


@get_or_post
@step_up_required
def invite(request: HttpRequest) -> HttpResponse:
    actor, group = _administrator(request)
    form = InviteForm(request.POST or None, organisations=organisations_of(group.id))
    if request.method == "POST" and form.submit(
        lambda data: memberships.invite_member(group, by=actor, key=form.idempotency_key, **_with_organisation_id(data))
    ):
        messages.success(request, _("De uitnodiging is verstuurd."))
        return redirect("groups:members")
    return _page(request, "invite", "members", form=form)


@get_or_post
@step_up_required
def change_member(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    actor, group = _administrator(request)
    member = next((found for found in queries.members(group.id) if found.membership_id == membership_id), None)
    if member is None:
        raise NotFound
    initial = {"roles": member.roles, "discipline": member.discipline, "organisation": member.organisation_id}
    form = RolesForm(request.POST or None, initial=initial, organisations=organisations_of(group.id))
    if request.method == "POST" and form.submit(
        lambda data: memberships.change_membership(group, membership_id, by=actor, **_with_organisation_id(data))
    ):
        messages.success(request, _("De rollen zijn gewijzigd. Ze gelden meteen."))
        return redirect("groups:members")
    return _page(request, "member", "members", form=form, member=member)


@require_POST
@step_up_required
def end_member(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    actor, group = _administrator(request)
    ended = memberships.end_membership(group, membership_id, by=actor)
    messages.success(request, _("Het lidmaatschap is beëindigd."))
    return redirect(public_url("groups:choose") if ended.user_id == actor.user_id else "groups:members")


@require_POST
def resend_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    actor, group = _administrator(request)
    memberships.resend_invitation(group, invitation_id, by=actor)
    messages.success(request, _("De uitnodiging is opnieuw verstuurd. De vorige link werkt niet meer."))
    return redirect("groups:members")


@require_POST
def withdraw_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    actor, group = _administrator(request)
    memberships.withdraw_invitation(group, invitation_id, by=actor)
    messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("groups:members")


@get_or_post
@step_up_required
def choices(request: HttpRequest) -> HttpResponse:
    actor, group = _administrator(request)
    codes = queries.enabled_target_groups(group.id, on=timezone.localdate())
    form = ChoicesForm(request.POST or None, initial=presenters.choices_initial(group, codes))
    if request.method == "POST" and form.submit(lambda data: _save_choices(group, actor, data)):
        messages.success(request, _("De keuzes zijn bewaard. Ze gelden meteen."))
        return redirect("groups:choices")
    return _page(request, "choices", "choices", form=form)


def _save_choices(group: Group, actor: Actor, data: dict[str, Any]) -> None:
    group_choices.save_choices(
        group,
        by=actor,
        target_groups=data["target_groups"],
        nurses_as_home_care=data["nurses"] == "home_care",
        consultants_may_edit=data["consultants"] == "edit",
        consent_required=data["consent"] == "block",
        uses_bsn=data["bsn"] == "yes",
        keeps_item_answers=data["items"] == "yes",
        retention_months=data["retention_months"],
    )


def _administrator(request: HttpRequest) -> tuple[Actor, Group]:
    """Who asks and in which group; raises NotAllowed for anybody but the group administrator."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    group: Group = request.group  # type: ignore[attr-defined]
    rules.check_administrator(actor)
    return actor, group


def _with_organisation_id(data: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in data.items() if key != "organisation"}
    return {**rest, "organisation_id": data["organisation"]}


def _page(request: HttpRequest, name: str, tab: str, **context: Any) -> HttpResponse:
    return render(request, f"groups/{name}.html", {**context, "tabs": presenters.tabs(tab)})
