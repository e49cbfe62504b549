"""The licence holder's ICPC table: whole or not at all, one at a time, and never in the portal itself."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed
from mdo_foundation.common.groups import in_group
from mdo_platform.register import codes
from mdo_tenants.terminology import queries, services
from mdo_tenants.terminology.models import IcpcCode, IcpcTable
from tests.conftest import make_user

MILA = Actor(user_id=uuid4(), name="Mila Medewerker-Demo")
CSV = "code;titel\nR84;Maligniteit bronchus/long\nA49.01;(Bepalen) mogelijke kwetsbaarheid\nF84;Maculadegeneratie\n"
ABOUT = {"name": "2026-1", "issued_on": date(2026, 1, 1), "licence": "Verzonnen licentie 0"}


def upload(content=CSV, **about):
    data = content.encode() if isinstance(content, str) else content
    return services.upload_table(data, by=MILA, **ABOUT | about)


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


@pytest.fixture
def table(db):
    return upload()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("r8", ["R84"]),
        ("R84", ["R84"]),
        ("a49", ["A49.01"]),
        ("A49-01", ["A49.01"]),
        ("long", ["R84"]),
        ("LÓNG brón", ["R84"]),
        ("kwets mogelijke", ["A49.01"]),
        ("ong", []),
        ("%", []),
        ("", []),
        ("'; drop table", []),
    ],
)
def test_codes_are_found_by_their_beginning_and_by_words(table, query, found):
    assert [one.code for one in queries.search_codes(query, limit=20)] == found


def test_a_workbook_with_other_headings_is_read_too(db):
    upload(workbook([["ICPC", "Omschrijving", "ander"], ["r84", "  Maligniteit\n long ", None], [None, None, None]]))
    assert queries.title_of("R84") == "Maligniteit long"
    assert IcpcCode.objects.count() == 1


def test_the_next_table_replaces_the_one_before(table):
    newer = upload("code,titel\nK77,Decompensatio cordis\n", name="2026-2")
    assert queries.table_in_use() == newer
    assert list(IcpcCode.objects.values_list("code", flat=True)) == ["K77"]
    table.refresh_from_db()
    assert (table.in_use, table.ended_by_name, table.licence) == (False, MILA.name, ABOUT["licence"])


def test_the_same_table_again_changes_nothing(table):
    codes_before = list(IcpcCode.objects.values_list("pk", flat=True))
    assert upload() == table
    assert list(IcpcCode.objects.values_list("pk", flat=True)) == codes_before
    assert IcpcTable.objects.count() == 1


def test_a_table_is_withdrawn_with_its_codes(table):
    for _click in range(2):
        services.withdraw_table(by=MILA)
    assert queries.table_in_use() is None
    assert not IcpcCode.objects.exists()
    assert queries.uploads()[0].ended_by_name == MILA.name


def test_two_uploads_at_once_do_not_both_win(db, monkeypatch):
    monkeypatch.setattr(services, "_end", lambda *, by: None)
    upload()
    with pytest.raises(Conflict):
        upload(name="2026-2")


FAULTS = [
    ("a;b\nR84;X\n", "kopjes ‘code’ en ‘titel’"),
    ("code;titel\n", "geen codes"),
    ("code;titel\nR84;\n", "Rij 2: er is geen titel."),
    ("code;titel\nR84;Long\n\nR84;Long\n", "Rij 4: de code R84 staat ook in rij 2."),
    ("code;titel\n;Long\n", "Rij 2: er is geen code."),
    ("code;titel\n84;Long\n", "Rij 2: ‘84’ is geen ICPC-code zoals R84 of A49.01."),
    ("code;titel\nR84;=1+1\n", "Rij 2: de titel begint als een formule."),
    (f"code;titel\nR84;{'x' * 201}\n", "Rij 2: de titel is langer dan 200 tekens."),
    ("code;titel\nR84;L\ufffdng\n", "Rij 2: er staat een teken in dat niet klopt."),
]


@pytest.mark.parametrize(("content", "sentence"), FAULTS)
def test_what_is_wrong_is_said_by_row_and_nothing_is_stored(table, content, sentence):
    with pytest.raises(Invalid) as refused:
        upload(content, name="2026-2")
    assert any(sentence in text for text in refused.value.fields["file"])
    assert queries.table_in_use() == table
    assert IcpcCode.objects.count() == 3


def test_many_faults_are_counted(db):
    with pytest.raises(Invalid) as refused:
        upload("code;titel\n" + "X;Iets\n" * 50)
    assert refused.value.fields["file"][-1] == "En nog 30 fouten."


def _bomb():
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return stored.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 2_000,
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
        b"%PDF-1.7",
        b"code;titel\n" + b"".join(f"R{n % 100:02};Titel {n}\n".encode() for n in range(50_000)),
        workbook([["code", "titel"], *[[f"R{n % 100:02}", f"Titel {n}"] for n in range(11_000)]]),
        _bomb(),
    ],
    ids=["empty", "nul", "broken", "old", "pdf", "50,000 rows", "11,000 rows", "bomb"],
)
def test_a_bad_file_is_refused_in_words(db, content):
    with pytest.raises(Invalid) as refused:
        upload(content)
    assert all(text.endswith(".") for texts in refused.value.fields.values() for text in texts)
    assert not IcpcTable.objects.exists()


def test_a_group_searches_the_table_and_what_target_groups_name(table, wilgendal):
    with in_group(wilgendal.row):
        assert [(one.code, one.title) for one in codes.find_codes("a49")] == [
            ("A49.01", "Mogelijk kwetsbaar"),
            ("A49.01", "(Bepalen) mogelijke kwetsbaarheid"),
        ]
        assert codes.title_of("A49.01") == "(Bepalen) mogelijke kwetsbaarheid"
        assert [one.code for one in codes.find_codes("long")] == ["R84"]


def test_without_a_table_the_codes_of_the_source_documents_are_there(db, wilgendal):
    with in_group(wilgendal.row):
        assert {one.code for one in codes.find_codes("kwetsbaar")} == {"A05", "A49.01"}
        assert codes.find_codes("long") == []


@pytest.fixture
def staff(db, client_of):
    return client_of(make_user("Mila Medewerker-Demo", is_staff_member=True))


def _form(content=CSV):
    return {**ABOUT, "file": SimpleUploadedFile("icpc.csv", content.encode())}


def test_staff_upload_replace_and_withdraw(staff):
    assert "geen tabel in gebruik" in staff.get("/beheer/icpc/").text
    assert staff.post("/beheer/icpc/plaatsen/", _form(), follow=True).status_code == 200
    page = staff.get("/beheer/icpc/").text
    for text in ("2026-1", ABOUT["licence"], "Mila Medewerker-Demo"):
        assert text in page
    refused = staff.post("/beheer/icpc/plaatsen/", _form("code;titel\nR84;\n"))
    assert (refused.status_code, "Rij 2: er is geen titel." in refused.text) == (400, True)
    staff.post("/beheer/icpc/intrekken/")
    assert "Eerdere tabellen" in staff.get("/beheer/icpc/").text


def test_uploading_and_withdrawing_ask_for_a_fresh_code(table, staff, monkeypatch):
    monkeypatch.setattr("mdo_tenants.accounts.access.has_fresh_code", lambda _request: False)
    for answer in (
        staff.get("/beheer/icpc/plaatsen/"),
        staff.post("/beheer/icpc/plaatsen/", _form("code;titel\nK77;X\n")),
        staff.post("/beheer/icpc/intrekken/"),
    ):
        assert answer["Location"].startswith("/inloggen/bevestigen/")
    assert queries.table_in_use() == table


@pytest.mark.parametrize("role", ["gp", "chair", "group_admin"])
def test_nobody_else_finds_the_pages(table, wilgendal, make_member, client_of, role):
    member, anonymous = client_of(make_member(wilgendal, role)), Client()
    for path in ("", "plaatsen/"):
        assert member.get(f"/beheer/icpc/{path}").status_code == 404
        assert anonymous.get(f"/beheer/icpc/{path}")["Location"].startswith("/inloggen/")
    for path in ("plaatsen/", "intrekken/"):
        assert member.post(f"/beheer/icpc/{path}", _form()).status_code == 404
    assert queries.table_in_use() == table


def test_the_api_searches_for_who_sees_the_register(table, wilgendal, make_member, client_of):
    def ask(role):
        return client_of(make_member(wilgendal, role)).post(
            wilgendal.url("api/v1/icpc/search/"), {"query": "long"}, content_type="application/json"
        )

    assert ask("consultant").json() == [{"code": "R84", "title": "Maligniteit bronchus/long"}]
    assert ask("group_admin").status_code == NotAllowed.status
