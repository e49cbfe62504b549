"""The public site: for everybody, without a log-in, and without anything from elsewhere."""

from __future__ import annotations

import re

import pytest
from django.test import Client

PAGES = [
    "/",
    "/contact/",
    "/privacy/",
    "/toegankelijkheid/",
    "/voorwaarden/",
    "/verwerkersovereenkomst/",
    "/aanmelden/",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_anybody(db, path):
    page = Client().get(path)

    assert page.status_code == 200
    assert re.search(r"<h1>\S", page.text)
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page.text)


def test_home_leads_to_sign_up_log_in_and_costs(db):
    page = Client().get("/").text

    assert 'href="/aanmelden/"' in page
    assert 'href="/inloggen/"' in page
    assert "€ 85" in page
    assert "€ 40" in page


@pytest.mark.parametrize("path", PAGES[:-1])
def test_pages_of_text_take_no_post(db, path):
    assert Client().post(path).status_code == 405


def test_accepted_texts_show_the_version_that_is_kept(db):
    from mdo_tenants.provisioning.agreements import PROCESSOR_AGREEMENT_VERSION, TERMS_VERSION

    assert f"Versie {TERMS_VERSION}" in Client().get("/voorwaarden/").text
    assert f"Versie {PROCESSOR_AGREEMENT_VERSION}" in Client().get("/verwerkersovereenkomst/").text
