"""The groups of the demo and the people in them (clinical notes §12). Nobody here exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from mdo_foundation.common.actor import system_actor
from mdo_tenants.accounts.services.demo import add_demo_person
from mdo_tenants.groups.memberships import add_membership
from mdo_tenants.groups.models import Group, Membership
from mdo_tenants.groups.rights import Role

GP, NURSE, CONSULTANT = (Role.GP,), (Role.NURSE,), (Role.CONSULTANT,)
CHAIR = (Role.GP, Role.CHAIR, Role.GROUP_ADMIN)
KIEVIT, LINDEWAARD = "De Kievit", "Lindewaard"


@dataclass(frozen=True)
class DemoMember:
    name: str
    discipline: str
    roles: tuple[str, ...]
    organisation: str = ""

    @property
    def email(self) -> str:
        return f"{slugify(self.name.removesuffix('-Demo')).replace('-', '.')}@demo.invalid"


@dataclass(frozen=True)
class DemoGroup:
    slug: str
    name: str
    place: str
    target_groups: tuple[str, ...]
    people: tuple[DemoMember, ...]
    nurses_as_home_care: bool = False


def _person(name: str, discipline: str, roles: tuple[str, ...], organisation: str = "") -> DemoMember:
    return DemoMember(f"{name}-Demo", discipline, roles, organisation)


# One account in two groups: the consultant of Wilgenmeer is also the one of Oosterpolder.
_TWICE = _person("Cato Koekoeksbloem", "consulent palliatieve zorg", CONSULTANT)

DEMO_GROUPS = (
    DemoGroup(
        "wilgenmeer",
        "Wilgenmeer",
        "Wilgenmeer",
        ("palliatief", "kwetsbare_ouderen"),
        (
            _person("Sanne Veldkers", "huisarts", CHAIR),
            _person("Bram Boswilg", "huisarts", (Role.GP, Role.VICE_CHAIR)),
            _person("Noor Notelaar", "huisarts", GP),
            _person("Tijs Torenvalk", "huisarts", GP),
            _person("Wies Watermunt", "wijkverpleegkundige", NURSE, KIEVIT),
            _person("Ruben Roerdomp", "wijkverpleegkundige", NURSE, LINDEWAARD),
            _person("Trijn Teunisbloem", "verzorgende thuiszorg", (Role.HOME_CARE,), KIEVIT),
            _TWICE,
            _person("Abel Akkermunt", "apotheker", CONSULTANT),
            _person("Gerda Grasklokje", "geestelijk verzorger", CONSULTANT),
            _person("Mees Moerasspirea", "maatschappelijk werker", (Role.CONSULTANT, Role.SECRETARY)),
        ),
    ),
    DemoGroup(
        "oosterpolder",
        "Oosterpolder",
        "Oosterpolder",
        ("kwetsbare_ouderen", "psychogeriatrie"),
        (
            _person("Pieter Plevier", "huisarts", CHAIR),
            _person("Hanna Honingklaver", "huisarts", GP),
            _person("Joris Judaspenning", "huisarts", GP),
            _person("Lotte Lepelaar", "huisarts", (Role.GP, Role.SECRETARY)),
            _person("Fenna Fitis", "wijkverpleegkundige", NURSE, KIEVIT),
            _person("Dirk Dotterbloem", "wijkverpleegkundige", NURSE, LINDEWAARD),
            _TWICE,
            _person("Aagje Adderwortel", "apotheker", CONSULTANT),
            _person("Guus Gagel", "geestelijk verzorger", CONSULTANT),
            _person("Maud Mattenbies", "maatschappelijk werker", CONSULTANT),
            _person("Olaf Oeverzwaluw", "specialist ouderengeneeskunde", CONSULTANT),
            _person("Carlijn Kattenstaart", "casemanager dementie", NURSE, LINDEWAARD),
        ),
    ),
    DemoGroup(
        "stadsrand-zuid",
        "Stadsrand-Zuid",
        "Stadsrand",
        ("palliatief", "cultuursensitief"),
        (
            _person("Yara IJzerhard", "huisarts", CHAIR),
            _person("Karim Klaprozenveld", "huisarts", GP),
            _person("Roos Rietgors", "huisarts", GP),
            _person("Stijn Sleedoorn", "huisarts", (Role.GP, Role.SECRETARY)),
            _person("Esra Engelwortel", "wijkverpleegkundige", NURSE, KIEVIT),
            _person("Vince Veenpluis", "wijkverpleegkundige", NURSE, LINDEWAARD),
            _person("Zoë Zilverschoon", "consulent palliatieve zorg", CONSULTANT),
            _person("Amir Aardhommel", "apotheker", CONSULTANT),
            _person("Gijsbert Geelgors", "geestelijk verzorger", CONSULTANT),
            _person("Meral Muurbloem", "maatschappelijk werker", CONSULTANT),
        ),
        nurses_as_home_care=True,
    ),
)
STAFF = "Mila Medewerker-Demo"


def seed_people(group: Group, demo: DemoGroup, *, organisations: Mapping[str, UUID]) -> None:
    """Put the people into their group who are not in it yet, under the right that its nurses have."""
    Group.objects.filter(pk=group.pk).update(nurses_as_home_care=demo.nurses_as_home_care)
    for person in demo.people:
        with transaction.atomic():
            _seed_person(group, person, organisation_id=organisations.get(person.organisation))


def seed_staff() -> None:
    add_demo_person("mila.medewerker@demo.invalid", full_name=STAFF, is_staff_member=True)


def _seed_person(group: Group, person: DemoMember, *, organisation_id: UUID | None) -> None:
    user = add_demo_person(person.email, full_name=person.name)
    if not Membership.objects.filter(group=group, user=user).exists():
        add_membership(
            group,
            user,
            roles=person.roles,
            discipline=person.discipline,
            organisation_id=organisation_id,
            by=system_actor(group.id),
        )
