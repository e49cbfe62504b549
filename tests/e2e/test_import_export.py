"""A list of patients goes in, with its faults and duplicates shown, and comes out again."""

import re
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.browser import Desk, then_accessible, then_fits
from tests.exchange.helpers import HEADINGS, csv_of, xlsx_of

ROWS = [
    ["I.", "van der", "Importeerling-Demo", "14-03-1941", "v", "Palliatief", "akkoord"],
    ["J.", "", "Jongleur-Demo", "02-11-1936", "m", "Kwetsbare ouderen", "niet gevraagd"],
    ["J.", "", "Jongleur-Demo", "2-11-1936", "m", "Kwetsbare ouderen", "niet gevraagd"],
    ["K.", "", "Klopjacht-Demo", "31-02-1940", "v", "Palliatief", "nee"],
]


def chosen(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def test_a_doctor_imports_a_list_and_exports_the_register(desk: Desk, tmp_path: Path) -> None:
    page = desk.member("huisarts", "register/")
    page.get_by_role("link", name="Importeren").click()
    then_accessible(page, "import-kiezen")
    when_a_wrong_file_is_refused(desk, page)
    when_choosing(page, "lijst.xlsx", xlsx_of(HEADINGS, *ROWS))
    expect(page.get_by_label("Geboortedatum", exact=True)).to_have_value("birth_date")
    then_accessible(page, "import-kolommen")
    then_fits(page)
    page.get_by_role("button", name="Controleer de rijen").click()
    then_the_preview_shows_faults_and_duplicates(desk, page)
    page.get_by_label("Sla de 1 rij met een fout over").check()
    page.get_by_role("button", name="Voer in").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("De lijst staat in het register")
    expect(page.get_by_text("2 patiënten ingevoerd")).to_be_visible()
    then_accessible(page, "import-klaar")
    page.get_by_role("link", name="Importeerling-Demo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("van der Importeerling-Demo")
    when_exporting(page, tmp_path)


def when_a_wrong_file_is_refused(desk: Desk, page: Page) -> None:
    with desk.guard.expecting(400):
        when_choosing(page, "verslag.pdf", b"%PDF-1.7")
        expect(page.get_by_role("alert")).to_contain_text("geen tabel")
    then_accessible(page, "import-geweigerd")


def when_choosing(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("Bestand").set_input_files(chosen(name, data))
    page.get_by_role("button", name="Lees bestand").click()


def then_the_preview_shows_faults_and_duplicates(desk: Desk, page: Page) -> None:
    expect(page.get_by_text("Staat ook in rij 3")).to_be_visible()
    expect(page.get_by_text("Deze datum bestaat niet")).to_be_visible()
    then_accessible(page, "import-controle")
    then_fits(page)
    with desk.guard.expecting(400):
        page.get_by_role("button", name="Voer in").click()
        expect(page.get_by_text("Er zijn rijen met een fout")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Fouten")).click()
    expect(page.get_by_role("row")).to_have_count(2)


def when_exporting(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="Register", exact=True).first.click()
    page.get_by_role("radio", name="Kwetsbare ouderen").check()
    expect(page.locator("#export-link")).to_have_attribute("href", re.compile("doelgroep=kwetsbare_ouderen"))
    page.get_by_role("link", name="Exporteren").click()
    expect(page.get_by_role("radio", name="Wat je in het register gefilterd had")).to_be_checked()
    then_accessible(page, "export")
    then_fits(page)
    page.get_by_role("radio", name="Csv").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Maak bestand").click()
    download.value.save_as(folder / "register.csv")
    text = (folder / "register.csv").read_text("utf-8-sig")
    assert "Jongleur-Demo" in text
    assert "Importeerling-Demo" not in text


def test_without_script_and_in_the_dark(desk: Desk) -> None:
    page = desk.member("huisarts", "register/import/", java_script_enabled=False)
    when_choosing(
        page, "lijst.csv", csv_of(HEADINGS, ["L.", "", "Lichtloos-Demo", "1-1-1940", "v", "Palliatief", "ja"])
    )
    page.get_by_role("button", name="Controleer de rijen").click()
    page.get_by_role("button", name="Voer in").click()
    for _refresh in range(60):
        if page.get_by_role("heading", name="De lijst staat in het register").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("1 patiënt ingevoerd")).to_be_visible()
    dark = desk.member("huisarts", "register/import/")
    dark.evaluate("localStorage.setItem('mdo-theme', 'dark')")
    dark.reload()
    then_accessible(dark, "import-donker")
    when_choosing(dark, "lijst.csv", csv_of(HEADINGS, *ROWS))
    dark.get_by_role("button", name="Controleer de rijen").click()
    then_accessible(dark, "import-donker-controle")
    dark.set_viewport_size({"width": 320, "height": 640})
    then_accessible(dark, "import-telefoon")
    dark.get_by_role("button", name="Stop en gooi weg").click()
    expect(dark.get_by_role("heading", level=1)).to_have_text("Patiënten importeren")
