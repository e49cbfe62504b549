"""Meetings of the demo groups (clinical content, §12): invented, and dated from the day of seeding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle
from uuid import UUID, uuid5

from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import GroupLike
from mdo_platform.meetings import people, services, tasks
from mdo_platform.meetings.models import AgendaItem, Meeting
from mdo_platform.register import queries as register
from mdo_platform.register import services as register_services
from mdo_platform.register.queries import AgendaCandidate
from mdo_tenants.groups.rights import Role

PAST_DAYS = (-88, -60)  # the patients of the demo were last discussed about sixty days ago
AHEAD_DAYS = (2, 44, 86, 128)
PATIENTS_PER_MEETING = 5
MINUTES_EACH = 10
# They stay undiscussed: one is there to be new, one to be overdue.
LEFT_ALONE = {"Appelvink-Demo", "Rietzanger-Demo"}
_SEED = UUID("6d646f2d-6465-4d6f-8000-000000000012")


@dataclass(frozen=True, kw_only=True)
class Script:
    """What a group recorded in its two past meetings."""

    target_groups: tuple[str, ...]
    guest: tuple[str, str, str] | None
    bottlenecks: tuple[tuple[str, str], ...]
    learning: tuple[tuple[str, str, str], ...]
    agreements: int
    late: int


SCRIPTS: dict[str, Script] = {
    "wilgenmeer": Script(
        target_groups=("palliatief", "kwetsbare_ouderen"),
        guest=("Noor Notenkraker-Demo", "mantelzorgmakelaar", "Wijkteam Wilgenmeer"),
        bottlenecks=(
            ("K01", "Binnen 48 uur is geen nachtzorg te vinden."),
            ("K02", "In het hospice is al drie weken geen plek."),
            ("K07", "De huisartsenpost zag de afspraken over behandelgrenzen niet."),
            ("K08", "De dienstapotheek had in het weekend geen midazolam op voorraad."),
        ),
        learning=(
            ("learning_point", "L03", "Een gesprek over behandelgrenzen eerder voeren werkt rustiger voor iedereen."),
            ("learning_point", "L02", "Technisch team inschakelen kan ook op zaterdag."),
            ("training_need", "L04", "Scholing over palliatieve sedatie thuis."),
        ),
        agreements=14,
        late=4,
    ),
    "oosterpolder": Script(
        target_groups=("kwetsbare_ouderen", "psychogeriatrie"),
        guest=("Gijs Grutto-Demo", "ergotherapeut", "Praktijk Oosterpolder"),
        bottlenecks=(
            ("K04", "De wachttijd voor een casemanager dementie is vier maanden."),
            ("K06", "Een ontslagbrief kwam acht dagen na thuiskomst."),
            ("K12", "Voor de zomer is geen logeerplek te vinden."),
            ("K17", "Bij een crisis in het weekend was onduidelijk wie te bellen."),
        ),
        learning=(
            ("learning_point", "L06", "Eerst pijn uitsluiten bij nieuwe onrust."),
            ("learning_point", "L08", "Looproute en verlichting samen met de ergotherapeut bekijken."),
            ("training_need", "L07", "Scholing over wilsbekwaamheid en de Wzd."),
        ),
        agreements=13,
        late=3,
    ),
    "stadsrand-zuid": Script(
        target_groups=("palliatief", "cultuursensitief"),
        guest=None,
        bottlenecks=(
            ("K07", "De waarnemer kende de afspraken niet."),
            ("K10", "Tussen Wlz en Wmo bleef een aanvraag zes weken liggen."),
            ("K13", "Een tolk wordt niet vergoed bij een huisbezoek."),
            ("K16", "Het verslag staat niet in het dossier van de thuiszorg."),
        ),
        learning=(
            ("learning_point", "L11", "Een professionele tolk inzetten in plaats van een familielid."),
            ("training_need", "L12", "Scholing over rouw en rituelen."),
        ),
        agreements=13,
        late=3,
    ),
}

ADVICE = (
    "Nachtzorg aanvragen, drie nachten per week. De consulent belt de mantelzorger over wat nog gaat.",
    "Medicatie samen met de apotheker doornemen en opnieuw bespreken als er klachten blijven.",
    "Huisbezoek van huisarts en wijkverpleegkundige samen, met een gesprek over wensen en grenzen.",
    "Ergotherapie inschakelen en het plan voor de nacht opschrijven.",
    "Volgen volgens plan. Bij verandering eerder bespreken.",
)
AGREEMENTS = (
    "Nachtzorg aanvragen",
    "Mantelzorger bellen over draagkracht",
    "Medicatie doornemen met de apotheker",
    "Afspraken over behandelgrenzen vastleggen in het HIS",
    "Hoog-laagbed regelen",
    "Huisartsenpost informeren",
    "Ergotherapeut vragen voor een huisbezoek",
    "Geestelijk verzorger vragen",
)


def seed_meetings(group: GroupLike) -> None:
    """Six meetings: two held with their report, one with a filled agenda, three planned.

    Call it inside the group, after the patients. Again on the same group changes nothing.
    """
    script, actor = SCRIPTS.get(group.slug), _chair(group)
    if script is None or actor is None or Meeting.objects.exists():
        return
    day = timezone.localdate()
    promises = _promises(script, day)
    for number, days in enumerate(PAST_DAYS):
        _hold(script, actor, day + timedelta(days=days), number, promises)
    ahead = [_plan(script, actor, day + timedelta(days=days)) for days in AHEAD_DAYS]
    for candidate in _candidates(script, actor, with_question=True)[: PATIENTS_PER_MEETING + 1]:
        services.add_item(ahead[0].pk, by=actor, patient_id=candidate.record.patient.pk, minutes=MINUTES_EACH)


def _chair(group: GroupLike) -> Actor | None:
    chairs = people.with_role(Role.CHAIR)
    return next((_actor(one, group) for one in chairs), None)


def _actor(person: people.Participant, group: GroupLike) -> Actor:
    return Actor(user_id=person.user_id, name=person.name, roles=frozenset(person.roles), group_id=group.id)


def _plan(script: Script, actor: Actor, day: date) -> Meeting:
    starts_at = timezone.make_aware(datetime.combine(day, time(12, 30)))
    secretary = next(iter(people.with_role(Role.SECRETARY)), None)
    return services.plan_meeting(
        by=actor,
        starts_at=starts_at,
        target_groups=script.target_groups,
        place="Vergaderzaal gezondheidscentrum",
        secretary_id=secretary.user_id if secretary else None,
        idempotency_key=uuid5(_SEED, f"{actor.group_id}:{day}"),
    )


def _hold(script: Script, actor: Actor, day: date, number: int, promises: Iterator[tuple[str, date, bool]]) -> None:
    """A meeting of the past: planned and opened now, and then dated back before it is closed."""
    meeting = _plan(script, actor, timezone.localdate() + timedelta(days=365 + number))
    discussed = _discussed_before(script, actor)[: PATIENTS_PER_MEETING + number]
    items = [
        services.add_item(meeting.pk, by=actor, patient_id=one.record.patient.pk, minutes=MINUTES_EACH)
        for one in discussed
    ]
    began = timezone.make_aware(datetime.combine(day, time(12, 30)))
    services.open_meeting(meeting.pk, by=actor)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=began, opened_at=began)
    _attend(script, actor, meeting, with_guest=number == 1)
    _discuss(actor, meeting, items, promises)
    _signal(script, actor, meeting, number)
    questions = {one.enrolment.pk: one.enrolment.question for one in discussed}
    services.close_meeting(meeting.pk, by=actor)
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=began + timedelta(minutes=58))
    for enrolment_id, question in questions.items():
        if question:
            register_services.set_question(enrolment_id, by=actor, question=question, version=None)
    meeting.refresh_from_db()
    tasks.store_report(meeting)


def _discussed_before(script: Script, actor: Actor) -> list[AgendaCandidate]:
    """Who was discussed according to the register goes first, so that the two tell the same story."""
    found = [one for one in _candidates(script, actor) if one.record.patient.last_name not in LEFT_ALONE]
    return sorted(found, key=lambda one: one.enrolment.last_discussed_on is None)


def _candidates(script: Script, actor: Actor, *, with_question: bool = False) -> list[AgendaCandidate]:
    found = register.agenda_candidates(actor, target_groups=script.target_groups)
    usable = [one for one in found if not one.refusals and (one.has_question or not with_question)]
    by_patient = {one.record.patient.pk: one for one in reversed(usable)}
    return sorted(by_patient.values(), key=lambda one: one.record.patient.last_name)


def _attend(script: Script, actor: Actor, meeting: Meeting, *, with_guest: bool) -> None:
    for member in people.participants():
        services.tick_attendance(meeting.pk, by=actor, user_id=member.user_id, present=True)
    if script.guest and with_guest:
        name, discipline, organisation = script.guest
        services.add_guest(meeting.pk, by=actor, name=name, discipline=discipline, organisation=organisation)


def _discuss(
    actor: Actor, meeting: Meeting, items: Sequence[AgendaItem], promises: Iterator[tuple[str, date, bool]]
) -> None:
    leaving: UUID | None = None
    for item, advice in zip(items, cycle(ADVICE), strict=False):
        services.next_item(meeting.pk, by=actor, leaving=leaving)
        services.save_advice(meeting.pk, by=actor, item_id=item.pk, version=1, text=advice)
        leaving = item.pk
    members = cycle(people.participants())
    wanted = [promise for _number, promise in zip(range(SHARE), promises, strict=False)]
    for item, (what, due_on, done) in zip(cycle(items), wanted, strict=False):
        agreement = services.save_agreement(
            meeting.pk,
            by=actor,
            idempotency_key=uuid5(meeting.pk, f"{item.pk}:{what}:{due_on}"),
            item_id=item.pk,
            what=what,
            who=str(next(members).user_id),
            due_on=due_on,
        )
        if agreement and done:
            services.mark_done(agreement.pk, by=actor)


SHARE = 7  # agreements per past meeting, at most


def _promises(script: Script, day: date) -> Iterator[tuple[str, date, bool]]:
    """What, by when, done: first the late ones, then in turn open and done."""
    words = cycle(AGREEMENTS)
    for number in range(script.agreements):
        if number < script.late:
            yield next(words), day - timedelta(days=7 + number), False
        else:
            yield next(words), day + timedelta(days=5 + number), number % 2 == 0


def _signal(script: Script, actor: Actor, meeting: Meeting, number: int) -> None:
    bottlenecks = [("bottleneck", category, text) for category, text in script.bottlenecks[number::2]]
    for kind, category, text in [*bottlenecks, *script.learning[number::2]]:
        services.save_signal(
            meeting.pk,
            by=actor,
            idempotency_key=uuid5(meeting.pk, text),
            kind=kind,
            category=category,
            text=text,
        )
