"""Where an engine's files live: reachable for the user who runs it, and with a socket path the kernel accepts."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from importlib.util import find_spec
from pathlib import Path

from mdo_platform.project.embedded.errors import EngineError
from mdo_platform.project.embedded.process import Account, run

_PREFIX = "mdo-engines-"
# Anybody may write there, so folders get a random name and mode 0700.
_LASTING, _SHORT = Path("/var/tmp"), Path("/tmp")  # noqa: S108


def data_folder(root: Path, account: Account) -> Path:
    """`root/data`; for root a link to a folder under /var/tmp, since `root` may lie where `nobody` cannot come.

    The folder stays ours and lets others only pass (0711); what is in it belongs to the account (0700). A link that
    is already there is followed, also one that a person made to another disk.
    """
    place = root / "data"
    if not place.exists():
        place.unlink(missing_ok=True)
        if account.switch:
            _linked(place, _LASTING)
        else:
            place.mkdir(mode=0o700)
    place = place.resolve()
    if place.stat().st_uid != os.geteuid():
        raise EngineError(f"The data in {place} belongs to another user; start as that user, or remove {root}.")
    place.chmod(0o711 if account.switch else 0o700)
    return place


def _linked(link: Path, parent: Path) -> Path:
    """A new private folder with a link to it, and a link back, by which one that nothing refers to is known."""
    _remove_forgotten(parent)
    place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    link.symlink_to(place)
    (place / "link").symlink_to(link)
    return place


def _remove_forgotten(parent: Path) -> None:
    """A checkout that was deleted, or a test run that was killed, leaves its folders behind."""
    for place in parent.glob(f"{_PREFIX}*"):
        back = place / "link"
        if back.is_symlink() and not _leads_to(Path(os.readlink(back)), place):
            shutil.rmtree(place, ignore_errors=True)


def _leads_to(link: Path, place: Path) -> bool:
    return link.is_symlink() and Path(os.readlink(link)) == place


def own_folder(place: Path, account: Account) -> Path:
    place.mkdir(mode=0o700, exist_ok=True)
    account.own(place)
    return place


def socket_folder(root: Path, account: Account) -> Path:
    """A short private folder under /tmp (a socket's path has 107 bytes at most), the same one at every start."""
    link = root / "sockets"
    if link.is_symlink():
        place = Path(os.readlink(link))
        if _is_private(place, account):
            return place
        link.unlink()
    place = _linked(link, _SHORT)
    account.own(place)
    return place


def _is_private(place: Path, account: Account) -> bool:
    try:
        status = place.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == account.uid and stat.S_IMODE(status.st_mode) == 0o700


def wheel_folder(package: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(f"The package {package} is not installed; `make demo` and `make test` install it.")
    return Path(spec.submodule_search_locations[0])


def reachable(package: Path, binary: str, *, engine: str, account: Account, data: Path) -> tuple[Path, str]:
    """The program's path and version; in a copy of the package where the account cannot come to the installed one."""
    try:
        return package / binary, run([package / binary, "--version"], engine=engine, account=account, cwd=data)
    except PermissionError:
        program = _copied(package, data / f"{engine.lower()}-program") / binary
    try:
        return program, run([program, "--version"], engine=engine, account=account, cwd=data)
    except PermissionError:
        raise EngineError(f"{engine} may not be run from {data}: is that disk closed to others, or 'noexec'?") from None


def _copied(package: Path, place: Path) -> Path:
    """The package and the libraries that its wheel keeps beside it."""
    for folder in package.parent.glob(f"{package.name}*"):
        if folder.name in {package.name, f"{package.name}.libs"}:
            shutil.copytree(folder, place / folder.name, dirs_exist_ok=True, symlinks=True)
    return place / package.name


def remove(root: Path) -> None:
    """Remove all that the engines of this root ever wrote. Nothing may be running."""
    for link in (root / "data", root / "sockets"):
        if link.is_symlink():
            shutil.rmtree(os.readlink(link), ignore_errors=True)
    shutil.rmtree(root, ignore_errors=True)
