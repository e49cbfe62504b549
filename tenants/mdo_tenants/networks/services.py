"""Changes to networks, by their coordinators. Staff make networks and appoint coordinators (`appointments.py`)."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.versioned import save_version
from mdo_tenants.networks import rules
from mdo_tenants.networks.models import HomeCareOrganisation, Network, NewsItem


def publish_news(
    network: Network, *, by: Actor, title: str, body: str, idempotency_key: UUID | None = None
) -> NewsItem:
    """Put news on the home page of the network's groups; the same key twice publishes once."""
    rules.check_coordinator(by, network)
    author = None if by.via == "system" else by.user_id
    wanted = {"network": network, "title": title, "body": body, "by_id": author}
    if idempotency_key is None:
        return NewsItem.objects.create(**wanted)
    return NewsItem.objects.get_or_create(idempotency_key=idempotency_key, defaults=wanted)[0]


def change_news(item: NewsItem, *, by: Actor, version: int, title: str, body: str) -> NewsItem:
    rules.check_coordinator(by, item.network)
    return save_version(item, version=version, title=title, body=body)


def retract_news(item: NewsItem, *, by: Actor) -> None:
    """Take news off the home pages at once; again changes nothing."""
    rules.check_coordinator(by, item.network)
    NewsItem.objects.filter(pk=item.pk, retracted_at__isnull=True).update(retracted_at=timezone.now())


def add_home_care_organisation(network: Network, *, by: Actor, name: str) -> HomeCareOrganisation:
    """Raises Invalid when the region's list already has this name, in whatever capitals."""
    rules.check_coordinator(by, network)
    try:
        with transaction.atomic():
            return HomeCareOrganisation.objects.create(network=network, name=name)
    except IntegrityError as error:
        raise _name_taken() from error


def change_home_care_organisation(
    organisation: HomeCareOrganisation, *, by: Actor, version: int, name: str, is_active: bool
) -> HomeCareOrganisation:
    """Rename, stop, or take up again. A stopped one is not offered any more; who is in its care keeps it."""
    rules.check_coordinator(by, organisation.network)
    try:
        with transaction.atomic():
            return save_version(organisation, version=version, name=name, is_active=is_active)
    except IntegrityError as error:
        raise _name_taken() from error


def _name_taken() -> Invalid:
    return Invalid(_("Deze organisatie staat al in de lijst."), fields={"name": [_("Deze naam staat al in de lijst.")]})
