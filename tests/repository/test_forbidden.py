"""What the decisions forbid (ADR 16): ways into a schema, or to rows, that go past the one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.repository.conftest import ROOT

SOURCES = sorted(path for top in ("platform", "tenants", "billing") for path in (ROOT / top).rglob("*.py"))
OUTER = [path for path in SOURCES if {"views", "views.py", "api", "api.py"} & set(path.relative_to(ROOT).parts)]
DOORS = {"schema_context", "tenant_context"}


def _names(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text())
    found = [(node.lineno, node.attr) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    found += [(node.lineno, node.id) for node in ast.walk(tree) if isinstance(node, ast.Name)]
    imported = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return found + [(node.lineno, alias.name) for node in imported for alias in node.names]


def _places(paths: list[Path], wrong: set[str]) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{line}" for path in paths for line, name in _names(path) if name in wrong]


def test_there_is_something_to_look_at():
    assert len(OUTER) > 20


def test_views_and_api_read_through_queries_and_write_through_services():
    assert _places(OUTER, {"objects", "_default_manager"}) == []


def test_in_group_is_the_only_way_into_a_schema():
    assert _places(SOURCES, DOORS) == []


@pytest.mark.parametrize("name", ["set_tenant", "set_schema", "set_schema_to_public"])
def test_only_the_cellar_and_the_migrations_switch_schemas(name):
    allowed = {"groups.py", "base.py", "template.py", "migrating.py"}
    assert [place for place in _places(SOURCES, {name}) if Path(place.split(":")[0]).name not in allowed] == []


def test_no_group_is_entered_with_the_librarys_own_with():
    """`with group:` swaps groups between threads (django-tenants keeps the former one on the class)."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.With):
                entered = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Name)]
                assert not {"group", "tenant"} & {one.id for one in entered}, f"{path}:{node.lineno}"
