"""The register as a list: filters, ticking, the agenda, paper; and the figures beside it."""

from __future__ import annotations

import io
import re

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.browser import Desk, take_screenshot, then_accessible, then_fits
from tests.e2e.steps import in_days

ROWS = "#register-table tbody tr"


def test_a_chair_filters_ticks_and_puts_on_the_agenda(desk: Desk) -> None:
    page = desk.member("voorzitter", "vergaderingen/plannen/", of="Oosterpolder")
    page.get_by_label("Dag").fill(in_days(2))
    page.get_by_label("Begintijd").fill("08:30")
    page.get_by_role("button", name="Plan vergadering").click()
    page.get_by_role("link", name="Register", exact=True).click()
    when_filtering(page)
    then_accessible(page, "register")
    when_ticking(page)
    then_accessible(page, "register-ticked")
    page.locator("#bulk").get_by_role("button", name="Zet op agenda").click()
    result = page.locator("#bulk-result")
    expect(result).to_contain_text("op de agenda")
    expect(page.locator(ROWS).get_by_text("Plek").first).to_be_visible()
    expect(page.locator("#bulk")).to_be_hidden()
    then_accessible(page, "register-put-on")
    result.get_by_role("button", name="Ongedaan maken").click()
    expect(result).to_contain_text("Weer van de agenda gehaald")
    then_fits(page)


def when_filtering(page: Page) -> None:
    everybody = page.locator(ROWS).count()
    page.get_by_text("Meer filters").click()
    page.get_by_label("Urgentie", exact=True).select_option(label="Rood")
    expect(page.locator(ROWS)).not_to_have_count(everybody)
    expect(page).to_have_url(re.compile("urgentie=red"))
    expect(page.locator(f"{ROWS}:not(.care-red)")).to_have_count(0)
    page.get_by_label("Urgentie", exact=True).select_option(label="Alle")
    expect(page.locator(ROWS)).to_have_count(everybody)
    heading = page.get_by_role("columnheader", name="Patiënt")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")


def when_ticking(page: Page) -> None:
    page.get_by_role("link", name="Register", exact=True).focus()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#bulk")).to_contain_text("2 gekozen")
    # Who comes first by name depends on the tests before; this one may be put on.
    page.locator(ROWS).filter(has_text="Uil-Demo").get_by_role("checkbox").check()
    expect(page.locator("#bulk")).to_contain_text("3 gekozen")


def test_a_search_stays_out_of_the_address_and_can_be_taken_away(desk: Desk) -> None:
    page = desk.member("huisarts", "register/")
    page.get_by_label("Zoek op naam").fill("fluiten")
    expect(page.locator(ROWS)).to_have_count(1)
    page.get_by_role("columnheader", name="Huisarts").get_by_role("button").click()
    expect(page.get_by_role("columnheader", name="Huisarts")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator(ROWS)).to_have_count(1)
    page.get_by_role("radio", name="Kwetsbare ouderen").check(force=True)
    expect(page.get_by_text("Haal een filter weg")).to_be_visible()
    assert "fluiten" not in page.url
    then_accessible(page, "register-no-hits")
    then_fits(page)
    page.get_by_role("button", name="Haal weg: Kwetsbare ouderen").click()
    expect(page.locator(ROWS)).to_have_count(1)
    assert "fluiten" not in page.url


def test_twenty_patients_fit_on_one_sheet_without_names_if_wanted(desk: Desk) -> None:
    page = desk.member("huisarts", "register/")
    # The page prints itself as it opens; the browser makes one sheet at a time, and the test asks for its own.
    page.add_init_script("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.get_by_role("button", name="Namen verbergen").click()
    expect(page.locator(ROWS).first).to_contain_text(re.compile(r"(Mw|Dhr)\. \w\. \(\d{4}\)"))
    page.get_by_role("button", name="Afdrukken").first.click()
    page.wait_for_url(re.compile("/register/afdrukken/"))
    expect(page.locator("body[data-printed=yes]")).to_be_visible()
    rows = page.locator("table.register tbody tr")
    assert rows.count() >= 14
    names = page.locator("table.register tbody th").all_inner_texts()
    assert all("-Demo" not in name for name in names)
    page.evaluate("""() => {
        const body = document.querySelector("table.register tbody");
        const rows = [...body.rows];
        for (let n = 0; body.rows.length < 22; n += 1) body.append(rows[n % rows.length].cloneNode(true));
        while (body.rows.length > 22) body.deleteRow(-1);
    }""")
    take_screenshot(page, "register-print-page")
    sheet = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(sheet.pages) == 1
    width, height = (float(side) for side in (sheet.pages[0].mediabox.width, sheet.pages[0].mediabox.height))
    assert width > height
    text = sheet.pages[0].extract_text()
    assert "Vertrouwelijk" in text


def test_home_care_reads_why_it_sees_these(desk: Desk) -> None:
    page = desk.member("thuiszorg", "register/")
    expect(page.get_by_text(re.compile("Je ziet alleen patiënten die bij .+ in zorg zijn"))).to_be_visible()
    expect(page.locator(ROWS).get_by_text("Plek")).to_have_count(0)
    expect(page.locator("#chosen").get_by_role("button", name="Zet op agenda")).to_have_count(0)
    then_accessible(page, "register-home-care")


def test_figures_of_a_target_group(desk: Desk) -> None:
    page = desk.member("huisarts", "rapportages/")
    expect(page.get_by_role("img", name="Urgentie")).to_be_visible()
    page.get_by_text("Toon als tabel").first.click()
    expect(page.get_by_role("table", name="Urgentie")).to_be_visible()
    then_accessible(page, "dashboard")
    then_fits(page)
    page.get_by_role("radio", name="Kwetsbare ouderen").check(force=True)
    page.wait_for_url(re.compile("doelgroep=kwetsbare_ouderen"))
    expect(page.get_by_role("img", name="Verwacht beloop")).to_be_visible()
