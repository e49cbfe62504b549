"""What the pages tell people to type exists."""

import os
import re
from pathlib import Path

MAKE = re.compile(r"(?:^|`)(?:[A-Z_]+=\S+ )*make ([a-z][a-z0-9-]*)", re.MULTILINE)


def test_every_make_target_that_is_named_exists(root: Path, texts: dict[Path, str]) -> None:
    targets = set(re.findall(r"^([a-z][a-z0-9-]*):", (root / "Makefile").read_text(), re.MULTILINE))
    named = {
        (str(path), target)
        for path, text in texts.items()
        if path.suffix in {".md", ".py", ".yaml", ".toml"}
        for target in MAKE.findall(text)
    }
    assert {(path, target) for path, target in named if target not in targets} == set()


def test_every_target_is_explained_by_make_help(root: Path) -> None:
    makefile = (root / "Makefile").read_text()
    phony = set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split())
    explained = set(re.findall(r"@echo 'make ([a-z0-9-]+)", makefile))
    assert phony - explained == {"help", "browser"}


def test_ci_runs_all_of_make_test(root: Path) -> None:
    script = root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-1] == "exec make test"
