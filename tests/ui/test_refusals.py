from __future__ import annotations

import pytest
from django.test import RequestFactory

from mdo_foundation.common.errors import Conflict, NotLoggedIn, PortalError, Unavailable
from mdo_foundation.common.responses import error_response
from mdo_foundation.ui import views

REQUEST = RequestFactory().get("/groep/wilgendal/register/")


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (NotLoggedIn("Log in."), "Log in"),
        (Conflict("Iemand was je voor."), "bekijk wat er nu staat"),
        (Unavailable("Even niet."), "Wacht een paar minuten"),
        (PortalError("Dit klopt niet."), "Naar het begin"),
    ],
)
def test_every_refusal_is_a_page_that_says_what_to_do(error: PortalError, advice: str) -> None:
    response = error_response(REQUEST, error)
    page = response.content.decode()
    assert response.status_code == error.status
    assert f"<p data-error-text>{error.message}</p>" in page
    assert advice in page


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.not_allowed, 403), (views.not_found, 404), (views.csrf_failure, 403)],
)
def test_the_last_net_answers_in_the_same_words(view: object, status: int) -> None:
    response = view(REQUEST)
    assert response.status_code == status
    assert "data-error-text" in response.content.decode()


def test_a_fault_shows_nothing_of_itself() -> None:
    response = views.server_error(REQUEST)
    assert response.status_code == 500
    assert "controleer of je laatste wijziging is opgeslagen" in response.content.decode()
