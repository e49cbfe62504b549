"""Redis or PostgreSQL goes away while somebody works (F4, F5, F6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from mdo_foundation.common import limits, outbox
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import RateCounter
from mdo_foundation.common.tasks import beat
from mdo_platform.meetings.models import Advice, Meeting, MeetingReport

TEXT = "Nachtzorg aanvragen, drie nachten per week."


@pytest.fixture
def without_redis(engines):
    engines.redis.stop()
    yield
    engines.redis.start()


def test_a_meeting_is_closed_while_redis_is_away_and_reported_when_it_is_back(meeting, client_of, engines, mail_server):
    client = client_of(meeting.place.members["chair"])
    engines.redis.stop()
    try:
        assert client.post(meeting.url("sluiten/")).status_code == 302
        with in_group(meeting.place.row):
            assert Meeting.objects.get().state == "closed"
        assert client.get(meeting.url("verslag/")).status_code == 200
    finally:
        engines.redis.start()
    while outbox.run_due():  # what the scheduler asks for every ten seconds
        pass
    with in_group(meeting.place.row):
        assert MeetingReport.objects.count() == 1
    assert len(mail_server) == 1


def test_a_note_is_kept_while_redis_is_away(meeting, client_of, without_redis):
    client = client_of(meeting.place.members["chair"])
    assert client.post(meeting.url(f"zaal/advies/{meeting.item_id}/"), {"text": TEXT, "version": 1}).status_code == 302
    with in_group(meeting.place.row):
        assert [advice.text for advice in Advice.objects.all()] == [TEXT]


def test_everybody_stays_logged_in_when_redis_is_lost_and_comes_back_empty(meeting, client_of, engines):
    client = client_of(meeting.place.members["gp"])
    answers = [client.get(meeting.place.url("register/")).status_code]
    engines.redis.kill()
    try:
        answers.append(client.get(meeting.place.url("register/")).status_code)
    finally:
        engines.redis.start()
    answers.append(client.get(meeting.place.url("register/")).status_code)
    assert answers == [200, 200, 200]


def test_limits_stay_closed_while_redis_is_away(committed, without_redis):
    three = limits.Limit(name="test-away", maximum=3, per=timedelta(hours=1))
    assert [limits.take(three, subject="a") for _try in range(4)] == [True, True, True, False]
    RateCounter.objects.all().delete()


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_a_note_while_postgresql_restarts_is_refused_in_words_and_then_kept_once(meeting, client_of, engines, end):
    client = client_of(meeting.place.members["chair"], raise_request_exception=False)
    address = meeting.url(f"zaal/advies/{meeting.item_id}/")
    assert client.get(meeting.url("zaal/")).status_code == 200
    _write_down()
    getattr(engines.postgres, end)()
    try:
        refused = client.post(address, {"text": TEXT, "version": 1})
    finally:
        engines.postgres.start()
    assert refused.status_code == 503
    assert "Niet opgeslagen. Je tekst staat er nog" in refused.content.decode()
    connections["default"].close_if_unusable_or_obsolete()
    for _again in range(2):  # the answer to the first may get lost, so the page sends it once more
        assert client.post(address, {"text": TEXT, "version": 1}).headers.get("Location") == meeting.url("zaal/")
    with in_group(meeting.place.row):
        assert [(advice.text, advice.version) for advice in Advice.objects.all()] == [(TEXT, 2)]


def _write_down():
    """The tests' PostgreSQL commits without waiting; a commit that waits writes down everything before it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
        beat("test")


def test_health_says_what_is_away(committed, client, engines, without_redis):
    answer = client.get("/readyz").json()
    assert (answer["database"], answer["redis"]) == ("ok", "down")
    assert client.get("/healthz").json() == {"status": "ok"}
