from __future__ import annotations

import re
import zipfile
from pathlib import Path

import lucide
import pytest

from mdo_foundation.ui.template_lint import lint_source, lint_templates

FOLDERS = [Path(__file__).resolve().parents[2] / name for name in ("platform", "tenants", "billing", "plugins")]


def test_every_template_of_the_repository_is_clean() -> None:
    assert "\n".join(map(str, lint_templates(FOLDERS))) == ""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ("<p style='color:red'></p>", "inline style"),
        ("<style></style>", "inline style"),
        ("<button onclick='x()'></button>", "inline handler onclick"),
        ("<button hx-on:click='x()'></button>", "inline handler hx-on:click"),
        ("<a href='javascript:x()'></a>", "script in href"),
        ("<img src='https://example.invalid/a.png' alt=''>", "asset of another site"),
        ("{{ note|safe }}", "escaping is switched off"),
        ("{% autoescape off %}{{ note }}{% endautoescape %}", "escaping is switched off"),
        ("<p>Geen patiënten</p>", "text outside translate: 'Geen patiënten'"),
        ("<button aria-label='Sluiten'></button>", "text outside translate in aria-label: 'Sluiten'"),
        ("<c-field label='Naam' />", "text outside translate in label: 'Naam'"),
        ("<p>{{ question|default:'Geen vraag' }}</p>", "text outside translate: 'Geen vraag'"),
        ("<p>{{ done|yesno:'ja,nee' }}</p>", "text outside translate: 'ja,nee'"),
    ],
)
def test_what_is_not_allowed_is_found(source: str, message: str) -> None:
    assert message in [finding.message for finding in lint_source(source)]


@pytest.mark.parametrize(
    "source",
    [
        "{# uitleg #}{% comment %}uitleg{% endcomment %}",
        '<p>{% translate "Geen patiënten" %}</p>',
        "{% blocktranslate with n=1 %}Je hebt <b>{{ n }}</b> vragen{% endblocktranslate %}",
        "<button aria-label=\"{% translate 'Sluiten' %}\"></button>",
        "<p class=\"{{ kind|default:'message' }}\">{{ text }} · 12.30</p>",
        "<script src=\"{% static 'ui/portal.js' %}\" defer></script>",
        "<kbd>P</kbd><a href='https://www.palliaweb.nl/'>{{ name }}</a>",
        "{% block body_class %}page-narrow{% endblock %}",
    ],
)
def test_what_is_allowed_is_left_alone(source: str) -> None:
    assert lint_source(source) == []


def test_a_finding_tells_the_line() -> None:
    source = "{% comment %}\n\n{% endcomment %}\n<p>{{ a }}</p>\n<p>\n  Tekst\n</p>"
    assert [finding.line for finding in lint_source(source, path="a.html")] == [6]


def test_every_icon_that_a_template_names_exists() -> None:
    known = {Path(name).stem for name in zipfile.ZipFile(Path(lucide.__file__).with_name("lucide.zip")).namelist()}
    named = re.compile(r"""\{%\s*icon\s+["']([\w-]+)["']|<c-(?:icon\s+name|empty\s+icon)=["']([\w-]+)["']""")
    templates = (path for folder in FOLDERS for path in folder.rglob("templates/**/*.html"))
    used = {first or second: path.name for path in templates for first, second in named.findall(path.read_text())}
    assert {name: where for name, where in used.items() if name not in known} == {}
