"""What everybody can read."""

import pytest

from tests.e2e.browser import Desk, then_accessible, then_fits

PAGES = {
    "home": "/",
    "contact": "/contact/",
    "privacy": "/privacy/",
    "toegankelijkheid": "/toegankelijkheid/",
    "voorwaarden": "/voorwaarden/",
    "verwerkersovereenkomst": "/verwerkersovereenkomst/",
    "aanmelden": "/aanmelden/",
    "inloggen": "/inloggen/",
    "wachtwoord-vergeten": "/wachtwoord-vergeten/",
    "demo": "/demo/",
    "post": "/demo/post/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_is_sound(desk: Desk, name: str) -> None:
    page = desk.visitor(PAGES[name])
    then_accessible(page, name)
    then_fits(page)


def test_an_unknown_page_says_so(desk: Desk) -> None:
    with desk.guard.expecting(404):
        page = desk.visitor("/bestaat-niet/")
        then_accessible(page, "niet-gevonden")
