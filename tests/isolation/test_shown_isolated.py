"""What people typed is shown in a box of its own: text that runs from right to left cannot turn the page around it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from uuid import uuid4

from mdo_foundation.common.groups import in_group
from mdo_tenants.groups.queries import actor_from, membership
from tests.isolation.canaries import fill, write_everywhere
from tests.rights.routes import routes

MARK = "ب\u202eع"
FIXED = {"dimension": "somatisch", "field": "som_problemen", "name": "last_name", "part": "question"}
# Boxes of their own, and what can hold no other element.
BOXES = {"unseen", "bdi", "textarea", "title", "option"}
# A paragraph of text ends with these, so that a text alone in one has nothing around it to turn.
BLOCKS = {
    "article", "aside", "body", "caption", "dd", "details", "dialog", "div", "dl", "dt", "footer", "form", "h1",
    "h2", "h3", "header", "html", "li", "main", "nav", "ol", "p", "section", "summary", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Texts(HTMLParser):
    """Collects the paragraphs in which a text with the mark stands beside another one, outside a box."""

    def __init__(self) -> None:
        super().__init__()
        self.path: list[str] = []
        self.paragraph: list[tuple[str, bool]] = []
        self.loose: list[str] = []
        self.boxed = 0

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self._end_of_paragraph()
        if tag not in VOID:
            # What only a screen reader hears has no place on the page to turn.
            self.path.append("unseen" if "sr-only" in (dict(attrs).get("class") or "") else tag)

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self._end_of_paragraph()
        while self.path and self.path.pop() not in (tag, "unseen"):
            pass

    def handle_data(self, data):
        if data.strip():
            self.paragraph.append((data.strip(), bool(BOXES & set(self.path))))

    def _end_of_paragraph(self):
        typed = [(text, boxed) for text, boxed in self.paragraph if MARK in text]
        self.boxed += sum(boxed for _text, boxed in typed)
        alone = len(self.paragraph) == 1 and re.fullmatch(rf"(Mw\. )?{MARK}( {MARK})*", self.paragraph[0][0])
        if not alone:
            self.loose += [" ".join([*self.path[3:], text[:60]]) for text, boxed in typed if not boxed]
        self.paragraph = []


def test_every_page_isolates_what_was_typed(wilgendal, make_member, client_of):
    user = make_member(wilgendal, "chair", "gp", "group_admin", name="Vera Voorzitter-Demo")
    ids = fill(wilgendal, actor_from(membership(group_id=wilgendal.row.pk, user_id=user.pk)), "Kanariegeel")
    with in_group(wilgendal.row):
        write_everywhere(MARK)
    client = client_of(user)
    loose, boxed = [], 0
    for route in routes("mdo_platform.project.urls_group"):
        values = {name: {**FIXED, **ids}.get(name, uuid4()) for name, _kind in route.kinds}
        answer = client.get(wilgendal.url(route.filled(**values)))
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            continue
        texts = Texts()
        texts.feed(answer.content.decode())
        boxed += texts.boxed
        loose += [f"{route}: {text}" for text in sorted(set(texts.loose))]
    assert loose == [], "\n".join(loose)
    assert boxed > 50
