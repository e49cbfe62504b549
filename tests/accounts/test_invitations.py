"""An invitation: bound to one address, for seven days, accepted once and by POST only."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.accounts.digests import digest_of
from mdo_tenants.accounts.models import Invitation, User
from mdo_tenants.accounts.services import invitations
from mdo_tenants.accounts.signals import invitation_accepted
from tests.accounts.conftest import new_person
from tests.accounts.helpers import in_parallel, is_logged_in, log_in
from tests.accounts.test_passwords import mailed_link

NEW = {"full_name": "Gerda Gans-Demo", "password": "vier kikkers in de regenton"}


@pytest.fixture
def accepted():
    """What listeners heard."""
    heard = []

    def listen(*, invitation, user, **_) -> None:
        heard.append((invitation, user))

    invitation_accepted.connect(listen)
    yield heard
    invitation_accepted.disconnect(listen)


@pytest.fixture
def link(db) -> str:
    invitations.invite("Gerda@Demo.invalid", full_name="Gerda Gans-Demo", roles=["gp"])
    return mailed_link()


def test_accepting_makes_the_account_and_leads_to_the_second_factor(client, link, accepted) -> None:
    assert b"gerda@demo.invalid" in client.get(link).content
    answer = client.post(link, NEW)
    assert answer.headers["Location"] == "/inloggen/instellen/"
    user = User.objects.get(email="gerda@demo.invalid")
    assert [(invitation.roles, who) for invitation, who in accepted] == [(["gp"], user)]
    assert not is_logged_in(client)


def test_opening_the_link_accepts_nothing(client, link, accepted) -> None:
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code in (200, 405)
    assert not accepted
    assert not User.objects.filter(email="gerda@demo.invalid").exists()
    assert client.post(link, NEW).status_code == 302


def test_a_link_works_once(client, link, accepted) -> None:
    client.post(link, NEW)
    assert Client().get(link).status_code == 404
    assert Client().post(link, NEW).status_code == 404
    assert len(accepted) == 1


def test_the_token_has_256_bits_and_only_its_digest_is_stored(link) -> None:
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert len(token) >= 43
    stored = Invitation.objects.get()
    assert stored.token_digest == digest_of(token)
    assert not any(token in str(entry.payload) for entry in OutboxEntry.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (1, 404)])
def test_a_link_works_for_seven_days(client, time_machine, seconds, status) -> None:
    time_machine.move_to("2026-11-24T12:00:00Z", tick=False)
    invitations.invite("gerda@demo.invalid")
    link = mailed_link()
    time_machine.shift(7 * 86_400 + seconds)
    assert client.get(link).status_code == status
    assert client.post(link, NEW).status_code == (302 if status == 200 else 404)


def test_a_new_invitation_ends_the_one_before(client, link) -> None:
    invitations.invite("gerda@demo.invalid", roles=["chair"])
    assert client.get(link).status_code == 404
    assert client.get(mailed_link()).status_code == 200


def test_an_invitation_sent_again_has_another_link(client, link) -> None:
    invitations.send_invitation(Invitation.objects.get())
    again = mailed_link()
    assert again != link
    assert client.get(link).status_code == 404
    assert client.get(again).status_code == 200


def test_a_revoked_invitation_is_refused_and_not_mailed(client, link) -> None:
    invitations.send_invitation(Invitation.objects.get())
    invitations.revoke_invitation(Invitation.objects.get().pk)
    before = len(mail.outbox)
    outbox.run_due()
    assert len(mail.outbox) == before
    assert client.get(link).status_code == 404


def test_a_weak_password_does_not_use_the_invitation_up(client, link) -> None:
    assert client.post(link, {**NEW, "password": "gerda@demo.invalid"}).status_code == 200
    assert client.post(link, NEW).status_code == 302


def test_a_failing_listener_undoes_the_acceptance(client, link) -> None:
    def refuse(**_) -> None:
        raise NotFound

    invitation_accepted.connect(refuse)
    try:
        client.post(link, NEW)
    finally:
        invitation_accepted.disconnect(refuse)
    assert not User.objects.filter(email="gerda@demo.invalid").exists()
    assert client.post(link, NEW).status_code == 302


def test_a_person_with_an_account_logs_in_and_accepts(client, person, secret, password, accepted) -> None:
    invitations.invite(person.email, group_name="Wilgendal", roles=["gp"])
    link = mailed_link()
    assert client.get(link).headers["Location"].startswith("/inloggen/?next=%2Fuitnodiging%2F")
    assert client.post(link, NEW).headers["Location"].startswith("/inloggen/")
    person.refresh_from_db()
    assert person.check_password(password)
    log_in(client, person, password, secret)
    assert b"Wilgendal" in client.get(link).content
    assert not accepted
    assert client.post(link, {"ok": "1"}).headers["Location"] == "/groepen/"
    assert [who for _, who in accepted] == [person]


def test_somebody_else_cannot_accept_it(client, person, secret, password, accepted) -> None:
    invited = new_person("Iris IJsvogel-Demo")
    invitations.invite(invited.email)
    link = mailed_link()
    log_in(client, person, password, secret)
    assert client.get(link).status_code == 403
    assert client.post(link, {"ok": "1"}).status_code == 403
    with pytest.raises(NotFound):
        invitations.accept_as_existing(link.rstrip("/").rsplit("/", 1)[1], user=person)
    assert not accepted
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "é" * 20])
def test_unknown_tokens_are_refused(client, db, token) -> None:
    assert client.get(f"/uitnodiging/{token}/").status_code == 404


def test_one_invitation_in_parallel_is_accepted_once(committed_person, accepted) -> None:
    email = f"nieuw-{uuid4().hex[:6]}@demo.invalid"
    invitation = Invitation.objects.create(email=email, expires_at=timezone.now() + timedelta(days=1))
    token = invitations.new_token(invitation)
    try:
        answers = in_parallel(lambda _: invitations.accept_as_new(token, **NEW), range(8), threads=8)
        assert sum(isinstance(answer, User) for answer in answers) == 1
        assert sum(isinstance(answer, NotFound) for answer in answers) == 7
        assert len(accepted) == 1
    finally:
        User.objects.filter(email=email).delete()
        invitation.delete()
