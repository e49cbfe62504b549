"""What a seeded fault is, and where the code that it edits lives."""

from __future__ import annotations

from dataclasses import dataclass

REGISTER = "platform/mdo_platform/register"
MEETINGS = "platform/mdo_platform/meetings"
ACCESSLOG = "platform/mdo_platform/accesslog"
EXCHANGE = "platform/mdo_platform/exchange"
ACCOUNTS = "tenants/mdo_tenants/accounts"
GROUPS = "tenants/mdo_tenants/groups"
NETWORKS = "tenants/mdo_tenants/networks"

RULES = f"{REGISTER}/rules.py"
RIGHTS = f"{GROUPS}/rights.py"
ACCESS = f"{ACCOUNTS}/access.py"


@dataclass(frozen=True)
class Edit:
    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Fault:
    """`asks`: the method and address that are asked for everybody and every object. `UNSEEN` and an address: whether
    its answer is as if who is out of view had never been entered.
    """

    name: str
    edits: tuple[Edit, ...]
    asks: str
    logs_in_again: tuple[str, ...] = ()


def fault(name: str, path: str, old: str, new: str, *, asks: str) -> Fault:
    return Fault(name, (Edit(path, old, new),), asks)
