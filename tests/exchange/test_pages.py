"""Import and export as somebody meets them in the browser, without JavaScript."""

from __future__ import annotations

import csv
import io
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.exchange.models import PatientImport
from mdo_platform.register.models import Patient
from tests.exchange.helpers import AKKERWINDE, BERENKLAUW, HEADINGS, csv_of, work

FAULTY = ["C.", "", "Centaurie-Demo", "31-02-1940", "v", "Palliatief", "nee"]


@pytest.fixture
def browser(desk, gp, client_of):
    return client_of(desk.user_of(gp))


@pytest.fixture
def url(desk):
    return lambda path: desk.place.url(f"register/{path}")


@pytest.fixture
def upload(browser, url):
    def send(data, name="lijst.csv", **fields):
        fields.setdefault("idempotency_key", str(uuid4()))
        return browser.post(url("import/"), {"file": SimpleUploadedFile(name, data), **fields})

    return send


def test_from_file_to_patients(desk, browser, upload, url):
    assert "kies een bestand" in browser.get(url("import/")).content.decode()
    columns = upload(csv_of(HEADINGS, AKKERWINDE, BERENKLAUW))["Location"]
    page = browser.get(columns).content.decode()
    assert "Akkerwinde-Demo" in page
    fields = {f"column_{number}": code for number, code in enumerate(open_import(desk).columns)}
    assert fields["column_3"] == "birth_date"
    preview = browser.post(columns, fields)["Location"]
    page = browser.get(preview).content.decode()
    assert "Klopt dit?" in page
    assert "A. van der Akkerwinde-Demo" in page
    sent = {"actie": "voer-in", "revisie": open_import(desk).revision}
    for _twice in range(2):
        assert browser.post(f"{preview}keuzes/", sent).status_code == 302
    page = browser.get(preview).content.decode()
    assert "Bezig met invoeren" in page
    assert "0 van 2 patiënten" in page
    work()
    page = browser.get(preview).content.decode()
    assert "2 patiënten ingevoerd" in page
    assert browser.get(preview, headers={"hx-request": "true"})["HX-Refresh"] == "true"
    with desk.open():
        assert Patient.objects.count() == 2
        assert AccessLogEntry.objects.filter(what="exchange.result").count() == 1


def open_import(desk):
    with desk.open():
        return PatientImport.objects.get()


def test_a_faulty_row_is_named_by_its_number_and_nothing_is_entered(desk, browser, upload, url):
    columns = upload(csv_of(HEADINGS, AKKERWINDE, FAULTY))["Location"]
    preview = browser.post(columns, {f"column_{n}": code for n, code in enumerate(open_import(desk).columns)})[
        "Location"
    ]
    page = browser.get(f"{preview}?toon=fouten").content.decode()
    assert "Deze datum bestaat niet" in page
    assert "Schrijf akkoord, geïnformeerd, bezwaar of niet gevraagd" in page
    assert '<td class="number">3</td>' in page
    assert "Akkerwinde" not in page
    sent = {"actie": "voer-in", "revisie": open_import(desk).revision}
    answer = browser.post(f"{preview}keuzes/", sent)
    assert answer.status_code == 400
    assert "Er zijn rijen met een fout" in answer.content.decode()
    assert browser.post(f"{preview}keuzes/", sent | {"overslaan": "1"}).status_code == 302
    work()
    with desk.open():
        assert [patient.last_name for patient in Patient.objects.all()] == ["Akkerwinde-Demo"]
    assert "1 rij is overgeslagen" in browser.get(preview).content.decode()


def test_a_wrong_file_is_refused_in_words(upload):
    for data, said in (
        (b"", "leeg"),
        (b"%PDF-1.7", "geen tabel"),
        (b"iets;anders\r\n1;2\r\n", "geen enkele kop"),
        (csv_of(HEADINGS), "geen patiënten"),
        (b"PK\x03\x04kapot", "beschadigd"),
        (b"x" * (5 * 1024 * 1024 + 1), "groter dan 5 MB"),
        (b"x" * (9 * 1024 * 1024), "groter dan 5 MB"),
    ):
        answer = upload(data)
        assert answer.status_code == 400
        assert said in answer.content.decode(), said


def test_a_column_with_citizen_numbers_is_not_even_put_aside(desk, upload):
    upload(csv_of([*HEADINGS, "BSN"], [*AKKERWINDE, "999990019"]))
    with desk.open():
        found = PatientImport.objects.get()
        assert "BSN" not in found.headings
        assert "999990019" not in str(found.rows.values_list("cells", flat=True))


def test_cancelling_leaves_nothing(desk, browser, upload, url):
    found = upload(csv_of(HEADINGS, AKKERWINDE))["Location"].removesuffix("kolommen/")
    assert browser.post(f"{found}stoppen/").status_code == 302
    assert browser.get(found).status_code == 404
    with desk.open():
        assert PatientImport.objects.count() == 0


