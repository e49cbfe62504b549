"""The translations: what the sources say, what the catalogues hold, and where the two differ.

The texts in the sources are Dutch and are their own msgids. `nl` holds all of them, so that a variant of the Dutch can
be derived from it. `en` holds those of Python: everything that the API can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parents[3]
LOCALES: Final = Path(__file__).with_name("locale")
SOURCE_LANGUAGE: Final = "nl"
_FOLDERS: Final = ("platform", "tenants", "billing")
_KEYWORDS: Final = DEFAULT_KEYWORDS | {
    f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")
}
_PLACEHOLDER: Final = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
# No dates and no names: a file changes only when a text does.
_HEADER: Final = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def used_texts(root: Path = ROOT) -> dict[str, Catalog]:
    """Per language the texts that its catalogue must hold, with the files that use them."""
    python = [path for folder in _FOLDERS for path in sorted((root / folder).rglob("*.py"))]
    templates = [path for folder in _FOLDERS for path in sorted((root / folder).rglob("templates/**/*.*"))]
    return {"nl": _texts_of(root, [*python, *templates]), "en": _texts_of(root, python)}


def findings(root: Path = ROOT, locales: Path = LOCALES) -> list[str]:
    """What is wrong with the catalogues, in sentences for a developer."""
    return [
        f"{language}: {text}"
        for language, used in used_texts(root).items()
        for text in _differences(used, _read(locales, language))
    ]


def update(root: Path = ROOT, locales: Path = LOCALES) -> None:
    """Brings the catalogues in line with the sources. A new text is its own Dutch; its English is left to a person."""
    for language, used in used_texts(root).items():
        held = _read(locales, language)
        for message in used:
            known = held.get(message.id, message.context)
            if known is not None and known.pluralizable == message.pluralizable:
                message.string = known.string
                message.flags = known.flags
            elif language == SOURCE_LANGUAGE:
                message.string = message.id
        _write(locales, language, used)


def _texts_of(root: Path, paths: Iterable[Path]) -> Catalog:
    found = Catalog(fuzzy=False)
    for path in paths:
        for _line, text, _comments, context in extract("python", BytesIO(_python(path)), _KEYWORDS):
            found.add(text, locations=[(path.relative_to(root).as_posix(), 0)], context=context)
    return found


def _python(path: Path) -> bytes:
    """The source itself; of a template, its texts as calls of gettext."""
    if path.suffix == ".py":
        return path.read_bytes()
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # Python's tokenizer refuses the indentation of markup.
    return "\n".join(line.lstrip() for line in calls.splitlines()).encode()


def _differences(used: Catalog, held: Catalog) -> Iterator[str]:
    for message in _sorted(used):
        known = held.get(message.id, message.context)
        if known is None or known.pluralizable != message.pluralizable:
            yield f"missing: {message.id!r}"
        elif not all(_forms(known.string)):
            yield f"not translated: {message.id!r}"
        elif known.fuzzy:
            yield f"marked fuzzy: {message.id!r}"
        elif _placeholders(known.string) != _placeholders(message.id):
            yield f"other placeholders: {message.id!r}"
    for message in (*_sorted(held), *held.obsolete.values()):
        if used.get(message.id, message.context) is None:
            yield f"not used any more: {message.id!r}"


def _sorted(catalogue: Catalog) -> list[Message]:
    return sorted(message for message in catalogue if message.id)


def _forms(text: str | Iterable[str] | None) -> list[str]:
    """Singular and plural, or the one form of a text without a plural."""
    return [text or ""] if isinstance(text, str | None) else list(text)


def _placeholders(text: str | Iterable[str] | None) -> list[set[str]]:
    return [set(_PLACEHOLDER.findall(form.replace("%%", ""))) for form in _forms(text)]


def _path(locales: Path, language: str) -> Path:
    return locales / language / "LC_MESSAGES" / "django.po"


def _read(locales: Path, language: str) -> Catalog:
    path = _path(locales, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _write(locales: Path, language: str, catalogue: Catalog) -> None:
    body = BytesIO()
    write_po(body, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False)
    path = _path(locales, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_HEADER.format(language=language).encode() + body.getvalue())
