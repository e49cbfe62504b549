"""How the timeline tells of steps, and takes them back (R-15)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.presenters import not_active
from mdo_platform.pathways import definitions, services
from mdo_platform.pathways.models import StepConsent
from mdo_platform.register.kinds import RecordKind
from mdo_platform.register.models import Change


def step_name(target_group: str, step: str) -> str:
    found = definitions.step_of(definitions.known_pathway(target_group), step)
    return _("Stap %(step)s") % {"step": found.label if found else not_active(step)}


def step_words(target_group: str, step: str, value: Any) -> str:
    """ "3 november, Kwetsbaar, weigert, belt zelf terug"; nothing for a step that was open."""
    if not value:
        return ""
    facts = services.from_history(value)
    day = facts.done_on or date.min
    known = definitions.step_of(definitions.known_pathway(target_group), step)
    outcome = definitions.outcome_label(known, facts.outcome)
    consent = str(StepConsent(facts.consent).label) if facts.consent in StepConsent.values else ""
    told = (dutch.day_month(day, today=timezone.localdate()), outcome, consent, facts.remark)
    return ", ".join(filter(None, told))


def _place(change: Change) -> str:
    return f"{reverse('pathways:pathway', args=[change.patient_id])}#step-{change.field}"


KIND = RecordKind(
    record="steprecord",
    subject="steps",
    label=gettext_lazy("Programma"),
    name=step_name,
    words=step_words,
    holds=services.holds,
    save_again=services.take_back,
    place=_place,
)