def test_somebody_elses_list_does_not_exist(desk, upload, client_of):
    found = upload(csv_of(HEADINGS, AKKERWINDE))["Location"].removesuffix("kolommen/")
    other = client_of(desk.user_of(desk.acting("chair")))
    for address in (found, f"{found}kolommen/"):
        assert other.get(address).status_code == 404
    for address in (f"{found}kolommen/", f"{found}keuzes/", f"{found}stoppen/"):
        assert other.post(address, {"column_0": ""}).status_code == 404
    with desk.open():
        assert PatientImport.objects.count() == 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_example_is_a_list_that_can_be_read(browser, url, upload, kind):
    answer = browser.get(url(f"import/voorbeeld/{kind}/"))
    assert answer["Content-Disposition"] == f'attachment; filename="patienten-importeren.{kind}"'
    assert "geen patiënten" in upload(answer.content).content.decode()
    assert browser.get(url("import/voorbeeld/pdf/")).status_code == 404


def exported(answer):
    rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";")
    return list(rows)


@pytest.fixture
def three(desk, gp):
    with desk.open():
        return [
            desk.new_patient(by=gp, last_name="Appelvink-Demo", phone="+31 6 12345678"),
            desk.new_patient(by=gp, last_name="=Boterbloem-Demo", target_group="kwetsbare_ouderen"),
            desk.new_patient(by=gp, last_name="Centaurie-Demo"),
        ]


def test_an_export_holds_what_is_seen_and_is_logged(desk, browser, url, three):
    assert "medische gegevens" in browser.get(url("export/")).content.decode()
    answer = browser.post(
        url("export/"), {"kind": "csv", "which": "active", "columns": ["last_name", "phone", "urgency"]}
    )
    assert exported(answer) == [
        ["Achternaam", "Telefoon", "Urgentie"],
        ["'=Boterbloem-Demo", "", "Nog niet ingeschat"],
        ["Appelvink-Demo", "'+31 6 12345678", "Nog niet ingeschat"],
        ["Centaurie-Demo", "", "Nog niet ingeschat"],
    ]
    assert answer["Content-Disposition"].startswith('attachment; filename="register-wilgendal-20')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    with desk.open():
        line = AccessLogEntry.objects.get(what="exchange.export")
        assert (line.action, set(line.patient_ids)) == ("E", {patient.pk for patient in three})
        assert line.detail["columns"] == ["last_name", "phone", "urgency"]


def test_an_export_follows_the_filters_of_the_register(browser, url, three):
    sent = {"kind": "xlsx", "which": "filtered", "columns": ["last_name", "target_group"]}
    answer = browser.post(url("export/?doelgroep=kwetsbare_ouderen"), sent)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [row[0].value for row in book.active.iter_rows(min_row=2)] == ["=Boterbloem-Demo"]


def test_an_export_asks_for_a_fresh_code(browser, url, three):
    session = browser.session
    from mdo_tenants.accounts.services.sessions import SECOND_FACTOR

    session[SECOND_FACTOR] -= 600
    session.save()
    for answer in (browser.get(url("export/?vraag=1")), browser.post(url("export/"), {"kind": "csv"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/inloggen/bevestigen/?next=")


def test_a_fresh_code_comes_back_to_the_same_filters(browser, url, three):
    session = browser.session
    from mdo_tenants.accounts.services.sessions import SECOND_FACTOR

    session[SECOND_FACTOR] -= 600
    session.save()
    assert "export%2F%3Fvraag%3D1" in browser.get(url("export/?vraag=1"))["Location"]


def test_who_sees_no_patients_has_no_export_and_who_enters_none_no_import(desk, client_of, url):
    for role, can_export in (("group_admin", False), ("vice_chair", False), ("home_care", True), ("consultant", True)):
        client = client_of(desk.user_of(desk.acting(role)))
        assert client.get(url("import/")).status_code == 403
        assert client.post(url("import/")).status_code == 403
        assert client.get(url("import/voorbeeld/csv/")).status_code == 403
        assert client.get(url("export/")).status_code == (200 if can_export else 403)


@pytest.fixture
def full_disk(monkeypatch):
    import tempfile

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, full)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", full)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_full_disk_hinders_no_export(browser, url, three, full_disk, kind):
    """Nothing of a file that goes out is ever on a disk."""
    answer = browser.post(url("export/"), {"kind": kind, "which": "all", "columns": ["last_name"]})
    assert answer.status_code == 200


def test_a_full_disk_hinders_no_import(upload, full_disk):
    """Nor is a large file that comes in."""
    rows = [[*AKKERWINDE, "x" * 700] for _number in range(4_900)]
    assert upload(csv_of([*HEADINGS, "Opmerking"], *rows)).status_code == 302


def test_looking_at_nothing_chosen(browser, url):
    answer = browser.post(url("export/"), {"kind": "csv", "which": "active"})
    assert answer.status_code == 400
    assert "Maak een keuze" in answer.content.decode()
