"""The PDF of an invoice: what it says, and that it is tagged and Dutch."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from mdo_billing.models import Invoice
from mdo_billing.runs import issue_invoices
from tests.billing.support import BY

pytestmark = pytest.mark.usefixtures("new_year")


@pytest.fixture
def pdf(make_group: Callable[..., Any]) -> PdfReader:
    make_group("Stadsrand #1 *Zuid* & Co", "palliatief", "kwetsbare_ouderen")
    issue_invoices(2026, by=BY)
    return PdfReader(io.BytesIO(bytes(Invoice.objects.get().pdf)))


def test_says_who_pays_what_to_whom_and_why(pdf: PdfReader) -> None:
    text = " ".join("".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ").split())

    for part in (
        "Factuur 2027-00001", "Factuurdatum: 4 januari 2027", "Gebruik van de MDO-Portal in 2026",
        "Stadsrand #1 *Zuid* & Co", "A. Bakker-Demo", "Portaal-Demo BV", "KvK 00000000", "btw-id NL000000000B00",
        "Basistarief MDO-Portal 2026", "€ 85,00", "Meerprijs voor meer dan één doelgroep 2026", "€ 23,33",
        "7 van 12 maanden (juni tot en met december) van € 40,00 per jaar", "Totaal exclusief btw € 108,33",
        "Btw 21% € 22,75", "Te betalen € 131,08", "NL00DEMO0000000000",
    ):  # fmt: skip
        assert part in text


def test_is_tagged_and_dutch(pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"].lower().startswith("nl")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Factuur 2027-00001"
    assert len(pdf.pages) == 1
