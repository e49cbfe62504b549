"""What the staff's pages show."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mdo_tenants.accounts.queries import find_person
from mdo_tenants.groups.destinations import Destination
from mdo_tenants.groups.overview import GroupRow
from mdo_tenants.groups.presenters import Tab, target_group_labels


def staff_destination(user_id: UUID) -> list[Destination]:
    user = find_person(user_id)
    if user is None or not user.is_staff_member:
        return []
    return [Destination(label=_("Alle groepen"), kind=_("medewerker"), url=reverse("staff:groups"))]


def staff_tabs(current: str) -> list[Tab]:
    pages = {
        "groups": _("Groepen"),
        "networks": _("Netwerken"),
        "sign_ups": _("Aanmeldingen"),
        "target_groups": _("Doelgroepen"),
        "icpc": _("ICPC-tabel"),
        "licences": _("Licenties"),
    }
    return [Tab(label=label, url=reverse(f"staff:{name}"), current=name == current) for name, label in pages.items()]


def group_row(row: GroupRow) -> dict[str, Any]:
    group = row.group
    return {
        "id": group.pk,
        "name": group.name,
        "place": group.place,
        "slug": group.slug,
        "status": group.get_status_display(),
        "is_active": group.status == group.Status.ACTIVE,
        "is_suspended": group.status == group.Status.SUSPENDED,
        "members": row.members,
        "target_groups": target_group_labels(row.codes),
        "schema_version": group.schema_version,
        "created_at": group.created_at,
    }
