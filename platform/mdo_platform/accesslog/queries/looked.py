"""Who looked at one patient's data (L9, L10): every line about the patient, each person on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.audit.services import Action, record_access
from mdo_foundation.common.actor import SYSTEM_ID, Actor
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import current_group
from mdo_platform.accesslog import rules, words
from mdo_platform.accesslog.periods import Period
from mdo_platform.accesslog.queries.lines import in_period, names_of
from mdo_platform.meetings.models import Attendance
from mdo_tenants.groups.organisations import organisations_of

MOST_LINES = 10_000
# What everybody in the room saw, whoever pressed the button.
ON_THE_SCREEN = ("meeting.shown", "meeting.listed", "meeting.names")


@dataclass(frozen=True, kw_only=True)
class Look:
    """One person came at the data. `times`: how often that day, in the merged view; `at` is then the first time.

    `treats`, `consented`: the checks as they were at that moment. `person` tells people apart and is never shown.
    """

    at: datetime
    person: str
    name: str
    role: str
    organisation: str
    what: str
    how: str
    treats: bool
    consented: bool
    is_system: bool = False
    times: int = 1


def who_looked(
    actor: Actor, patient_id: UUID, *, period: Period, full: bool = False, action: Action = "R"
) -> list[Look]:
    """Chronological. The merged view has one row per day, person and kind of action; `full` has them all.

    NotFound and NotAllowed as for changing the patient. Looking here is logged too, by `action` E for a file.
    """
    rules.check_can_see_who_looked(actor, patient_id)
    found = AccessLogEntry.objects.filter(patient_ids__contains=[patient_id]).order_by("seq")
    lines = list(in_period(found, period)[: MOST_LINES + 1])
    if len(lines) > MOST_LINES:
        raise Invalid(_("Dit zijn te veel regels voor één overzicht. Kies een kortere periode."))
    looks = _expanded(lines, patient_id)
    record_access(actor, action=action, what="patient.access", patient_ids=[patient_id], detail=_detail(period, full))
    return looks if full else merged(looks)


def patient_name(actor: Actor, patient_id: UUID) -> str:
    """For the head of the page; the page has checked and logged the read."""
    return names_of(actor, [patient_id]).get(patient_id, "")


def merged(looks: Iterable[Look]) -> list[Look]:
    """The same person, day and action once, with the first time (NEN 7513)."""
    found: dict[tuple[object, ...], Look] = {}
    for look in looks:
        key = (timezone.localdate(look.at), look.person, look.what)
        first = found.get(key)
        found[key] = replace(first, times=first.times + 1) if first else look
    return list(found.values())


def _expanded(lines: list[AccessLogEntry], patient_id: UUID) -> list[Look]:
    organisations = {str(one.id): one.name for one in organisations_of(current_group().id)}
    attended = _attendances(lines)
    return [look for line in lines for look in _looks(line, patient_id, organisations, attended)]


def _attendances(lines: list[AccessLogEntry]) -> dict[str, Attendance]:
    """Who was shown a patient, of all lines in one query: members by meeting and person, guests by their own id."""
    meetings = {line.detail["meeting"] for line in lines if line.what in ON_THE_SCREEN}
    rows = Attendance.objects.filter(meeting__in=meetings) if meetings else ()
    return {str(row.pk) if row.is_guest else f"{row.meeting_id}:{row.user_id}": row for row in rows}


def _looks(
    line: AccessLogEntry, patient_id: UUID, organisations: dict[str, str], attended: dict[str, Attendance]
) -> Iterator[Look]:
    """The one who acted; of what was on the projector everybody who was there, whoever pressed the button once."""
    own = _own(line, patient_id, organisations)
    if line.what not in ON_THE_SCREEN:
        yield own
        return
    members = [str(one) for one in line.detail.get("members", ())]
    if str(line.actor_id) not in members:
        yield own
    for person in members:
        row = attended.get(f"{line.detail['meeting']}:{person}")
        yield _shown(own, row, person=person, is_guest=False)
    for guest in line.detail.get("guests", ()):
        yield _shown(own, attended.get(str(guest)), person=str(guest), is_guest=True)


def _own(line: AccessLogEntry, patient_id: UUID, organisations: dict[str, str]) -> Look:
    is_system = line.via == "system" or line.actor_id == SYSTEM_ID
    names = [organisations[one] for one in line.detail.get("organisations", ()) if one in organisations]
    return Look(
        at=line.at,
        person=str(line.actor_id),
        name=_("MDO-Portal (automatisch)") if is_system else line.actor_name,
        role="" if is_system else words.role_words(line.roles),
        organisation=", ".join(names) or current_group().name,
        what=words.said(line.what, line.action, line.detail),
        how=words.how(line.via) if not is_system else "",
        treats=holds(line, patient_id, position=1, lacking="without_relation"),
        consented=holds(line, patient_id, position=2, lacking="without_consent"),
        is_system=is_system,
    )


def holds(line: AccessLogEntry, patient_id: UUID, *, position: int, lacking: str) -> bool:
    """Whether a check held for this patient: a line about more names those for whom it did not."""
    return line.controls[position] == "T" or str(patient_id) not in line.detail.get(lacking, ())


def _shown(own: Look, row: Attendance | None, *, person: str, is_guest: bool) -> Look:
    """Who takes part in the meeting has the relation by it."""
    unknown = _("Een gast van het MDO") if is_guest else _("Een deelnemer aan het MDO")
    discipline = row.discipline if row else ""
    role = ", ".join(word for word in (discipline, _("gast") if is_guest else "") if word)
    name = row.name if row else unknown
    organisation = (row.organisation if row else "") or ("" if is_guest else current_group().name)
    return replace(own, person=person, name=name, role=role, organisation=organisation, how="", treats=True)


def _detail(period: Period, full: bool) -> dict[str, str]:
    shown = {"from": period.first, "until": period.last, "view": "full" if full else "merged"}
    return {name: str(value) for name, value in shown.items() if value}
