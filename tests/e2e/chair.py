"""The chair of a meeting, who has a keyboard and no mouse: from planning to what was agreed.

No step clicks, focuses or fills: all goes through `Keys`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import LAPTOP, PROJECTOR, then_accessible, then_fits, then_sound_on_every_screen
from tests.e2e.keys import Keys
from tests.e2e.steps import SAVED, in_days, then_saved

HEADING = re.compile(r"^(Mw\.|Dhr\.) \S+ \(\d{4}\)$")


class Chair:
    """`last_name` is who it is about, and `initials` how the big screen shows that."""

    def __init__(self, page: Page, *, last_name: str, initials: str) -> None:
        self.page = page
        self.keys = Keys(page)
        self.last_name = last_name
        self.initials = initials

    def plans(self) -> None:
        then_sound_on_every_screen(self.page, "vergaderingen")
        self.keys.press("n")
        self.page.wait_for_url(re.compile("/plannen/"))
        then_sound_on_every_screen(self.page, "vergadering-plannen")
        self.keys.write_day(self.page.get_by_label("Dag"), in_days(1))
        self.keys.write_time(self.page.get_by_label("Begintijd"), "12:30")
        self.keys.use(self._button("Plan vergadering"))
        expect(self.page.get_by_role("heading", name="De agenda is nog leeg")).to_be_visible()
        then_sound_on_every_screen(self.page, "agenda-leeg")
        self.keys.use(self._button("Ik kom"))
        expect(self._button("Ik kom")).to_have_attribute("aria-pressed", "true")

    def builds_the_agenda(self) -> None:
        proposed = self.page.get_by_role("region", name="Voorgesteld")
        ours = proposed.get_by_role("checkbox", name=self.last_name)
        if not ours.is_checked():  # ticked is who there is time for, and other tests enter patients too
            self.keys.tick(ours)
        self.keys.use(proposed.get_by_role("button", name="Zet op agenda"))
        row = self.page.get_by_role("region", name="Agenda").first.get_by_role("row").filter(has_text=self.last_name)
        for place in range(int(row.get_by_role("cell").first.inner_text()), 1, -1):
            self.keys.use(row.get_by_role("button", name="omhoog"))
            expect(row.get_by_role("cell").first).to_have_text(str(place - 1))
        expect(row.get_by_role("button", name="omlaag")).to_be_focused()
        self._gives_minutes(row)
        self._ticks_an_attachment(row)
        then_sound_on_every_screen(self.page, "agenda")

    def _gives_minutes(self, row: Locator) -> None:
        total = self.page.locator("#agenda-total").inner_text()
        self.keys.write(row.get_by_label("Minuten voor"), "8")
        self.keys.press("Tab")
        expect(self.page.locator("#agenda-total")).not_to_have_text(total)
        expect(row.get_by_role("button", name="omlaag")).to_be_focused()

    def _ticks_an_attachment(self, row: Locator) -> None:
        checklist = row.locator("details")
        overview = checklist.get_by_role("button", name="Medicatieoverzicht")
        self.keys.use(checklist.locator("summary"))
        self.keys.use(overview)
        expect(overview).to_have_attribute("aria-pressed", "true")
        expect(overview).to_be_focused()
        expect(checklist.locator("summary")).to_contain_text("1 van 4")

    def looks_at_the_paper(self) -> None:
        self.keys.use(self.page.get_by_role("link", name="Afdrukken"))
        expect(self.page.get_by_role("table")).not_to_contain_text("-Demo")
        then_sound_on_every_screen(self.page, "agenda-afdrukken")
        self.keys.use(self.page.get_by_role("link", name="Met namen"))
        expect(self.page.get_by_role("table")).to_contain_text(self.last_name)
        self.keys.use(self.page.get_by_role("main").get_by_role("link", name="Agenda", exact=True))

    def opens(self) -> None:
        self.keys.use(self._button("Open vergadering"))
        self.page.wait_for_url(re.compile("/zaal/"))
        expect(self.page.get_by_role("heading", name="Welkom")).to_be_visible()
        then_sound_on_every_screen(self.page, "zaal-welkom")

    def ticks_who_is_there(self, *, guest: str) -> list[str]:
        """The names of two members; the guest comes in from outside."""
        self.keys.press("a")
        dialog = self.page.get_by_role("dialog", name="Wie is er")
        seats = dialog.locator("#attendance-list").get_by_role("button")
        names = [seats.nth(number).inner_text().strip() for number in range(2)]
        for number in range(2):
            self.keys.use(seats.nth(number))
            expect(seats.nth(number)).to_have_attribute("aria-pressed", "true")
            expect(seats.nth(number)).to_be_focused()
        expect(dialog.get_by_role("button", name="Klaar")).to_be_in_viewport()
        then_sound_on_every_screen(self.page, "zaal-aanwezig")
        self.keys.write(dialog.get_by_label("Naam"), guest)
        self.keys.write(dialog.get_by_label("Discipline"), "ergotherapeut")
        self.keys.use(dialog.get_by_role("button", name="Voeg gast toe"))
        expect(self.page.locator("#room-attendance")).to_contain_text("4 aanwezig, waarvan 1 gast")
        return names

    def shows_the_patient_by_initials(self) -> None:
        self.keys.press("n")
        self._then_on_screen(self.initials)
        expect(self.page.locator("body")).not_to_contain_text(self.last_name)
        then_sound_on_every_screen(self.page, "zaal-patient")
        self.keys.press("p")
        expect(self._heading).to_contain_text(self.last_name)
        self.keys.press("p")
        self._then_on_screen(self.initials)

    def hides_the_screen(self) -> None:
        curtain = self.page.get_by_role("dialog", name="Scherm verborgen")
        self.keys.press("b")
        expect(curtain).to_be_visible()
        then_sound_on_every_screen(self.page, "zaal-gordijn")
        self.keys.press("b")
        expect(curtain).to_be_hidden()

    def sets_the_projector(self) -> None:
        """It fits the screen without scrolling; twice as large, and dark, nothing is beside it."""
        self.page.set_viewport_size(PROJECTOR)
        assert self.page.evaluate("document.documentElement.scrollHeight") <= PROJECTOR["height"]
        self.keys.use(self._button("Donker scherm"))
        expect(self.page.locator("html")).to_have_attribute("data-theme", "dark")
        for button in ("Tekst groter", "Tekst kleiner"):
            for _step in range(10):
                self.keys.use(self._button(button))
            then_accessible(self.page, f"zaal-1920-{button[6:]}", looks_only=True)
            assert self.page.evaluate("document.documentElement.scrollWidth") <= PROJECTOR["width"]
        self.keys.use(self._button("Tekst groter"))
        self.keys.use(self._button("Tekst groter"))
        self.keys.use(self._button("Donker scherm"))
        self.page.set_viewport_size(LAPTOP)

    def writes_advice(self, text: str) -> None:
        self.keys.press("t")
        self.keys.type(text)
        then_saved(self.page, "Advies")
        quick = self.page.locator("#quick")
        self.keys.use(quick.locator("summary"))
        tool = quick.locator("details").get_by_role("button").first
        chosen = quick.get_by_role("button", name=tool.inner_text().strip(), exact=True)
        self.keys.use(tool)
        expect(chosen).to_have_attribute("aria-pressed", "true")
        expect(chosen).to_be_focused()

    def notes_agreements(self, text: str, *, who: str) -> None:
        agreements = self.page.get_by_role("region", name="Afspraken", exact=True)
        what = agreements.get_by_label("Wat spreken we af?").last
        self.keys.write(what, text)
        self.keys.choose(agreements.get_by_label("Wie", exact=True).last, who)
        self.keys.write_day(agreements.get_by_label("Uiterlijk op").last, in_days(7))
        then_saved(self.page, "Wat spreken we af?")
        self.keys.use(agreements.get_by_role("link", name="Zet deze afspraak in de lijst"))
        expect(what).to_have_value("")
        expect(what).to_be_focused()
        self.keys.type("Belt de apotheek")
        self.keys.press("Enter")
        expect(agreements.get_by_role("listitem")).to_have_count(2)
        expect(what).to_be_focused()

    def notes_a_signal(self, text: str) -> None:
        signal = self.page.get_by_role("region", name="Aandachtspunt voor groep of regio")
        self.keys.to(signal.get_by_role("radio", name="Knelpunt"))
        self.keys.press("ArrowRight")
        expect(signal.get_by_role("radio", name="Leerpunt")).to_be_checked()
        self.keys.press("ArrowLeft")
        self.keys.to(signal.get_by_label("Categorie"))
        self.keys.press("ArrowDown")
        self.keys.write(signal.get_by_label("Omschrijving zonder patiëntgegevens"), text)
        expect(signal.locator("[data-save-status]").last).to_contain_text(SAVED)
        then_sound_on_every_screen(self.page, "zaal-vastleggen")

    def adds_a_patient(self) -> None:
        places = self.page.locator("#room-agenda li")
        before = places.count()
        self.keys.use(self._button("Patiënt toevoegen"))
        self.page.wait_for_url(re.compile("/erbij/"))
        then_sound_on_every_screen(self.page, "zaal-erbij")
        self.keys.tick(self.page.get_by_role("checkbox", disabled=False).first)
        self.keys.use(self._button("Zet op agenda"))
        self._then_on_screen(self.initials)
        expect(places).to_have_count(before + 1)

    def goes_on_and_back_and_parks(self) -> str:
        """How the parked patient is called."""
        with self._another_turn():
            self.keys.press("n")
        second = self._heading.inner_text()
        self.keys.press("v")
        self._then_on_screen(self.initials)
        with self._another_turn():
            self.keys.press("n")
        self._then_on_screen(second)
        with self._another_turn():
            self.keys.use(self.page.get_by_role("button", name="Parkeer", exact=True))
        return second

    def comes_to_the_end(self, *, parked: str) -> None:
        end = self.page.get_by_role("link", name="Naar afsluiten")
        while end.count() == 0:
            with self._another_turn():
                self.keys.press("n")
        expect(self._button(f"Bespreek {parked}")).to_be_visible()
        then_sound_on_every_screen(self.page, "zaal-rondvraag")

    def closes(self, *, agreement: str) -> None:
        self.keys.press("n")
        self.page.wait_for_url(re.compile("/sluiten/"))
        expect(self.page.get_by_role("main")).to_contain_text(agreement)
        expect(self.page.get_by_text("1 patiënt is nog geparkeerd.")).to_be_visible()
        then_sound_on_every_screen(self.page, "vergadering-sluiten")
        self.keys.use(self._button("Sluit en maak verslag"))
        self.page.wait_for_url(re.compile("/verslag/"))

    def gets_the_report(self) -> bytes:
        """The page shows it by itself as soon as it is made, with the button for the PDF."""
        download = self.page.get_by_role("link", name="Download pdf")
        expect(download).to_be_visible(timeout=40_000)
        then_sound_on_every_screen(self.page, "verslag")
        with self.page.expect_download() as started:
            self.keys.use(download)
        assert re.fullmatch(r"mdo-verslag-\d{4}-\d\d-\d\d\.pdf", started.value.suggested_filename)
        return started.value.path().read_bytes()

    def finishes(self, agreement: str) -> None:
        self.keys.use(self.page.get_by_role("navigation").get_by_role("link", name="Afspraken"))
        self.page.wait_for_url(re.compile("/afspraken/"))
        then_sound_on_every_screen(self.page, "afspraken")
        self.keys.use(self._button(f"Gedaan: {agreement}"))
        expect(self.page.get_by_role("row").filter(has_text=agreement)).to_have_count(0)
        self.keys.use(self.page.get_by_role("link", name="Gedaan", exact=True))
        expect(self.page.get_by_role("row").filter(has_text=agreement)).to_have_count(1)
        then_fits(self.page)

    @contextmanager
    def _another_turn(self) -> Iterator[None]:
        """Patients of other tests may have the same initials and year, so it is the agenda that tells."""
        turn = self.page.locator("#room-agenda [aria-current]")
        before = turn.get_attribute("value")
        yield
        expect(turn).not_to_have_attribute("value", str(before))

    @property
    def _heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def _button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}(?! niet)"))

    def _then_on_screen(self, name: str) -> None:
        expect(self._heading).to_have_text(name)
