"""What addresses name besides patients and meetings: members, invitations, networks, invoices."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils import timezone

from mdo_billing.models import Invoice
from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.exchange.services import choose_columns, start_import
from mdo_tenants.accounts.models import ApiToken
from mdo_tenants.accounts.services.tokens import create_token
from mdo_tenants.groups.memberships import invite_member
from mdo_tenants.groups.models import Group, Membership
from mdo_tenants.licences.models import InstrumentPermission
from mdo_tenants.licences.services import record_permission
from mdo_tenants.networks.services import publish_news
from mdo_tenants.provisioning.models import SignUp

IMPORTS, IMPORTED = "gp_own", "i"  # whose list is half imported, and the letter of the words in it

if TYPE_CHECKING:
    from tests.rights.matrix.world import World


def made(world: World) -> SimpleNamespace:
    """One of each, of Wilgendal and its network."""
    group, network = world.groups["wilgendal"], world.networks["network"]
    admin, gp = world.acting("admin_gp"), world.people["gp_own"].user
    with in_group(group):
        invited = invite_member(group, by=admin, email=f"{uuid4()}@demo.invalid", full_name="Gast-Demo", roles=["gp"])
    until = timezone.now() + timedelta(days=9)
    create_token(gp.pk, group_id=group.pk, name="HIS-Demo", scopes=["register:read"], expires_at=until)
    news = publish_news(network, by=world.system, title="Bericht", body="Tekst")
    return SimpleNamespace(
        entry_id=_refused_mail(group).pk,
        membership_id=Membership.objects.get(user=world.people["gp_other"].user).pk,
        invitation_id=invited.pk,
        token_id=ApiToken.objects.get(user=gp).pk,
        network_id=network.pk,
        news_id=news.pk,
        organisation_id=world.care["kievit"],
        group_id=group.pk,
        user_id=world.people["coordinator"].user.pk,
        sign_up_id=_sign_up().pk,
        invoice_id=_invoice(world).pk,
        year=timezone.localdate().year,
        month=timezone.localdate().month,
        year_month=f"{timezone.localdate():%Y-%m}",
        token="geen-geldig-token",
        permission_id=_permission(world).pk,
    )


def _refused_mail(group: Group) -> OutboxEntry:
    """One that a mail server refused, of Wilgendal."""
    payload = {"template": "meetings/report_ready", "to": "niemand@demo.invalid", "context": {}}
    return OutboxEntry.objects.create(
        kind="mail", key=f"refused:{uuid4()}", group_id=group.pk, payload=payload, state="failed"
    )


def half_imported(world: World) -> UUID:
    """A list that was checked and not confirmed: somebody new, and somebody who seems to be in the register."""
    gp, own = world.acting(IMPORTS), world.things["own"]
    lines = [f"Kanari{IMPORTED}zz;1-2-1940;Palliatief", f"{own.last_name};{own.birth_date:%d-%m-%Y};Palliatief"]
    text = "\n".join(["Achternaam;Geboortedatum;Doelgroep", *lines])
    with in_group(world.groups["wilgendal"]):
        staged = start_import(text.encode(), by=gp, file_name="lijst.csv")
        choose_columns(staged.pk, by=gp, columns=["last_name", "birth_date", "target_group"], defaults={})
    return staged.pk


def own_line(world: World) -> int:
    """A line of today in the log, of the same person."""
    with in_group(world.groups["wilgendal"]):
        return AccessLogEntry.objects.filter(actor_id=world.people[IMPORTS].user.pk).latest("seq").seq


def _permission(world: World) -> InstrumentPermission:
    letter = {"given_by": "Eigenaar-Demo", "reference": "B-0", "granted_on": date(2026, 1, 2), "medium": "screen"}
    return record_permission("complex_kwetsbaar", by=world.system, **letter)


def _sign_up() -> SignUp:
    return SignUp.objects.create(
        group_name="Mislukt-Demo", place="Polder-Demo", contact_name="A. Demo", email=f"{uuid4()}@demo.invalid",
        target_groups=["palliatief"], terms_version="1", agreement_version="1", state=SignUp.State.FAILED,
        verified_at=timezone.now(),
    )  # fmt: skip


def _invoice(world: World) -> Invoice:
    return Invoice.objects.create(
        number="2025-99999", group=world.groups["wilgendal"], year=2024, seller={}, customer={}, lines=[],
        net=Decimal(85), vat=Decimal("17.85"), total=Decimal("102.85"), pdf=b"%PDF-1.4", issued_on=date(2025, 1, 2),
        issued_by_id=world.people["staff"].user.pk,
    )  # fmt: skip
