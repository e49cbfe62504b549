from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import categories, levels, rules
from mdo_platform.meetings.models import AgendaItem, Agreement, Signal, SignalKind
from mdo_platform.meetings.queries import Offer
from mdo_platform.register.models import Patient
from mdo_platform.register.presenters import full_name_of
from mdo_platform.register.queries import visible_patient_ids
from mdo_platform.register.rules import changeable_patients
from mdo_plugin_api import Level


@dataclass(frozen=True, kw_only=True)
class AgreementRow:
    """`patient` is empty for an agreement about nobody, and for a patient that the reader does not see."""

    id: UUID
    what: str
    who: str
    due_on: date | None
    done_on: date | None
    done_by: str
    patient: str
    patient_id: UUID | None
    meeting_on: datetime
    is_late: bool
    can_finish: bool
    declined_on: date | None
    declined_by: str
    can_decline: bool


@dataclass(frozen=True, kw_only=True)
class PastTurn:
    """One time that a patient was discussed."""

    meeting_on: datetime
    question: str
    urgency: Level | None
    advice: str
    help: list[str]
    agreements: list[AgreementRow]


@dataclass(frozen=True, kw_only=True)
class SignalRow:
    """`can_share`: the reader runs its meeting, and it is a bottleneck."""

    id: UUID
    kind: str
    category: str
    text: str
    meeting_on: datetime
    shared: bool
    can_share: bool


@dataclass(frozen=True, kw_only=True)
class OfferPage:
    """What leaves, in words, and what in it could say whom it is about: kind in words and what was found."""

    id: UUID
    version: int
    shared: bool
    category: str
    target_group: str
    text: str
    group: str
    networks: list[str]
    leaks: list[tuple[str, str]]
    is_certain: bool
    refusal: str


def agreement_rows(agreements: list[Agreement], *, actor: Actor) -> list[AgreementRow]:
    today = timezone.localdate()
    visible = visible_patient_ids(actor, among={row.item.patient_id for row in agreements if row.item})
    shown = ((row, row.item.patient if row.item and row.item.patient_id in visible else None) for row in agreements)
    changeable = set(changeable_patients(actor).filter(pk__in=visible).values_list("pk", flat=True))
    return [
        _agreement(
            row,
            actor=actor,
            patient=patient,
            today=today,
            can_decline=row.item is not None
            and (row.item.patient_id in changeable or rules.can_run_meeting(actor, row.meeting)),
        )
        for row, patient in shown
    ]


def past_turns(items: list[AgendaItem], *, actor: Actor) -> list[PastTurn]:
    today = timezone.localdate()
    return [_turn(item, actor=actor, today=today) for item in items]


def signal_rows(signals: Iterable[Signal], *, actor: Actor) -> list[SignalRow]:
    return [
        SignalRow(
            id=row.pk,
            kind=str(SignalKind(row.kind).label),
            category=categories.label(row.category) if row.category else "",
            text=row.text,
            meeting_on=timezone.localtime(row.meeting.starts_at),
            shared=row.shared,
            can_share=row.kind == SignalKind.BOTTLENECK and rules.can_run_meeting(actor, row.meeting),
        )
        for row in signals
    ]


def offer_page(offer: Offer) -> OfferPage:
    words = {
        "name": _("misschien een naam"),
        "birth_date": _("een geboortedatum"),
        "bsn": _("een burgerservicenummer"),
        "initials": _("misschien initialen"),
    }
    shared = offer.shared
    return OfferPage(
        id=offer.signal.pk,
        version=offer.signal.version,
        shared=offer.signal.shared,
        category=categories.label(shared.category) if shared.category else "",
        target_group=levels.target_group_label(shared.target_group) if shared.target_group else "",
        text=shared.text,
        group=offer.group,
        networks=offer.networks,
        leaks=[(words[leak.kind], leak.found) for leak in offer.leaks],
        is_certain=any(leak.is_certain for leak in offer.leaks),
        refusal=offer.refusal,
    )


def _turn(item: AgendaItem, *, actor: Actor, today: date) -> PastTurn:
    advice = getattr(item, "advice", None)
    rows = list(item.agreements.all())
    for row in rows:
        row.meeting = item.meeting
    return PastTurn(
        meeting_on=timezone.localtime(item.meeting.starts_at),
        question=item.question,
        urgency=levels.level(item.target_group, "urgency", item.urgency),
        advice=advice.text if advice else "",
        help=[*levels.intervention_titles(advice.interventions), *levels.tool_titles(advice.tools)] if advice else [],
        agreements=[_agreement(row, actor=actor, patient=None, today=today) for row in rows],
    )


def _agreement(
    row: Agreement, *, actor: Actor, patient: Patient | None, today: date, can_decline: bool = False
) -> AgreementRow:
    return AgreementRow(
        id=row.pk,
        what=row.what,
        who=row.who_name,
        due_on=row.due_on,
        done_on=row.done_on,
        done_by=row.done_by_name,
        patient=full_name_of(patient) if patient else "",
        patient_id=patient.pk if patient else None,
        meeting_on=timezone.localtime(row.meeting.starts_at),
        is_late=row.done_on is None and row.due_on is not None and row.due_on < today,
        can_finish=rules.can_finish_agreement(actor, row),
        declined_on=row.declined_on,
        declined_by=row.declined_by_name,
        can_decline=can_decline,
    )
