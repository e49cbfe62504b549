"""The demo's pages exist on this machine in the demo, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from mdo_foundation.common.errors import Conflict, NotFound
from mdo_tenants.accounts.services.demo import DEMO_PASSWORD, add_demo_person, demo_code
from mdo_tenants.groups.models import Membership
from tests.accounts.helpers import CODE, give_password, is_logged_in

pytestmark = pytest.mark.django_db

PAGES = ["/demo/", "/demo/post/"]


@pytest.fixture
def demo(settings, tmp_path):
    settings.MDO_DEMO = True
    settings.MDO_DEMO_MAIL_DIR = tmp_path
    return tmp_path


@pytest.fixture
def player(demo, wilgendal):
    user = add_demo_person("hanna@demo.invalid", full_name="Hanna Havik-Demo")
    Membership.objects.create(group=wilgendal.row, user=user, roles=["gp", "chair"])
    return user


@pytest.mark.parametrize("path", PAGES)
def test_no_demo_page_outside_the_demo(client, path) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1", "2001:db8::1", "::ffff:192.0.2.1", "", "unix:"])
def test_no_demo_page_for_another_machine(demo, path, address) -> None:
    assert Client(REMOTE_ADDR=address).get(path, HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded"])
@pytest.mark.parametrize("path", PAGES)
def test_no_demo_page_through_a_proxy_on_this_machine(demo, client, path, header) -> None:
    """Behind it everybody comes from 127.0.0.1."""
    assert client.get(path, headers={header: "for=192.0.2.1"}).status_code == 404


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
@pytest.mark.parametrize("path", PAGES)
def test_the_demo_pages_answer_to_this_machine(demo, path, address) -> None:
    assert Client(REMOTE_ADDR=address).get(path).status_code == 200


def test_people_are_listed_by_group_with_their_roles(client, player) -> None:
    page = client.get("/demo/").content.decode()
    assert "Wilgendal" in page
    assert "Hanna Havik-Demo" in page
    assert "huisarts, voorzitter" in page
    assert DEMO_PASSWORD in page


def test_real_people_are_not_listed_and_cannot_be_played(client, player, person, secret) -> None:
    assert person.full_name not in client.get("/demo/").content.decode()
    assert client.post(f"/demo/inloggen/{person.pk}/").status_code == 404
    assert client.get(f"/demo/code/{person.pk}/").status_code == 404
    with pytest.raises(NotFound):
        demo_code(person)


def test_one_click_logs_in_each_time(player) -> None:
    for _ in range(15):
        browser = Client()
        answer = browser.post(f"/demo/inloggen/{player.pk}/", {"next": "/account/"})
        assert answer.headers["Location"] == "/account/"
        assert is_logged_in(browser)


def test_seeding_again_changes_nothing(player) -> None:
    assert add_demo_person(player.email.upper(), full_name="Iemand Anders-Demo") == player
    player.refresh_from_db()
    assert player.full_name == "Hanna Havik-Demo"


def test_a_real_person_never_becomes_one_of_the_demo(demo, person) -> None:
    with pytest.raises(Conflict):
        add_demo_person(person.email, full_name="Nep-Demo")
    person.refresh_from_db()
    assert not person.is_demo


def test_looking_logs_nobody_in(client, player) -> None:
    assert client.get(f"/demo/inloggen/{player.pk}/").status_code == 405
    client.get("/demo/")
    assert not is_logged_in(client)


def test_a_demo_person_can_log_in_by_hand(client, player) -> None:
    code = client.get(f"/demo/code/{player.pk}/").context["code"]
    assert give_password(client, player, DEMO_PASSWORD).headers["Location"] == CODE
    client.post(CODE, {"code": code})
    assert is_logged_in(client)


def test_demo_people_vanish_when_the_demo_ends(client, player, settings) -> None:
    client.post(f"/demo/inloggen/{player.pk}/")
    assert is_logged_in(client)
    settings.MDO_DEMO = False
    assert not is_logged_in(client)
    assert give_password(Client(), player, DEMO_PASSWORD).status_code == 200
    with pytest.raises(NotFound):
        add_demo_person("tweede@demo.invalid", full_name="Tweede Tapuit-Demo")


def test_the_mailbox_shows_what_was_caught_newest_first(client, demo) -> None:
    for number, subject in ((1, "Eerste <b>bericht</b>"), (2, "Tweede bericht")):
        text = f"To: iemand@demo.invalid\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\nZie http://127.0.0.1:8000/x{number}/\n"
        (demo / f"179000000000000000{number}-0.eml").write_text(text, encoding="utf-8")
    (demo / "half.part").write_text("x")
    page = client.get("/demo/post/").content.decode()
    assert page.index("Tweede bericht") < page.index("Eerste")
    assert "<b>bericht</b>" not in page
    assert 'href="http://127.0.0.1:8000/x1/"' in page
