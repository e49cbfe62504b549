"""What staff do for networks: make one, say which groups belong to it, and who coordinates it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid
from mdo_tenants.accounts.queries import find_person_by_email
from mdo_tenants.networks.models import Network, NetworkCoordinator, NetworkGroup


def create_network(*, name: str, region: str, target_groups: Collection[str]) -> Network:
    """Raises Invalid when a network of this name exists."""
    try:
        with transaction.atomic():
            return Network.objects.create(name=name, region=region, target_groups=sorted(target_groups))
    except IntegrityError as error:
        message = _("Er is al een netwerk met deze naam.")
        raise Invalid(message, fields={"name": [message]}) from error


def add_group(network: Network, *, group_id: UUID) -> None:
    """Let a group belong to the network; again changes nothing."""
    NetworkGroup.objects.get_or_create(network=network, group_id=group_id)


def remove_group(network: Network, *, group_id: UUID) -> None:
    NetworkGroup.objects.filter(network=network, group_id=group_id).delete()


def appoint_coordinator(network: Network, *, email: str) -> None:
    """Let a person with an account coordinate the network; again changes nothing. Raises Invalid without account."""
    user = find_person_by_email(email)
    if user is None:
        message = _("Er is geen account met dit e-mailadres.")
        raise Invalid(message, fields={"email": [message]})
    NetworkCoordinator.objects.get_or_create(network=network, user=user)


def dismiss_coordinator(network: Network, *, user_id: UUID) -> None:
    """Holds from the person's next request."""
    NetworkCoordinator.objects.filter(network=network, user_id=user_id).delete()
