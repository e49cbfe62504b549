"""Who can get in: only the user who started the engines, over a socket, as one of two roles."""

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from mdo_platform.project.embedded import Engines
from mdo_platform.project.embedded.process import leftovers


@pytest.fixture
def owner(running: Engines) -> Iterator[psycopg.Connection]:
    with psycopg.connect(running.postgres_dsn("mdo_owner", "mdo"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def web(running: Engines) -> Iterator[psycopg.Connection]:
    with psycopg.connect(running.postgres_dsn("mdo_web", "mdo"), autocommit=True) as connection:
        yield connection


def network_sockets(pid: int) -> set[str]:
    """Addresses of the TCP and UDP sockets that this process holds."""
    held = {os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()}
    rows = [row.split() for table in ("tcp", "tcp6", "udp", "udp6") for row in _rows(Path(f"/proc/{pid}/net/{table}"))]
    return {row[1] for row in rows if f"socket:[{row[9]}]" in held}


def _rows(table: Path) -> list[str]:
    return table.read_text().splitlines()[1:] if table.exists() else []


def test_nothing_listens_on_the_network(running: Engines) -> None:
    data = (running.root / "data").resolve()
    pids = leftovers(data / "postgresql") + leftovers(data / "redis")
    assert len(pids) > 2
    assert {address for pid in pids for address in network_sockets(pid)} == set()
    with redis.from_url(running.redis_url) as client:
        assert client.config_get("port") == {"port": "0"}


def test_the_sockets_are_private(running: Engines) -> None:
    folder = Path(os.readlink(running.root / "sockets"))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(entry.stat().st_mode) & 0o077 for entry in folder.iterdir() if entry.is_socket()} == {0}
    assert len(str(folder / ".s.PGSQL.5432")) < 107


def test_the_data_are_private(running: Engines) -> None:
    data = (running.root / "data").resolve()
    assert {stat.S_IMODE((data / name).stat().st_mode) for name in ("postgresql", "redis")} == {0o700}


def test_the_superuser_cannot_log_in(running: Engines) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
        psycopg.connect(running.postgres_dsn("postgres", "mdo"))


def test_another_user_is_not_let_in_by_the_server_either(running: Engines) -> None:
    """Would the folder be open, the server still asks the kernel who is there: `peer`, for the starter's name only."""
    data = (running.root / "data" / "postgresql").resolve()
    rules = [line for line in (data / "pg_hba.conf").read_text().splitlines() if line]
    assert rules == ["local all mdo_owner,mdo_web peer map=mdo"]
    names = {line.split()[1].strip('"') for line in (data / "pg_ident.conf").read_text().splitlines()}
    assert names == {pwd.getpwuid(os.geteuid()).pw_name}


def test_the_web_role_owns_nothing(web: psycopg.Connection) -> None:
    rights = "rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
    row = web.execute(f"SELECT {rights} FROM pg_roles WHERE rolname = 'mdo_web'").fetchone()
    assert row == (False,) * 6
    owned = web.execute("SELECT count(*) FROM pg_shdepend WHERE refobjid = 'mdo_web'::regrole AND deptype = 'o'")
    assert owned.fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE SCHEMA mine",
        "CREATE TABLE public.mine ()",
        "CREATE TEMP TABLE mine ()",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "SET ROLE mdo_owner",
    ],
)
def test_the_web_role_may_make_nothing(web: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(statement)


def test_the_web_role_reaches_no_other_database(running: Engines) -> None:
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(running.postgres_dsn("mdo_web", database))


def test_the_owner_lends_a_group_to_the_web_role(owner: psycopg.Connection, web: psycopg.Connection) -> None:
    owner.execute("CREATE ROLE g_one NOLOGIN")
    owner.execute("GRANT g_one TO mdo_web WITH INHERIT FALSE, SET TRUE")
    owner.execute("CREATE SCHEMA g_one")
    owner.execute("CREATE TABLE g_one.note AS SELECT 'hello' AS text")
    owner.execute("GRANT USAGE ON SCHEMA g_one TO g_one")
    owner.execute("GRANT SELECT ON g_one.note TO g_one")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("SELECT text FROM g_one.note")
    web.execute("SET ROLE g_one")
    assert web.execute("SELECT text FROM g_one.note").fetchone() == ("hello",)


def test_the_owner_makes_test_databases(running: Engines) -> None:
    with psycopg.connect(running.postgres_dsn("mdo_owner", "postgres"), autocommit=True) as maintenance:
        maintenance.execute("CREATE DATABASE test_mdo")
    with psycopg.connect(running.postgres_dsn("mdo_owner", "test_mdo")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("extension", ["pg_trgm", "btree_gist", "citext", "unaccent"])
def test_the_owner_may_add_an_extension(owner: psycopg.Connection, extension: str) -> None:
    owner.execute(f"CREATE EXTENSION {extension}")


def test_what_people_type_stays_out_of_the_log(running: Engines, owner: psycopg.Connection) -> None:
    owner.execute("CREATE TABLE person (name text UNIQUE)")
    owner.execute("INSERT INTO person VALUES ('Kanarie-Demo')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        owner.execute("INSERT INTO person VALUES ('Kanarie-Demo')")
    log = (running.root / "postgresql.log").read_text()
    assert "duplicate key" in log
    assert "Kanarie" not in log
