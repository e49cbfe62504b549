"""What it costs to enter a group: resolve, role, mount."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

from django.core.handlers.base import BaseHandler
from django.test import RequestFactory, override_settings

from mdo_tenants.groups import queries
from mdo_tenants.groups.middleware import GroupMiddleware
from mdo_tenants.groups.models import Membership
from tests.bench.timing import interleaved
from tests.conftest import make_group, make_user

GROUPS = 20
DOOR = "mdo_tenants.groups.middleware.GroupMiddleware"


class EntryOnly(GroupMiddleware):
    """The door without its question who somebody is: what remains is finding the group, the role and the mount."""

    known: dict = {}

    def _membership(self, request, slug, *, is_api):
        return self.known[self._group_id(slug)]


class EntryAndMembership(GroupMiddleware):
    """With the membership read at every request, as in the portal."""

    user = None

    def _membership(self, request, slug, *, is_api):
        found = queries.membership(group_id=self._group_id(slug), user_id=self.user)
        request.actor, request.group = queries.actor_from(found), found.group
        return found


def _handler(*middleware: str) -> BaseHandler:
    with override_settings(MIDDLEWARE=list(middleware)):
        handler = BaseHandler()
        handler.load_middleware()
    return handler


def run(stock_url: str) -> list[tuple[str, str]]:
    user = make_user("Meting Demo")
    for number in range(GROUPS):
        group = make_group(f"meting{number}", f"Meting {number}")
        Membership.objects.create(group=group, user=user, roles=["gp"])
        EntryOnly.known[group.id] = SimpleNamespace(group=group)
    EntryAndMembership.user = user.pk
    factory = RequestFactory()
    with override_settings(ROOT_URLCONF="tests.bench.views", GROUP_URLCONF="tests.bench.views"):
        plain, entry, door = (
            _handler(),
            _handler("tests.bench.tenant_entry.EntryOnly"),
            _handler("tests.bench.tenant_entry.EntryAndMembership"),
        )

        def call(handler, path):
            def once(number: int) -> None:
                assert handler.get_response(factory.get(path.format(number % GROUPS))).status_code == 200

            return once

        ours = interleaved(
            {
                "plain": call(plain, "/probe/"),
                "entry": call(entry, "/groep/meting{}/probe/"),
                "door": call(door, "/groep/meting{}/probe/"),
            },
            times=1000,
        )
    environment = {**os.environ, "STOCK_DATABASE_URL": stock_url}
    stock = float(
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.bench.stock"],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    extra, extra_stock = ours["entry"] - ours["plain"], stock - ours["plain"]
    return [
        ("View with one statement and one reverse(), no tenancy", f"{ours['plain'] / 1000:.3f} ms"),
        ("The same through our door: extra for resolve, role and mount", f"{extra / 1000:.3f} ms"),
        ("… and with the membership read at every request", f"{(ours['door'] - ours['plain']) / 1000:.3f} ms"),
        ("The same through the stock sub-folder middleware: extra", f"{extra_stock / 1000:.3f} ms"),
        ("Stock extra / our extra", f"{extra_stock / extra:.1f} ×"),
    ]
