"""Reads the sources of a plugin, so that one that knows more than it may is not even run."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path


def problem_of(package: str) -> str:
    """What a plugin may not, and the mend; empty when there is nothing."""
    folders = getattr(find_spec(package), "submodule_search_locations", None) or ()
    names: set[str] = set()
    for file in (file for folder in folders for file in sorted(Path(folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module or "")
    roots = {name.partition(".")[0] for name in names} - {package, "mdo_plugin_api"}
    foreign = sorted(root for root in roots if root == "django" or root.startswith("mdo_"))
    return f"imports {foreign[0]}; a plugin knows mdo_plugin_api only, so take it out" if foreign else ""
