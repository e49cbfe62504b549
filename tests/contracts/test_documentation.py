"""What the documentation names exists, and what must be named is: it cannot lie about what a machine can check."""

from __future__ import annotations

import argparse
import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from django.core.management import get_commands

from mdo_platform.project.cli import _parser
from mdo_platform.project.settings import base
from mdo_tenants.groups.demo import DEMO_GROUPS
from mdo_tenants.groups.tokens import SCOPES
from tests.contracts import drawings
from tests.repository.conftest import ROOT

FOLDERS = ("docs", "platform", "tenants", "billing", "plugins", "helm", "tests")
PAGES = sorted({*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))})
TOP = (*FOLDERS, ".ci")

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\ssrc=\"([^\"]+)\"")
TEST = re.compile(r"((?:tests|plugins)/[\w/]+\.py)::(\w+)")
MDO = re.compile(r"(?:^|[`/$]\s?)mdo((?: [a-z][a-z_-]*)+)", re.MULTILINE)
MAKE_HELP = re.compile(r"@echo 'make ([a-z0-9-]+)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
VARIABLE_ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


@cache
def text(page: str) -> str:
    return (ROOT / page).read_text()


def pages() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        name = str(page.relative_to(ROOT))
        yield name, text(name)


def slug(heading: str) -> str:
    """The anchor that a heading gets on the usual hosts."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_there_are_pages_to_check() -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/security/threat-model.md"} <= {name for name, _text in pages()}


def test_every_link_leads_somewhere() -> None:
    broken = []
    for name, content in pages():
        for markdown, image in LINK.findall(FENCED.sub("", content)):
            path, _hash, anchor = (markdown or image).partition("#")
            if re.match(r"[a-z]+:", path):
                continue
            target = (ROOT / name).parent / unquote(path) if path else ROOT / name
            anchors = {slug(one) for one in HEADING.findall(target.read_text())} if anchor and target.exists() else {""}
            if not target.exists() or anchor not in anchors:
                broken.append((name, markdown or image))
    assert broken == []


def test_every_path_that_is_named_exists() -> None:
    """In code marks, from the top of the repository or of a plugin; names with a placeholder are left alone."""
    homes = [ROOT, *(ROOT / "plugins").glob("*/")]
    named = {
        (name, path)
        for name, content in pages()
        for path in (found.partition("::")[0] for found in INLINE.findall(FENCED.sub("", content)))
        if path.split("/")[0] in TOP and "/" in path and not re.search(r"[<>*… ,]", path)
    }
    assert {(name, path) for name, path in named if not any((home / path).exists() for home in homes)} == set()


def test_every_test_that_is_named_exists() -> None:
    named = {(name, *found) for name, content in pages() for found in TEST.findall(content)}
    assert len(named) > 50
    assert {one for one in named if one[2] not in functions_of(one[1])} == set()


@cache
def functions_of(file: str) -> set[str]:
    path = ROOT / file
    tree = ast.parse(path.read_text()) if path.exists() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_command_that_is_named_exists() -> None:
    named = {(name, tuple(words.split())) for name, content in pages() for words in MDO.findall(content)}
    assert {("docs/operations/README.md", ("migrate",)), ("CONTRIBUTING.md", ("plugin", "snapshot"))} <= {
        (name, words[:2]) for name, words in named
    }
    assert {(name, words) for name, words in named if not is_command(words)} == set()


def is_command(words: tuple[str, ...]) -> bool:
    commands = actions(_parser())
    if words[0] == "manage":
        return len(words) == 1 or words[1] in get_commands()
    if words[0] not in commands:
        return False
    inner = actions(commands[words[0]])
    return not inner or len(words) == 1 or words[1] in inner


def actions(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return next((dict(one.choices) for one in found), {})


def test_every_make_target_is_explained_to_developers() -> None:
    """That what is named exists, is in tests/repository/test_commands.py."""
    explained = set(re.findall(r"^\| `make ([a-z0-9-]+)` \|", text("CONTRIBUTING.md"), re.MULTILINE))
    assert explained == set(MAKE_HELP.findall(text("Makefile")))


def test_the_readme_lists_every_variable_and_no_other() -> None:
    listed = VARIABLE_ROW.findall(text("README.md"))
    assert len(listed) == len(set(listed))
    assert set(listed) == set(variables())


def variables() -> Iterator[str]:
    """Every environment variable that the roof reads by name."""
    yield from (f"MDO_SELLER_{name.upper()}" for name in base.MDO_SELLER)
    for file in (ROOT / "platform" / "mdo_platform" / "project").rglob("*.py"):
        source = file.read_text()
        yield from re.findall(r"""(?:environ\.(?:get|setdefault)\(|environ\[|_required\()["']([A-Z_]+)["']""", source)


def test_the_list_of_decisions_is_complete() -> None:
    listed = dict(re.findall(r"^\d+\. \[(.+)\]\((\S+)\)$", text("docs/adr/README.md"), re.MULTILINE))
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert list(listed.values()) == [page.name for page in decisions]
    headings = [HEADING.findall(page.read_text())[0] for page in decisions]
    assert [f"{number}. {title}" for number, title in enumerate(listed, start=1)] == headings


def test_the_drawn_states_are_those_of_the_code() -> None:
    page = drawings.PAGE.read_text()
    assert drawings.drawn(page) == page, "run `make fix`"


def test_the_api_page_names_every_scope() -> None:
    assert set(re.findall(r"`(\w+:(?:read|write))` \|", text("docs/developer/api.md"))) == set(SCOPES)


def test_the_people_of_the_readme_are_in_the_demo() -> None:
    named = set(re.findall(r"[\w.]+@demo\.invalid", text("README.md")))
    members = {person.email for group in DEMO_GROUPS for person in group.people}
    assert named - members == {"nelleke.netwerk@demo.invalid", "mila.medewerker@demo.invalid"}


def test_the_changelog_begins_with_this_version() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert re.findall(r"^## \[(.+?)\]", text("CHANGELOG.md"), re.MULTILINE)[0] == version
