"""Real engines for every test: PostgreSQL and Redis of this worker, two groups, and people who really log in."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test import Client

from mdo_platform.project.database import database
from mdo_platform.project.embedded import Engines
from mdo_platform.project.schemas import IN_GROUP_GRANTS

PASSWORD = "correct-paard-batterij-nietje"


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there now stays until the end: the collector of garbage need not walk through it time and again."""
    gc.collect()
    gc.freeze()


@dataclass
class Place:
    """A group of the tests: `row` is the Group, `url(path)` an address inside it."""

    row: Any
    members: dict[str, Any] = field(default_factory=dict)

    def url(self, path: str = "") -> str:
        return f"/groep/{self.row.slug}/{path}"


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """PostgreSQL and Redis of this test process."""
    found = Engines(tmp_path_factory.mktemp("engines"), durable=False)
    with found:
        yield found
        connections.close_all()
    found.remove()


@pytest.fixture(scope="session")
def django_db_setup(engines: Engines, django_db_blocker: Any) -> None:
    """The database as `mdo migrate` makes it, with two groups made by replay."""
    point_settings_at(engines)
    from mdo_foundation.targetgroups.archive import get_archive
    from mdo_tenants.provisioning.migrating import migrate_all

    with django_db_blocker.unblock():
        assert migrate_all(IN_GROUP_GRANTS) == []
        assert get_archive().target_groups  # read now, so that no test counts that query
        for slug, name in (("wilgendal", "Wilgendal"), ("zandplaat", "Zandplaat")):
            make_group(slug, name)


def point_settings_at(engines: Engines) -> None:
    """Let Django, and the processes that tests start, use these engines."""
    urls = {"default": engines.postgres_dsn("mdo_web", "mdo"), "owner": engines.postgres_dsn("mdo_owner", "mdo")}
    for alias, url in urls.items():
        wanted = database(url, owner=alias == "owner")
        entry = connections.settings[alias]
        entry.update({key: wanted[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")})
        connections[alias].settings_dict.update(entry)
    settings.REDIS_URL = engines.redis_url
    caches.settings["default"]["LOCATION"] = engines.redis_url
    with suppress(AttributeError):  # made already, with the address before
        del caches["default"]
    from mdo_platform.project.celery import app

    app.conf.broker_url = engines.redis_url.replace("unix://", "redis+socket://", 1)
    os.environ.update(DATABASE_URL=urls["default"], OWNER_DATABASE_URL=urls["owner"], REDIS_URL=engines.redis_url)


def make_group(slug: str, name: str, *, target_groups: tuple[str, ...] = ("palliatief", "kwetsbare_ouderen")) -> Any:
    """An active group with its schema, outside any transaction of a test."""
    from mdo_tenants.groups.models import Group, GroupTargetGroup
    from mdo_tenants.provisioning.template import create_schema

    schema = "g_" + slug.replace("-", "")
    version = create_schema(schema)
    row = Group.objects.create(
        slug=slug, name=name, schema_name=schema, schema_version=version, status=Group.Status.ACTIVE
    )
    for code in target_groups:
        GroupTargetGroup.objects.create(group=row, code=code)
    return row


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    """As after a build: translations, which Django reads once per process, and the folder of static files."""
    from mdo_foundation.ui.build import compile_catalogues

    compile_catalogues()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _public_again(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test may leave the connection in a group's schema."""
    yield
    wrapper = connections["default"]
    assert wrapper.schema_name == "public", "the test ended inside a group"


@pytest.fixture
def wilgendal(db: None) -> Place:
    from mdo_tenants.groups.models import Group

    return Place(Group.objects.get(slug="wilgendal"))


@pytest.fixture
def zandplaat(db: None) -> Place:
    from mdo_tenants.groups.models import Group

    return Place(Group.objects.get(slug="zandplaat"))


@pytest.fixture
def make_member(db: None) -> Callable[..., Any]:
    """`make_member(place, "gp", name="Anna Akkerwinde", organisation_id=None)` gives a User with that membership."""

    def make(place: Place, *roles: str, name: str = "", organisation_id: UUID | None = None, **fields: Any) -> Any:
        from mdo_tenants.groups.models import Membership

        user = make_user(name or f"{'-'.join(roles)} {place.row.slug}", **fields)
        Membership.objects.create(group=place.row, user=user, roles=list(roles), organisation_id=organisation_id)
        return user

    return make


_counter = iter(range(1, 10**9))


def make_user(name: str, **fields: Any) -> Any:
    """A person with the tests' password and a TOTP device."""
    from mdo_tenants.accounts.models import User

    user = User(email=f"persoon{next(_counter)}@demo.invalid", full_name=name, **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """A client whose session carries both factors, made by the portal's own log-in service."""

    def make(user: Any, **options: Any) -> Client:
        from django.contrib.sessions.backends.base import SessionBase
        from django.test import RequestFactory
        from django.utils.module_loading import import_string

        from mdo_tenants.accounts.services.sessions import complete_login, open_pending

        client = Client(**options)
        store: type[SessionBase] = import_string(settings.SESSION_ENGINE + ".SessionStore")
        request = RequestFactory().post("/inloggen/code/")
        request.session = store()
        from django.contrib.auth.models import AnonymousUser

        request.user = AnonymousUser()
        open_pending(request, user, next_path=None)
        complete_login(request, user)
        request.session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
        return client

    return make


@pytest.fixture
def installed(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """`installed(without=["palliatief"])`, `installed(palliatief=lambda group: ...)`: as after another release.

    Called without arguments it is as it was.
    """
    from mdo_foundation.targetgroups import registry
    from mdo_foundation.targetgroups.archive import get_archive
    from mdo_plugin_api.testing import Plugin

    load_plugins = registry.load_plugins

    def restart() -> None:
        registry.get_registry.cache_clear()
        assert get_archive().target_groups  # read now, so that no test counts that query

    def change(*, without: Iterable[str] = (), **changed: Callable[[Any], Any]) -> None:
        def load(**options: Any) -> tuple[Plugin, ...]:
            kept = [one for one in load_plugins(**options) if one.target_group.code not in without]
            same: Callable[[Any], Any] = lambda group: group  # noqa: E731 - the default of a lookup
            return tuple(Plugin(changed.get(one.target_group.code, same)(one.target_group), one.hook) for one in kept)

        monkeypatch.setattr(registry, "load_plugins", load)
        restart()

    yield change
    monkeypatch.setattr(registry, "load_plugins", load_plugins)
    restart()


def wait_until(check: Callable[[], bool], *, seconds: float = 20) -> None:
    """Wait for something of another process; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


__all__ = ["PASSWORD", "Path", "Place", "make_group", "make_user", "urlsplit", "wait_until"]
