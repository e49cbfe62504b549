"""API tokens: one group, some scopes, an end, shown once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import Invalid, NotFound
from mdo_tenants.accounts import queries
from mdo_tenants.accounts.models import ApiToken
from mdo_tenants.accounts.services import tokens
from mdo_tenants.accounts.services.people import disable_person

pytestmark = pytest.mark.django_db

GROUP = uuid4()


@pytest.fixture
def raw(person) -> str:
    return tokens.create_token(
        person.pk, group_id=GROUP, name="HIS", scopes=["patients:read"], expires_at=timezone.now() + timedelta(days=30)
    )


def test_a_token_speaks_for_its_person_in_its_group(person, raw) -> None:
    token = tokens.authenticate_token(raw, group_id=GROUP)
    assert token is not None
    assert (token.user, token.scopes) == (person, ["patients:read"])
    assert tokens.authenticate_token(raw, group_id=uuid4()) is None


def test_only_a_digest_and_a_readable_handle_are_stored(raw) -> None:
    stored = ApiToken.objects.get()
    assert raw.startswith(f"{stored.prefix}_")
    assert stored.prefix.startswith("mdo_")
    secret = raw.removeprefix(f"{stored.prefix}_")
    assert len(secret) * 6 >= 256
    assert secret not in str(vars(stored))


@pytest.mark.parametrize("typed", ["", "mdo_", "mdo_00000000_x", "\x00", "\ud800", "x" * 10_000])
def test_other_texts_are_no_token(raw, typed) -> None:
    assert tokens.authenticate_token(typed, group_id=GROUP) is None


def test_an_almost_right_token_is_refused(raw) -> None:
    for wrong in (raw[:-1], raw + "x", raw.upper(), raw[:20] + "A" + raw[21:]):
        assert wrong == raw or tokens.authenticate_token(wrong, group_id=GROUP) is None


@pytest.mark.parametrize(("shift", "works"), [(-1, True), (1, False)])
def test_a_token_ends(raw, time_machine, shift, works) -> None:
    time_machine.move_to(ApiToken.objects.get().expires_at + timedelta(seconds=shift), tick=False)
    assert bool(tokens.authenticate_token(raw, group_id=GROUP)) is works


def test_revoking_works_at_once_and_for_the_owner_only(person, raw) -> None:
    token = ApiToken.objects.get()
    for wrong in ({"user_id": uuid4(), "group_id": GROUP}, {"user_id": person.pk, "group_id": uuid4()}):
        with pytest.raises(NotFound):
            tokens.revoke_token(token.pk, **wrong)
    assert tokens.authenticate_token(raw, group_id=GROUP)
    tokens.revoke_token(token.pk, user_id=person.pk, group_id=GROUP)
    assert tokens.authenticate_token(raw, group_id=GROUP) is None
    assert not queries.tokens_of(person.pk, group_id=GROUP).exists()


def test_a_disabled_person_has_no_token(person, raw) -> None:
    disable_person(person.pk)
    assert tokens.authenticate_token(raw, group_id=GROUP) is None


def test_last_use_is_stamped_at_most_once_a_minute(raw, time_machine) -> None:
    time_machine.move_to("2026-11-24T12:00:00Z", tick=False)
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    stamps = []
    for seconds in (0, 30, 31):
        time_machine.shift(seconds)
        tokens.authenticate_token(raw, group_id=GROUP)
        stamps.append(ApiToken.objects.get().last_used_at)
    assert stamps[0] == stamps[1] != stamps[2]


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_an_end_within_a_year_is_obliged(person, days) -> None:
    with pytest.raises(Invalid):
        tokens.create_token(
            person.pk, group_id=GROUP, name="x", scopes=[], expires_at=timezone.now() + timedelta(days=days)
        )
