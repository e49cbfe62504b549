"""What extraction cannot see: texts that are made while running, and texts frozen in one language."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from mdo_platform.project.catalogue import ROOT

FUNCTIONS = {"gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}


def gettext_names(tree: ast.Module) -> dict[str, str]:
    """The names under which a module imported gettext's functions."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name.removesuffix("_lazy") in FUNCTIONS
    }


def computed(tree: ast.Module) -> list[int]:
    """Lines where the text is no literal."""
    names = gettext_names(tree)
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in names
        and not all(
            isinstance(text, ast.Constant) for text in node.args[: FUNCTIONS[names[node.func.id].removesuffix("_lazy")]]
        )
    ]


def while_importing(node: ast.AST) -> Iterator[ast.AST]:
    """Everything that runs when the module is imported: not the bodies of functions, but their defaults."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from while_importing(child.args)
            continue
        yield child
        yield from while_importing(child)


def frozen(tree: ast.Module) -> list[int]:
    """Lines that translate while the module is imported, for good in the language of that moment."""
    eager = {name for name, function in gettext_names(tree).items() if not function.endswith("_lazy")}
    calls = (node for node in while_importing(tree) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id in eager]


@pytest.mark.parametrize("wrong", [computed, frozen])
def test_every_text_can_be_found_and_translated(wrong) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in ("platform", "tenants", "billing")
        for path in (ROOT / folder).rglob("*.py")
        for line in wrong(ast.parse(path.read_bytes()))
    ]
    assert found == []


IMPORT = "from django.utils.translation import gettext, gettext_lazy as _, ngettext\n"


@pytest.mark.parametrize("line", ["def f(x):\n    return _(x)", "_(f'{1}')", "ngettext('dag', days, 2)"])
def test_a_computed_text_is_found(line: str) -> None:
    assert computed(ast.parse(IMPORT + line))


@pytest.mark.parametrize("line", ["TEXT = gettext('Naam')", "def f(text=gettext('Naam')): ..."])
def test_a_frozen_text_is_found(line: str) -> None:
    assert frozen(ast.parse(IMPORT + line))


@pytest.mark.parametrize("line", ["TEXT = _('Naam')", "def f():\n    return gettext('Naam')"])
def test_the_right_way_is_left_alone(line: str) -> None:
    tree = ast.parse(IMPORT + line)
    assert (computed(tree), frozen(tree)) == ([], [])
