"""The folder tells the floor, and `platform/` must never hide Python's own module of that name."""

import platform
import sysconfig
from pathlib import Path


def test_platform_is_the_one_of_python() -> None:
    assert Path(platform.__file__).parent == Path(sysconfig.get_path("stdlib"))


def test_the_platform_folder_holds_packages_only(root: Path) -> None:
    assert [entry.name for entry in (root / "platform").glob("*.py")] == []
    assert not (root / "tests" / "platform").exists()


def test_what_a_machine_makes_is_not_committed(tracked: list[Path], root: Path) -> None:
    """`uv.lock` names the registry that was asked; `requirements.lock` is the one lock that is kept."""
    names = {path.relative_to(root).parts[0] for path in tracked} | {path.name for path in tracked}
    assert names.isdisjoint({"uv.lock", ".venv", ".demo", ".cache", "node_modules", "__pycache__"})
