"""A seeded fault in the running process: functions get the code of the edited file, and it is taken out afterwards.

The file itself is never touched. Every function of it that lives somewhere, behind decorators too, gets the edited
code; what the file assigns at its top (the rights table) is made anew from the edited text.
"""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.rights.mutants.seeds import Edit, Fault


@contextmanager
def applied(fault: Fault) -> Iterator[None]:
    with ExitStack() as edits:
        for edit in fault.edits:
            edits.enter_context(_edited(edit))
        yield


@contextmanager
def _edited(edit: Edit) -> Iterator[None]:
    module = sys.modules[".".join(Path(edit.path).with_suffix("").parts[1:])]
    file = str(module.__file__)
    before = Path(file).read_text(encoding="utf-8")
    assert before.count(edit.old) == 1, f"{edit.path} has no such place any more: {edit.old!r}"
    after = before.replace(edit.old, edit.new)
    kept = _swap_code(file, after)
    assigned = _swap_data(module, before, after)
    assert kept or assigned, f"nothing of {edit.path} was running"
    try:
        yield
    finally:
        for function, code in kept:
            function.__code__ = code
        for name, value in assigned.items():
            _put(module, name, value)


def _swap_code(file: str, after: str) -> list[tuple[FunctionType, CodeType]]:
    """Give every living function of the file its edited code; returns what they had, where that differs."""
    edited = dict(_codes(compile(after, file, "exec", dont_inherit=True)))
    kept = []
    gc.unfreeze()  # what was frozen for the speed of the tests is in no list of objects
    functions = [one for one in gc.get_objects() if type(one) is FunctionType]
    gc.freeze()
    for function in functions:
        code = function.__code__
        new = edited.get(code.co_qualname) if code.co_filename == file else None
        if new is not None and _differs(code, new):
            kept.append((function, code))
            function.__code__ = new
    return kept


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one.co_qualname, one
            yield from _codes(one)


def _differs(one: CodeType, other: CodeType) -> bool:
    if len(one.co_freevars) != len(other.co_freevars) or one.co_name == "<lambda>":
        return False
    return (one.co_code, one.co_names, _plain(one)) != (other.co_code, other.co_names, _plain(other))


def _plain(code: CodeType) -> list[Any]:
    """Constants, of nested functions their code and constants: lines may have moved."""
    return [(one.co_code, _plain(one)) if isinstance(one, CodeType) else one for one in code.co_consts]


def _swap_data(module: ModuleType, before: str, after: str) -> dict[str, Any]:
    """Assign anew what the top of the file assigns, when that was edited; returns the values of before."""
    old, new = (dict(_assignments(text)) for text in (before, after))
    if old == new:
        return {}
    scratch = ModuleType(f"{module.__name__}__seeded")
    scratch.__package__ = module.__package__
    sys.modules[scratch.__name__] = scratch  # dataclasses look their module up
    exec(compile(after, str(module.__file__), "exec", dont_inherit=True), vars(scratch))
    del sys.modules[scratch.__name__]
    kept = {name: _copy(getattr(module, name)) for name in new}
    for name in new:
        _put(module, name, getattr(scratch, name))
    return kept


def _assignments(text: str) -> Iterator[tuple[str, str]]:
    for node in ast.parse(text).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from ((target.id, ast.dump(node)) for target in targets if isinstance(target, ast.Name))


def _copy(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else value


def _put(module: ModuleType, name: str, value: Any) -> None:
    """A dictionary is filled anew: others may hold it."""
    present = getattr(module, name)
    if isinstance(present, dict):
        present.clear()
        present.update(value)
    else:
        setattr(module, name, value)
