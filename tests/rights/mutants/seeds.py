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
PAGES, API, CARE, LIFECYCLE = "register_pages", "register_api", "care", "lifecycle"
PATIENT_PAGE = "GET and patient_id and vraag"


@dataclass(frozen=True)
class Edit:
    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Fault:
    name: str
    edits: tuple[Edit, ...]
    module: str
    tests: str


def fault(name: str, path: str, old: str, new: str, *, module: str, tests: str) -> Fault:
    return Fault(name, (Edit(path, old, new),), module, tests)
