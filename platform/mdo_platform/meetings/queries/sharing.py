"""Exactly what would leave the group when a bottleneck is shared with the network (M-06)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings import rules
from mdo_platform.meetings.leaks import Leak, leaks_in
from mdo_platform.meetings.models import Signal, SignalKind
from mdo_platform.register.models import Patient
from mdo_tenants.networks import attention


@dataclass(frozen=True, kw_only=True)
class Offer:
    """`shared` and the names of group and networks: all that leaves. `refusal`: why it cannot, in a sentence."""

    signal: Signal
    shared: attention.Shared
    group: str
    networks: list[str]
    leaks: list[Leak]
    refusal: str


def offer(actor: Actor, signal_id: UUID) -> Offer:
    """For who runs its meeting. The check looks at every patient of the group; it shows words of the text only."""
    rules.check_can_read_meetings(actor)
    signal = Signal.objects.select_related("meeting", "item").filter(pk=signal_id).first()
    if signal is None:
        raise NotFound
    rules.check_can_run_meeting(actor, signal.meeting)
    record_access(actor, action="R", what="signal.offer", detail={"signal": str(signal.pk)})
    return offer_of(signal)


def offer_of(signal: Signal) -> Offer:
    """No rights here, no log: for the service that shares."""
    shared = attention.Shared(category=signal.category, target_group=target_group_of(signal), text=signal.text)
    networks = [one.name for one in attention.networks_for(current_group(), target_group=shared.target_group)]
    names = Patient.objects.only("initials", "first_name", "last_name", "birth_name", "birth_date")
    return Offer(
        signal=signal,
        shared=shared,
        group=current_group().name,
        networks=networks,
        leaks=leaks_in(signal.text, names),
        refusal=_refusal(signal, networks),
    )


def target_group_of(signal: Signal) -> str:
    """Of the patient it came up with, or of a meeting that is for one only."""
    if signal.item:
        return signal.item.target_group
    codes = signal.meeting.target_groups
    return codes[0] if len(codes) == 1 else ""


def _refusal(signal: Signal, networks: list[str]) -> str:
    if signal.kind != SignalKind.BOTTLENECK:
        return _("Alleen een knelpunt deel je met de netwerkcoördinator.")
    return "" if networks else _("Jullie groep hoort voor deze doelgroep niet bij een netwerk.")
