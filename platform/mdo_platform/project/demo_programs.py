"""What the demo consists of: its engines, its programs, and the variables that tell them about each other."""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from mdo_platform.project.children import Program
from mdo_platform.project.embedded import Engines
from mdo_platform.project.embedded.engine import Engine

_REPOSITORY = Path(__file__).resolve().parents[3]
_PYTHON = (sys.executable, "-m")
PERSON = "demo person: "  # how `mdo seed` begins the lines that are meant for whoever starts the demo
MDO = (*_PYTHON, "mdo_platform.project.cli")
_CELERY = (*_PYTHON, "celery", "--app", "mdo_platform.project.celery", "--quiet")
_WORKER = ("--concurrency", "2", "--without-gossip", "--without-mingle")
# Celery warns at length against root; here it works for one person, with JSON messages only.
_AS_ROOT = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
_DATABASES = {"DATABASE_URL": "mdo_web", "OWNER_DATABASE_URL": "mdo_owner"}

Variables = dict[str, str]


class DemoError(Exception):
    """The demo cannot go on; `str()` is one line for a person at a terminal."""


def folder() -> Path:
    return Path(os.environ.get("MDO_DEMO_DIR", _REPOSITORY / ".demo")).absolute()


def build_folder() -> Path:
    """As the settings have it, which are not loaded here."""
    return Path(os.environ.get("MDO_BUILD_DIR", _REPOSITORY / ".cache" / "build"))


def listen(port: int) -> socket.socket:
    """Take the port before anything else starts. The child inherits the socket, so nobody comes in between."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        listening.close()
        reason = "is taken" if isinstance(error, OSError) and error.errno != errno.EACCES else "cannot be used"
        other = 8001 if port == 8000 else 8000
        raise DemoError(f"Port {port} {reason}. Choose another one: PORT={other} make demo") from None
    listening.listen(128)
    return listening


def start_engines(stack: AsyncExitStack) -> tuple[Variables, list[Engine]]:
    """Start what no variable replaces; the addresses of all."""
    given = {name: os.environ[name] for name in (*_DATABASES, "REDIS_URL") if os.environ.get(name)}
    own_databases = sum(name in given for name in _DATABASES)
    if own_databases == 1:
        raise DemoError("Set both DATABASE_URL and OWNER_DATABASE_URL, or neither.")
    if len(given) == 3:
        return given, []
    engines = Engines(folder() / "engines", durable=True)
    engines.start(postgres=not own_databases, redis="REDIS_URL" not in given)
    stack.callback(engines.stop)
    ours = {name: engines.postgres_dsn(user, "mdo") for name, user in _DATABASES.items()}
    ours["REDIS_URL"] = engines.redis_url
    return ours | given, [engine for engine in (engines.postgres, engines.redis) if engine.process]


def own_variables(port: int, *, mail_port: int) -> Variables:
    return {
        "DJANGO_SETTINGS_MODULE": "mdo_platform.project.settings.demo",
        "MDO_DEMO": "1",
        "MDO_REPLY_ADDRESS": "mdo@demo.invalid",
        "MDO_DEMO_DIR": str(folder()),
        "MDO_SMTP_HOST": "127.0.0.1",
        "MDO_SMTP_PORT": str(mail_port),
        "PORT": str(port),
    }


def program(name: str, *command: str | Path, variables: Variables, inherit: tuple[int, ...] = ()) -> Program:
    environment = os.environ | variables | {"PYTHONUNBUFFERED": "1"}
    return Program(name, command, environment=environment, folder=_REPOSITORY, inherit=inherit)


def programs(variables: Variables, *, web: socket.socket, mail: socket.socket) -> list[Program]:
    """In order of start."""
    post, beat = folder() / "post", folder() / "schedule"
    catcher = (*_PYTHON, "mdo_platform.project.mailcatcher", "--fd", str(mail.fileno()), "--folder", post)
    replies = ("--reply-address", variables["MDO_REPLY_ADDRESS"])
    gunicorn = (*_PYTHON, "gunicorn", "mdo_platform.project.wsgi:application", "--bind", f"fd://{web.fileno()}")
    threads = ("--worker-class", "gthread", "--threads", "8", "--no-control-socket")
    return [
        program("mail", *catcher, *replies, variables=variables, inherit=(mail.fileno(),)),
        program("worker", *_CELERY, "worker", *_WORKER, variables=variables | _AS_ROOT),
        program("scheduler", *_CELERY, "beat", "--schedule", beat, variables=variables),
        program("web", *gunicorn, *threads, variables=variables, inherit=(web.fileno(),)),
    ]
