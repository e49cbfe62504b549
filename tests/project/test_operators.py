"""A new installation: the first staff member and the first chair get in by mail, with nothing made by hand."""

from __future__ import annotations

import re

from django.core import mail
from django.test import Client

from mdo_foundation.common import outbox
from mdo_platform.project.operators import add_staff_member, invite_chair
from mdo_tenants.accounts.models import User


def test_the_first_staff_member_gets_a_link_to_set_a_password(db):
    add_staff_member("Eerste.Staf@demo.invalid", full_name="Eerste Staf-Demo")
    outbox.run_due()
    user = User.objects.get(email="eerste.staf@demo.invalid")
    assert user.is_staff_member
    assert not user.has_usable_password()
    assert [message.to for message in mail.outbox] == [["eerste.staf@demo.invalid"]]


def test_somebody_with_an_account_becomes_staff_and_keeps_the_password(db):
    user = User(email="al@demo.invalid", full_name="Al Lid-Demo")
    user.set_password("een lange zin met paarden")
    user.save()
    add_staff_member("al@demo.invalid", full_name="Andere Naam")
    user.refresh_from_db()
    assert (user.is_staff_member, user.full_name) == (True, "Al Lid-Demo")
    assert user.check_password("een lange zin met paarden")


def test_the_first_chair_is_invited(wilgendal):
    invite_chair(wilgendal.row, email="voorzitter@demo.invalid", full_name="Eerste Voorzitter-Demo")
    outbox.run_due()
    (message,) = mail.outbox
    path = re.search(r"https?://[^/]+(/uitnodiging/\S+)", message.body)[1]
    assert "Wilgendal" in Client().get(path, follow=True).content.decode()
