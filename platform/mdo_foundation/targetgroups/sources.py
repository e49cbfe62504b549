"""Reads the sources of a plugin, so that one that does more than a plugin may is not even run.

No sandbox: it stops what is written down plainly, and gives whoever reviews a plugin less to look for
(docs/security/threat-model.md, boundary 6).
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_DATA = {"collections", "collections.abc", "copy", "csv", "dataclasses", "enum", "importlib.resources", "json", "types"}
_NUMBERS = {"bisect", "decimal", "fractions", "heapq", "math", "numbers", "operator", "statistics"}
_TEXTS = {"re", "string", "textwrap", "unicodedata"}
_LANGUAGE = {"__future__", "abc", "functools", "itertools", "typing"}
_OURS = {"mdo_plugin_api", "mdo_plugin_api.fieldsets", "mdo_plugin_api.instruments"}
ALLOWED = _DATA | _NUMBERS | _TEXTS | _LANGUAGE | _OURS | {"calendar", "datetime"}
# What reaches files, code, other modules or the screen, or sets something for everybody.
_CODE = {"breakpoint", "compile", "eval", "exec", "help", "input", "memoryview", "open", "print"}
_NAMESPACES = {"delattr", "getattr", "globals", "locals", "setattr", "vars"}
_MODULES = {"bltns", "builtins", "import_module", "io", "modules", "os", "sys"}
_PATHS = {"chmod", "hardlink_to", "mkdir", "rename", "rmdir", "symlink_to", "touch", "unlink"}
_WRITING = {"write_bytes", "write_text", *_PATHS}
_MEMBERS = {"attrgetter", "eval", "exec", "format_map", "methodcaller", "open", *_WRITING}
_BUILT_IN, _AFTER_A_DOT = _CODE | _NAMESPACES, _MODULES | _MEMBERS | {"DefaultContext", "setcontext"}
_DUNDER = re.compile(r"__\w+__")
_OPEN_DUNDERS = {"__all__", "__doc__", "__name__", "__package__", "__slots__", "__version__"}
_MEND = "a plugin knows its own package, mdo_plugin_api and the pure part of the standard library only, so take it out"


def problem_of(package: str) -> str:
    """What a plugin may not, and the mend; empty when there is nothing. Runs nothing of it."""
    spec = find_spec(package)
    if spec is None:
        return ""  # the import will say so
    for place in spec.submodule_search_locations or (spec.origin or "",):
        for problem in _problems(Path(place), package):
            return problem
    return ""


def _problems(place: Path, package: str) -> Iterator[str]:
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    if not any(file.suffix == ".py" and file.is_file() for file in files):
        yield f"has no sources in {place.name}; install it as files"
    for file in files:
        name = file.name if file == place else file.relative_to(place).as_posix()
        if file.is_symlink() or (file.suffix in (".so", ".pyd", ".pyc") and file.parent.name != "__pycache__"):
            yield f"holds {name}, which cannot be read as source; leave it out"
        elif file.suffix == ".py" and file.is_file():
            yield from (f"{name} {problem}" for problem in _problems_in(file.read_bytes(), package))


def _problems_in(source: bytes, package: str) -> Iterator[str]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        yield f"cannot be read ({type(error).__name__}); mend it"
        return
    for node in nodes:
        for module in _modules(node, package):
            yield f"line {_line(node)} imports {module}; {_MEND}"
    for node in nodes:
        for word in _words(node):
            yield f"line {_line(node)} uses {word}; a plugin computes from what it is given, so take it out"
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load) and not _is_of_self(node):
            yield f"line {_line(node)} changes {node.attr} of something; a plugin changes nothing, so make a new value"


def _modules(node: ast.AST, package: str) -> Iterator[str]:
    """The modules that a plugin may not know, also those inside one that it may (`from dataclasses import sys`)."""
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names if not _is_allowed(one.name, package))
    if isinstance(node, ast.ImportFrom) and not node.level:
        module = node.module or ""
        names = [one.name for one in node.names]
        if not _is_allowed(module, package):
            yield module
        elif module == "mdo_plugin_api":
            yield from (f"{module}.{name}" for name in names if name == "testing")
        elif module.partition(".")[0] != package:
            yield from (name for name in names if name in sys.stdlib_module_names - ALLOWED)


def _is_allowed(module: str, package: str) -> bool:
    return module in ALLOWED or module.partition(".")[0] == package


def _words(node: ast.AST) -> Iterator[str]:
    """The names in a node that a plugin may not use."""
    match node:
        case ast.Constant(value=str(text)):
            yield from _DUNDER.findall(text)  # "{0.__class__}".format(…)
        case ast.Name(id=word):
            yield from (word for word in [word] if word in _BUILT_IN or _is_dunder(word))
        case ast.Attribute(attr=word) if word not in _OPEN_DUNDERS:
            is_private = word.startswith("_") and not _is_of_self(node)  # statistics.random._os
            yield from (word for word in [word] if word in _AFTER_A_DOT or _is_dunder(word) or is_private)
        case ast.ImportFrom(names=names):
            words = [one.name for one in names]
            yield from (word for word in words if word in _AFTER_A_DOT | _BUILT_IN or _is_dunder(word))
        case ast.MatchClass(kwd_attrs=words):
            yield from filter(_is_dunder, words)


def _is_dunder(word: str) -> bool:
    return word.startswith("__") and word not in _OPEN_DUNDERS


def _is_of_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "self"


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)
