"""The people of the matrix. Each logs in once as a person does, with password and code, and keeps the cookies."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pyotp
from django.db.models import Model
from django.http import SimpleCookie
from django.test import Client
from django.utils import timezone

from mdo_foundation.common.crypto import encrypt
from mdo_tenants.accounts.models import TotpDevice
from mdo_tenants.accounts.services.second_factor import new_secret, secret_context
from mdo_tenants.accounts.services.tokens import create_token
from mdo_tenants.groups.models import Membership
from tests.conftest import PASSWORD, make_user
from tests.rights.expectations.rights_table import OLD_CODES, SCOPES


@dataclass(frozen=True, kw_only=True)
class Person:
    """`roles` in Wilgendal, `elsewhere` in Zandplaat; `choice` is what the group has chosen when he or she asks."""

    roles: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    care: str = ""  # the home-care organisation where he or she works
    staff: bool = False
    coordinates: str = ""
    choice: str = ""
    guest_at: str = ""  # the meeting for which he or she has a pass, and "revoked" after it when it was taken away
    logs_in: str = "both"  # "both" factors, "password" only, "token", "no"


PEOPLE: dict[str, Person] = {
    "gp_own": Person(roles=("gp",)),
    "gp_other": Person(roles=("gp",)),
    "old_code": Person(roles=("chair", "gp", "group_admin")),
    "admin_gp": Person(roles=("group_admin", "gp")),
    "chair": Person(roles=("chair",)),
    "nurse_own": Person(roles=("nurse",), care="kievit"),
    "nurse_other": Person(roles=("nurse",), care="lindewaard"),
    "nurse_as_home_care": Person(roles=("nurse",), care="kievit", choice="nurses_as_home_care"),
    "home_care_own": Person(roles=("home_care",), care="kievit"),
    "home_care_other": Person(roles=("home_care",), care="lindewaard"),
    "consultant": Person(roles=("consultant",), choice="consultants_may_edit"),
    "consultant_asked": Person(roles=("consultant",), choice="consultants_may_edit"),
    "consultant_asked_off": Person(roles=("consultant",)),
    "both_groups": Person(roles=("consultant",), elsewhere=("chair", "gp")),
    "vice_chair": Person(roles=("vice_chair",)),
    "vice_elsewhere": Person(roles=("vice_chair",)),
    "secretary": Person(roles=("secretary",)),
    "secretary_elsewhere": Person(roles=("secretary",)),
    "group_admin": Person(roles=("group_admin",)),
    "stranger": Person(elsewhere=("chair", "gp", "group_admin")),
    "staff": Person(staff=True),
    "staff_old_code": Person(staff=True),
    "coordinator": Person(coordinates="network"),
    "coordinator_other": Person(coordinates="other"),
    "nobody": Person(),
    "guest": Person(guest_at="open"),
    "guest_before": Person(guest_at="planned"),
    "guest_after": Person(guest_at="reported"),
    "guest_revoked": Person(guest_at="open revoked"),
    "guest_elsewhere": Person(guest_at="twin"),
    "ended": Person(roles=("chair", "gp", "group_admin")),
    "disabled": Person(roles=("chair", "gp", "group_admin")),
    "anonymous": Person(logs_in="no"),
    "password_only": Person(roles=("chair", "gp", "group_admin"), logs_in="password"),
    "token_read": Person(roles=("chair", "gp", "group_admin"), logs_in="token"),
    "token_write": Person(roles=("chair", "gp", "group_admin"), logs_in="token"),
    "token_meetings": Person(roles=("chair", "gp", "group_admin"), logs_in="token"),
    "token_home_care": Person(roles=("home_care",), care="kievit", logs_in="token"),
    "token_elsewhere": Person(
        roles=("chair", "gp", "group_admin"), elsewhere=("chair", "gp", "group_admin"), logs_in="token"
    ),
    "token_revoked": Person(roles=("chair", "gp", "group_admin"), logs_in="token"),
}


@dataclass
class Present:
    """A person at the keyboard: the account, and what a browser or program sends along."""

    name: str
    user: Any
    client: Client
    headers: dict[str, str] = field(default_factory=dict)
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def keep(self) -> None:
        self.cookies = deepcopy(self.client.cookies)

    def as_logged_in(self) -> None:
        """The cookies of the log-in again, whatever the last answer did with them."""
        self.client.cookies = deepcopy(self.cookies)


def seat(name: str, groups: dict[str, Model], care: dict[str, UUID], number: int) -> Present:
    """Make the account and the memberships."""
    person = PEOPLE[name]
    user = make_user(f"{name.replace('_', ' ').title()}-Demo", is_staff_member=person.staff)
    for slug, roles in (("wilgendal", person.roles), ("zandplaat", person.elsewhere)):
        if roles:
            Membership.objects.create(
                group=groups[slug], user=user, roles=list(roles), organisation_id=care.get(person.care)
            )
    # An address of their own: how often one may log in is counted per address.
    return Present(name, user, Client(REMOTE_ADDR=f"10.1.0.{number}", raise_request_exception=False))


def arrive(present: Present, groups: dict[str, Any], clock: Any) -> None:
    """Log in as far as this person does, ten minutes ago, and give a fresh code now."""
    how = PEOPLE[present.name].logs_in
    if how == "token":
        present.headers["Authorization"] = f"Bearer {_token(present, groups)}"
    if how not in ("both", "password"):
        return
    secret = new_secret()
    TotpDevice.objects.create(user=present.user, secret=encrypt(secret, context=secret_context(present.user.pk)))
    now = timezone.now()
    clock.move_to(now - timedelta(minutes=9))
    _post(present, "/inloggen/", {"email": present.user.email, "password": PASSWORD}, "/inloggen/code/")
    if how == "both":
        _post(present, "/inloggen/code/", {"code": _code(secret)}, "")
    clock.move_to(now)
    if how == "both" and present.name not in OLD_CODES:
        _post(present, "/inloggen/bevestigen/", {"code": _code(secret)}, "")
    present.keep()


def _post(present: Present, path: str, data: dict[str, str], leads_to: str) -> None:
    answer = present.client.post(path, data)
    assert answer.status_code == 302, (present.name, path, answer.content[:2000])
    assert answer["Location"].startswith(leads_to), answer["Location"]


def _code(secret: str) -> str:
    return pyotp.TOTP(secret).generate_otp(int(timezone.now().timestamp()) // 30)


def _token(present: Present, groups: dict[str, Any]) -> str:
    place = groups["zandplaat" if present.name == "token_elsewhere" else "wilgendal"]
    until = timezone.now() + timedelta(days=30)
    scopes = SCOPES[present.name]
    return create_token(present.user.pk, group_id=place.pk, name=present.name, scopes=scopes, expires_at=until)
