"""Texts for the screen go through gettext, also those in Python. (Templates have their own lint.)"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ERRORS = {"PortalError", "NotAllowed", "NotFound", "Invalid", "Conflict", "ValidationError"}
MESSAGES = {"success", "error", "info", "warning"}
KEYWORDS = {"label", "help_text", "empty_label"}
# In serializers it is documentation of the API for developers, in English.
NOT_SHOWN_IN_API = {"help_text"}
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2}")


def is_bare_text(node: ast.expr) -> bool:
    """A literal with words in it, or an f-string, which gettext can never find."""
    if isinstance(node, ast.JoinedStr):
        return any(is_bare_text(part) for part in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(WORD.search(node.value))


def shown_texts(call: ast.Call, keywords: set[str]) -> Iterator[ast.expr]:
    """What this call will show to a person."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name in ERRORS:
        yield from call.args[:1]
    if name in MESSAGES and isinstance(owner, ast.Name) and owner.id == "messages":
        yield from call.args[1:2]
    yield from (keyword.value for keyword in call.keywords if keyword.arg in keywords)


def choice_labels(definition: ast.ClassDef) -> Iterator[ast.expr]:
    if any(ast.unparse(base).endswith("Choices") for base in definition.bases):
        for line in definition.body:
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
                yield line.value.elts[-1]


def bare_texts(source: str, keywords: set[str] = KEYWORDS) -> list[int]:
    """Lines with a text for the screen that gettext does not see."""
    found = []
    for node in ast.walk(ast.parse(source)):
        texts = shown_texts(node, keywords) if isinstance(node, ast.Call) else ()
        labels = choice_labels(node) if isinstance(node, ast.ClassDef) else ()
        found += [text.lineno for text in (*texts, *labels) if is_bare_text(text)]
    return found


def test_every_text_in_python_is_marked(modules: dict[Path, str]) -> None:
    found = [
        f"{path}:{line}"
        for path, text in modules.items()
        if path.parts[0] != "plugins"
        for line in bare_texts(text, KEYWORDS - NOT_SHOWN_IN_API if "api" in path.parts else KEYWORDS)
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "raise NotAllowed('Dit mag niet.')",
        "raise errors.Invalid(f'{name} ontbreekt.')",
        "messages.success(request, 'Opgeslagen.')",
        "forms.CharField(label='Naam')",
        "class Status(models.TextChoices):\n    OPEN = 'open', 'Open'",
    ],
)
def test_a_bare_text_is_found(source: str) -> None:
    assert bare_texts(source)


@pytest.mark.parametrize(
    "source",
    [
        "raise NotAllowed(_('Dit mag niet.'))",
        "raise Invalid(_('%(name)s ontbreekt.') % {'name': name})",
        "forms.CharField(label='')",
        "class Status(models.TextChoices):\n    OPEN = 'open', _('Open')",
        "logger.info('started')",
    ],
)
def test_a_marked_text_is_left_alone(source: str) -> None:
    assert bare_texts(source) == []
