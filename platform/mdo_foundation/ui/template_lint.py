"""Finds in templates what the content policy would block, what could let markup through, and text outside gettext.

Run over folders: `python -m mdo_foundation.ui.template_lint platform tenants billing`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

_VISIBLE_ATTRIBUTES: Final = frozenset(
    {"title", "alt", "placeholder", "label", "hint", "aria-label", "aria-description", "aria-roledescription"}
)
_ASSET_ATTRIBUTES: Final = {"script": "src", "img": "src", "link": "href", "source": "src", "use": "href"}
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_COMMENT: Final = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)
_TRANSLATED: Final = re.compile(r"\{%\s*(blocktrans(?:late)?)\b.*?%\}.*?\{%\s*end\1\s*%\}", re.DOTALL)
_ATTRIBUTE_BLOCK: Final = re.compile(r"\{%\s*block (?:body_class|html_attrs)\s*%\}.*?\{%\s*endblock.*?%\}", re.DOTALL)
_BLOCK_TAG: Final = re.compile(r"\{%.*?%\}", re.DOTALL)
_VARIABLE: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_SPOKEN_LITERAL: Final = re.compile(r"""\|(?:default|default_if_none|yesno|pluralize):(["'])(.*?)\1""")
_UNESCAPED: Final = re.compile(r"\|\s*(?:safe|safeseq)\b|\{%\s*autoescape\s+off\b")


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def lint_templates(folders: Iterable[Path]) -> list[Finding]:
    """Findings of every .html file in a `templates` folder below the given folders."""
    files = (path for folder in folders for path in sorted(folder.rglob("templates/**/*.html")))
    return [finding for path in files for finding in lint_source(path.read_text(encoding="utf-8"), path=str(path))]


def lint_source(source: str, *, path: str = "template") -> list[Finding]:
    without_comments = _COMMENT.sub(_only_newlines, source)
    findings = [
        Finding(path, _line_of(without_comments, match), "escaping is switched off")
        for match in _UNESCAPED.finditer(without_comments)
    ]
    reader = _Reader()
    reader.feed(_plain(without_comments))
    reader.close()
    return sorted(findings + [Finding(path, line, message) for line, message in reader.findings])


def main(arguments: list[str]) -> int:
    findings = lint_templates(Path(argument) for argument in arguments)
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    return 1 if findings else 0


def _plain(source: str) -> str:
    """The markup without template language; words written in a filter stay, so that they are seen where they appear."""
    for pattern in (_TRANSLATED, _ATTRIBUTE_BLOCK, _BLOCK_TAG):
        source = pattern.sub(_only_newlines, source)
    return _VARIABLE.sub(_spoken_literals, source)


def _only_newlines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _spoken_literals(match: re.Match[str]) -> str:
    return "".join(text for _, text in _SPOKEN_LITERAL.findall(match[0])) + _only_newlines(match)


def _line_of(source: str, match: re.Match[str]) -> int:
    return source.count("\n", 0, match.start()) + 1


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.findings: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.findings += ((self.getpos()[0], message) for message in _tag_findings(tag, values))

    def handle_data(self, data: str) -> None:
        if not _WORD.search(data):
            return
        leading = data[: len(data) - len(data.lstrip())].count("\n")
        self.findings.append((self.getpos()[0] + leading, f"text outside translate: {data.strip()[:60]!r}"))


def _tag_findings(tag: str, values: dict[str, str]) -> Iterator[str]:
    if tag == "script" and "src" not in values and values.get("type") != "application/json":
        yield "inline script"
    if tag == "style" or "style" in values:
        yield "inline style"
    for name, value in values.items():
        if name.startswith(("on", "hx-on")):
            yield f"inline handler {name}"
        if value.strip().lower().startswith(("javascript:", "js:")):
            yield f"script in {name}"
        if name in _VISIBLE_ATTRIBUTES and _WORD.search(value):
            yield f"text outside translate in {name}: {value[:60]!r}"
    if values.get(_ASSET_ATTRIBUTES.get(tag, ""), "").startswith(("http:", "https:", "//")):
        yield "asset of another site"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
