"""The translations hold what the sources say; whoever forgets one is told which."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_platform.project import catalogue

PYTHON = """
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

MESSAGE = _("Kies een %(what)s.")
COUNT = ngettext("%(count)d dag", "%(count)d dagen", 2)
MONTH = pgettext("maand", "mei")
"""
ENGLISH = """
msgid "Kies een %(what)s."
msgstr "Choose a %(what)s."

msgid "%(count)d dag"
msgid_plural "%(count)d dagen"
msgstr[0] "%(count)d day"
msgstr[1] "%(count)d days"

msgctxt "maand"
msgid "mei"
msgstr "May"
"""
TEMPLATE = """{% load i18n %}
    {% translate "Opslaan" %}
  <p title="{% translate 'Hulp' %}">{{ _("Sluiten") }}</p>
{% blocktranslate count number=days with who=name trimmed %}
  Nog {{ number }} dag voor {{ who }}
  {% plural %}
  Nog {{ number }} dagen
  voor {{ who }}
{% endblocktranslate %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Sources of one module and one template, with catalogues that are complete."""
    (tmp_path / "tenants" / "templates").mkdir(parents=True)
    (tmp_path / "tenants" / "rules.py").write_text(PYTHON)
    (tmp_path / "tenants" / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "en" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "en" / "LC_MESSAGES" / "django.po").write_text(ENGLISH)
    catalogue.update(tmp_path, tmp_path)
    assert catalogue.findings(tmp_path, tmp_path) == []
    return tmp_path


def edit(root: Path, language: str, old: str, new: str) -> None:
    path = root / language / "LC_MESSAGES" / "django.po"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_the_catalogues_hold_what_the_portal_says() -> None:
    assert catalogue.findings() == []


def test_texts_of_python_and_templates_are_found(root: Path) -> None:
    used = catalogue.used_texts(root)
    assert {message.id for message in used["en"] if message.id} == {
        "Kies een %(what)s.",
        ("%(count)d dag", "%(count)d dagen"),
        "mei",
    }
    assert {message.id for message in used["nl"] if message.id} - {message.id for message in used["en"]} == {
        "Opslaan",
        "Hulp",
        "Sluiten",
        ("Nog %(number)s dag voor %(who)s", "Nog %(number)s dagen voor %(who)s"),
    }
    assert used["en"].get("mei", "maand") is not None


def test_a_new_text_is_its_own_dutch_and_waits_for_its_english(root: Path) -> None:
    (root / "tenants" / "new.py").write_text('_("Nieuw")')
    assert catalogue.findings(root, root) == ["nl: missing: 'Nieuw'", "en: missing: 'Nieuw'"]
    catalogue.update(root, root)
    assert catalogue.findings(root, root) == ["en: not translated: 'Nieuw'"]


def test_a_text_that_is_gone_leaves_the_catalogues(root: Path) -> None:
    (root / "tenants" / "rules.py").write_text("")
    assert "en: not used any more: 'mei'" in catalogue.findings(root, root)
    catalogue.update(root, root)
    assert catalogue.findings(root, root) == []


def test_an_update_keeps_what_a_person_wrote(root: Path) -> None:
    edit(root, "nl", 'msgstr "Opslaan"', 'msgstr "Bewaren"')
    before = {path: path.read_bytes() for path in root.rglob("*.po")}
    catalogue.update(root, root)
    assert {path: path.read_bytes() for path in root.rglob("*.po")} == before


@pytest.mark.parametrize(
    ("language", "old", "new", "found"),
    [
        ("nl", 'msgstr "Opslaan"', 'msgstr ""', "nl: not translated: 'Opslaan'"),
        ("en", "Choose a %(what)s.", "Choose a %(thing)s.", "en: other placeholders: 'Kies een %(what)s.'"),
        ("en", "%(count)d days", "days", "en: other placeholders: ('%(count)d dag', '%(count)d dagen')"),
        ("en", 'msgctxt "maand"', '#, fuzzy\nmsgctxt "maand"', "en: marked fuzzy: 'mei'"),
        ("nl", 'msgctxt "maand"\n', "", "nl: missing: 'mei'"),
    ],
)
def test_what_is_wrong_is_named(root: Path, language: str, old: str, new: str, found: str) -> None:
    edit(root, language, old, new)
    assert found in catalogue.findings(root, root)


def test_an_obsolete_entry_is_named(root: Path) -> None:
    path = root / "nl" / "LC_MESSAGES" / "django.po"
    path.write_text(path.read_text() + '\n#~ msgid "Vroeger"\n#~ msgstr "Vroeger"\n')
    assert catalogue.findings(root, root) == ["nl: not used any more: 'Vroeger'"]
