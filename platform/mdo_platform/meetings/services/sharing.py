"""Sharing a bottleneck with the network as an attention point (M-06), and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid, NotFound
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings import queries, rules
from mdo_platform.meetings.models import Meeting, Signal
from mdo_tenants.networks import attention


@transaction.atomic
def share_signal(signal_id: UUID, *, by: Actor, version: int, confirmed: bool = False) -> Signal:
    """Share it as it is at `version`, with every network of the group that is for it; shared already changes nothing.

    Invalid when it holds a BSN or a date of birth, or when nobody may have it; Invalid too, until it is `confirmed`,
    when words could be a patient's name or initials. Conflict when the text is another than was looked at.
    """
    signal = _locked(signal_id, by=by)
    if signal.version != version:
        current = {"version": signal.version, "text": signal.text}
        raise Conflict(_("De tekst is intussen gewijzigd. Kijk opnieuw wat er wordt gedeeld."), current=current)
    if signal.shared:
        return signal
    offer = queries.offer_of(signal)
    if offer.refusal:
        raise Invalid(offer.refusal)
    if any(leak.is_certain for leak in offer.leaks):
        raise Invalid(_("Haal eerst de geboortedatum of het burgerservicenummer uit de tekst."))
    if offer.leaks and not confirmed:
        raise Invalid(_("Kijk de tekst na: er staat misschien in over wie het gaat."))
    attention.share(current_group(), source=signal.pk, shared=offer.shared)
    _mark(signal, by=by, shared=True)
    return signal


@transaction.atomic
def withdraw_signal(signal_id: UUID, *, by: Actor) -> Signal:
    """Take it back from the networks; not shared is fine."""
    signal = _locked(signal_id, by=by)
    take_back(signal, by=by)
    return signal


def take_back(signal: Signal, *, by: Actor) -> None:
    """Also before its text is changed or deleted: what networks have is what somebody looked at."""
    if signal.shared:
        attention.withdraw(current_group(), source=signal.pk)
        _mark(signal, by=by, shared=False)


def _locked(signal_id: UUID, *, by: Actor) -> Signal:
    """The meeting's lock first, as in every other change of it."""
    rules.check_can_read_meetings(by)
    Meeting.objects.select_for_update(of=("self",)).filter(signals=signal_id).first()
    signal = Signal.objects.select_related("meeting", "item").filter(pk=signal_id).first()
    if signal is None:
        raise NotFound
    rules.check_can_run_meeting(by, signal.meeting)
    return signal


def _mark(signal: Signal, *, by: Actor, shared: bool) -> None:
    signal.shared = shared
    signal.save(update_fields=["shared"])
    detail = {"meeting": str(signal.meeting_id), "signal": str(signal.pk)}
    record_access(by, action="U", what="signal.shared" if shared else "signal.withdrawn", detail=detail)
