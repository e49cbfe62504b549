"""Hands on a keyboard and none on a mouse: what a story does with keys only, as somebody without a mouse does it."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Locator, Page, expect

MOST = 150  # steps of Tab from anywhere on a page to anywhere
# 0: there; 1: further on; -1: back.
_WHERE = """target => {
    const here = document.activeElement;
    if (here === target) return 0;
    return here !== document.body && here.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
}"""


class Keys:
    """The keyboard of one page. `to` goes the shortest way; who is lost in a page never gets there and fails."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.press = page.keyboard.press
        self.type = page.keyboard.type

    def to(self, target: Locator) -> None:
        target.wait_for(state="attached")
        control = target.element_handle()
        for _step in range(MOST):
            way = control.evaluate(_WHERE)
            if way == 0:
                return
            self.press("Tab" if way > 0 else "Shift+Tab")
        expect(target).to_be_focused(timeout=1)

    def use(self, target: Locator) -> None:
        """A link, a button or a summary."""
        self.to(target)
        self.press("Enter")

    def tick(self, target: Locator) -> None:
        self.to(target)
        self.press("Space")

    def write(self, target: Locator, text: str) -> None:
        """Over what stands there."""
        self.to(target)
        self.press("ControlOrMeta+a")
        self.type(text)

    def choose(self, target: Locator, option: str) -> None:
        """By the first letters, in a list."""
        self.to(target)
        self.type(option)
        expect(target.locator("option:checked")).to_have_text(option)

    def write_day(self, target: Locator, day: str) -> None:
        """A date field asks for day, month and year in the order of the browser's language, which is not the page's."""
        wanted = date.fromisoformat(day)
        self.to(target)
        for order in ("%m%d%Y", "%d%m%Y"):
            self.type(wanted.strftime(order))
            if target.input_value() == day:
                return
            for _part in range(2):
                self.press("ArrowLeft")
        expect(target).to_have_value(day, timeout=1)

    def write_time(self, target: Locator, time: str) -> None:
        """Of an afternoon: where the clock has twelve hours, the last key says so."""
        self.to(target)
        hours, minutes = time.split(":")
        self.type(f"{hours}{minutes}")
        if target.input_value() != time:
            self.type("p")
        expect(target).to_have_value(time, timeout=1)
