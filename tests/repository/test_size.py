"""Small pieces: a reader can hold one in the head."""

import ast
from pathlib import Path

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def test_no_module_is_too_long(modules: dict[Path, str]) -> None:
    lengths = {str(path): text.count("\n") for path, text in modules.items()}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_too_long(modules: dict[Path, str]) -> None:
    lengths = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, text in modules.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
