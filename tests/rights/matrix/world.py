"""Everything of the matrix together: two groups, their people, patients and meetings, and who is logged in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import time_machine
from django.db import transaction
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import in_group
from mdo_platform.meetings.models import AgendaItem, Meeting
from mdo_platform.questionnaires.models import Draft, Result
from mdo_platform.register.models import CareInvolvement, Diagnosis, Enrolment, InvolvedProfessional, Patient
from mdo_tenants.accounts.models import ApiToken
from mdo_tenants.groups.models import Group, GroupTargetGroup, Membership
from mdo_tenants.groups.queries import actor_from, membership
from mdo_tenants.networks import appointments
from mdo_tenants.networks.services import add_home_care_organisation
from tests.rights.matrix import affairs, guests, meetings, patients, programme
from tests.rights.matrix.people import PEOPLE, Present, arrive, seat
from tests.rights.matrix.words import Columns
from tests.rights.matrix.writes import Tables

OF_GROUP = {"wilgendal": ("own", "elsewhere", "past", "closed", "objects"), "zandplaat": ("twin", "foreign")}
MEETINGS_OF = {"wilgendal": ("open", "planned", "reported"), "zandplaat": ("twin", "foreign")}


@dataclass
class World:
    groups: dict[str, Group] = field(default_factory=dict)
    people: dict[str, Present] = field(default_factory=dict)
    care: dict[str, UUID] = field(default_factory=dict)
    networks: dict[str, Any] = field(default_factory=dict)
    things: dict[str, SimpleNamespace] = field(default_factory=dict)  # ids by patient or meeting
    letters: dict[UUID, str] = field(default_factory=dict)  # of the ids that belong to one patient only
    bsns: dict[str, str] = field(default_factory=dict)  # letter of the patient by number
    columns: Columns = field(default_factory=Columns)
    tables: Tables = field(default_factory=Tables)
    logged: dict[str, int] = field(default_factory=dict)  # the last line of each group's log

    @property
    def system(self) -> Actor:
        return Actor(user_id=UUID(int=0), name="Systeem", roles=frozenset({"system"}), via="system")

    def acting(self, name: str, slug: str = "wilgendal") -> Actor:
        found = membership(group_id=self.groups[slug].pk, user_id=self.people[name].user.pk)
        assert found is not None, name
        return actor_from(found, address="127.0.0.1")


@contextmanager
def made() -> Iterator[World]:
    """The world, in a transaction that is rolled back at the end. The clock stands still: a code stays fresh."""
    block = transaction.atomic()
    block._from_testcase = True
    with time_machine.travel(timezone.now().replace(microsecond=0), tick=False) as clock, block, programme.declared():
        world = World(bsns={number: patients.LETTERS[name] for name, number in patients.BSNS.items()})
        _populate(world)
        _enter_patients(world)
        _hold_meetings(world)
        _make_twins(world)
        guests.let_in(world)
        _give_numbers(world)
        world.things["affairs"] = affairs.made(world)
        _finish(world, clock)
        yield world
        transaction.set_rollback(True)


def _populate(world: World) -> None:
    for group in Group.objects.filter(slug__in=OF_GROUP):
        GroupTargetGroup.objects.create(group=group, code="cultuursensitief")
    Group.objects.filter(slug__in=OF_GROUP).update(uses_bsn=True, consultants_may_edit=True)
    world.groups = {slug: Group.objects.get(slug=slug) for slug in ("wilgendal", "zandplaat")}
    for number, (name, region) in enumerate({"network": "Waterland-Demo", "other": "Duinland-Demo"}.items()):
        network = appointments.create_network(name=region, region=region, target_groups=["palliatief"])
        appointments.add_group(network, group_id=list(world.groups.values())[number].pk)
        world.networks[name] = network
    for name in ("kievit", "lindewaard", "merel"):
        world.care[name] = add_home_care_organisation(world.networks["network"], by=world.system, name=name.title()).pk
    for name in ("duin", "zee"):
        world.care[name] = add_home_care_organisation(world.networks["other"], by=world.system, name=name.title()).pk
    for number, name in enumerate(PEOPLE):
        world.people[name] = seat(name, world.groups, world.care, number)
        if PEOPLE[name].coordinates:
            network = world.networks[PEOPLE[name].coordinates]
            appointments.appoint_coordinator(network, email=world.people[name].user.email)


def _enter_patients(world: World) -> None:
    gp, consultant = world.acting("gp_own"), world.acting("consultant")
    with in_group(world.groups["wilgendal"]):
        for name in OF_GROUP["wilgendal"]:
            organisation, also = (world.care[one] for one in ("kievit", "lindewaard"))
            if name == "elsewhere":
                organisation, also = also, organisation
            made = patients.enter(name, by=gp, organisation=organisation, also=also)
            patients.involve(made.pk, consultant, by=gp)
            world.things[name] = patients.ids_of(made.pk)
        for asked in ("consultant_asked", "consultant_asked_off"):
            patients.ask(world.things["own"].patient_id, world.acting(asked), by=gp)
    chair = world.acting("both_groups", "zandplaat")
    with in_group(world.groups["zandplaat"]):
        for name in OF_GROUP["zandplaat"]:
            made = patients.enter(name, by=chair, organisation=world.care["duin"], also=world.care["zee"])
            patients.involve(made.pk, world.acting("stranger", "zandplaat"), by=chair)
            world.things[name] = patients.ids_of(made.pk)


def _hold_meetings(world: World) -> None:
    chair, own, elsewhere = world.acting("chair"), *(world.things[name].patient_id for name in ("own", "elsewhere"))
    vice, secretary = (world.people[name].user.pk for name in ("vice_chair", "secretary"))
    with in_group(world.groups["wilgendal"]):
        reported = meetings.hold(by=chair, patients=[own, elsewhere])
        _words(world, "wilgendal")
        meetings.finish(reported, by=chair)
    with in_group(world.groups["wilgendal"]):
        patients.ask_again(own, by=chair)
        held = meetings.hold(by=chair, patients=[own, elsewhere], vice=vice, secretary=secretary)
        planned = meetings.plan(by=chair, patients=[world.things["past"].patient_id])
    chair = world.acting("both_groups", "zandplaat")
    with in_group(world.groups["zandplaat"]):
        twin = meetings.hold(by=chair, patients=[world.things["twin"].patient_id])
        foreign = meetings.hold(by=chair, patients=[world.things["foreign"].patient_id])
    made = {"open": held, "planned": planned, "reported": reported, "twin": twin, "foreign": foreign}
    for name, meeting in made.items():
        world.things[f"meeting {name}"] = SimpleNamespace(meeting_id=meeting.pk)
    meetings.make_reports()


def _make_twins(world: World) -> None:
    """In Zandplaat the same primary keys as in Wilgendal, for another patient and another meeting."""
    own, twin = world.things["own"], world.things["twin"]
    held = world.things["meeting open"].meeting_id
    with in_group(world.groups["wilgendal"]):
        ours = meetings.ids_of(held)
    with in_group(world.groups["zandplaat"]):
        theirs = meetings.ids_of(world.things["meeting twin"].meeting_id)
        for model, name in (
            (Patient, "patient_id"), (Enrolment, "enrolment_id"), (Diagnosis, "diagnosis_id"),
            (InvolvedProfessional, "professional_id"), (CareInvolvement, "care_id"), (Result, "result_id"),
            (Draft, "draft_id"),
        ):  # fmt: skip
            patients.rekey(model, getattr(twin, name), getattr(own, name))
        for model, name in ((Meeting, "meeting_id"), (AgendaItem, "item_id"), (meetings.Agreement, "agreement_id")):
            patients.rekey(model, getattr(theirs, name), getattr(ours, name))
        world.things["meeting twin"].meeting_id = held


def _give_numbers(world: World) -> None:
    """At the end: an encrypted number is bound to the id of its patient."""
    for slug, author in (("wilgendal", "gp_own"), ("zandplaat", "both_groups")):
        by = world.acting(author, slug)
        with in_group(world.groups[slug]):
            for name in OF_GROUP[slug]:
                patients.give_bsn(name, _id_of(world, name), by=by)


def _finish(world: World, clock: Any) -> None:
    gp = world.acting("gp_own")
    with in_group(world.groups["wilgendal"]):
        patients.end_care_yesterday(Patient.objects.get(pk=world.things["past"].patient_id))
        patients.hold(Patient.objects.get(pk=world.things["closed"].patient_id), by=gp)
        patients.close(Patient.objects.get(pk=world.things["closed"].patient_id), by=gp)
        patients.services.set_consent(world.things["objects"].patient_id, by=gp, status="objects")
    for slug, group in world.groups.items():
        with in_group(group):
            programme.let_it_be_long_ago()
            _words(world, slug)
            _read_ids(world, slug)
    world.things["affairs"].import_id = affairs.half_imported(world)
    world.things["affairs"].line = affairs.own_line(world)
    for present in world.people.values():
        arrive(present, world.groups, clock)
    Group.objects.filter(slug__in=OF_GROUP).update(consultants_may_edit=False)
    _lock_out(world)
    _invent_missing(world)
    for slug, group in world.groups.items():
        with in_group(group):
            world.logged[slug] = patients.last_line()
    world.tables.read()


def _words(world: World, slug: str) -> None:
    patients.write_words({_id_of(world, name): patients.LETTERS[name] for name in OF_GROUP[slug]}, slug, world.columns)


def _id_of(world: World, name: str) -> UUID:
    return world.things["own" if name == "twin" else name].patient_id


def _read_ids(world: World, slug: str) -> None:
    """What addresses hold, as it is at the end; ids that two groups share tell nothing about whose they are."""
    for name in OF_GROUP[slug]:
        world.things[name] = thing = patients.ids_of(_id_of(world, name))
        if name not in ("own", "twin"):
            world.letters.update({one: patients.LETTERS[name] for one in vars(thing).values() if isinstance(one, UUID)})
    for name in MEETINGS_OF[slug]:
        ids = meetings.ids_of(world.things[f"meeting {name}"].meeting_id)
        world.things[f"meeting {name}"] = SimpleNamespace(**vars(ids), **guests.ids_of(world, slug, ids.meeting_id))


def _lock_out(world: World) -> None:
    """After they logged in: membership ended, account switched off, token revoked."""
    ended, disabled, revoked = (world.people[name].user for name in ("ended", "disabled", "token_revoked"))
    Membership.objects.filter(user=ended).update(ended_at=timezone.now())
    type(disabled).objects.filter(pk=disabled.pk).update(is_active=False)
    ApiToken.objects.filter(user=revoked).update(revoked_at=timezone.now())


def _invent_missing(world: World) -> None:
    for like, name in (("own", "missing"), ("meeting open", "meeting missing"), ("affairs", "nothing")):
        ids = {key: uuid4() if isinstance(one, UUID) else one for key, one in vars(world.things[like]).items()}
        world.things[name] = SimpleNamespace(**ids)
