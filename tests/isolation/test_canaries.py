"""No page, API, task, cache or file of one group shows anything of another (S-03)."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
import redis
from django.core import mail
from pypdf import PdfReader

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import services as meetings
from mdo_platform.meetings.models import MeetingReport
from mdo_tenants.groups.queries import actor_from, membership
from tests.isolation.canaries import current_states, fill
from tests.rights.routes import routes

OURS, THEIRS = "Kanariegeel", "Papegaaigroen"
ROUTES = routes("mdo_platform.project.urls_group")
FIXED = {"dimension": "somatisch", "field": "som_problemen", "name": "last_name", "part": "vraag"}
FIXED |= {"pathway": "ko_programma", "step": "ko_signaleren", "tool": "valrisico", "item": "gevallen"}


@pytest.fixture
def two_groups(wilgendal, zandplaat, make_member):
    """Both filled with their own word; the chair of the first, and the ids of both."""
    found = {}
    for place, word in ((wilgendal, OURS), (zandplaat, THEIRS)):
        user = make_member(place, "chair", "gp", "group_admin", name=f"Voorzitter {word}")
        chair = actor_from(membership(group_id=place.row.pk, user_id=user.pk))
        found[word] = (user, chair, fill(place, chair, word))
    return found


def addresses(ids):
    """Every route of a group whose parameters we have something for; what is unknown gets a made-up id."""
    values = {**FIXED, **ids}
    for route in ROUTES:
        yield route, route.filled(**{name: values.get(name, uuid4()) for name, _kind in route.kinds})


def test_no_page_or_api_of_a_group_shows_another(two_groups, wilgendal, client_of):
    user, _chair, ids = two_groups[OURS]
    client = client_of(user)
    shown = 0
    for route, address in addresses(ids):
        answer = client.get(wilgendal.url(address))
        body = answer.content.decode(errors="replace")
        assert THEIRS not in body, str(route)
        assert THEIRS not in str(answer.headers), str(route)
        shown += OURS in body
    assert shown >= 10, "the pages do not even show what they should: this test proves nothing"


@pytest.mark.parametrize("method", ["get", "post", "patch", "put", "delete"])
def test_a_foreign_id_is_the_same_as_one_that_does_not_exist(two_groups, wilgendal, zandplaat, client_of, method):
    user, _chair, ids = two_groups[OURS]
    foreign_ids = two_groups[THEIRS][2]
    client = client_of(user)
    with in_group(zandplaat.row):
        before = current_states()
    for route in ROUTES:
        names = [name for name, kind in route.kinds if kind == "uuid"]
        for name in names:
            values = {**FIXED, **{other: ids.get(other, uuid4()) for other in names}}
            foreign = wilgendal.url(route.filled(**{**values, name: foreign_ids.get(name, uuid4())}))
            unknown = wilgendal.url(route.filled(**{**values, name: uuid4()}))
            answer, same = (getattr(client, method)(address, {}, "application/json") for address in (foreign, unknown))
            assert answer.status_code == same.status_code, (str(route), name)
            assert answer.status_code in {204, 302} or answer.status_code >= 400, (str(route), name, answer.status_code)
            assert THEIRS not in answer.content.decode(errors="replace"), (str(route), name)
    with in_group(zandplaat.row):
        assert current_states() == before


def test_no_search_finds_another_groups_patient(two_groups, wilgendal, client_of):
    client = client_of(two_groups[OURS][0])
    ours = client.post(wilgendal.url("register/zoeken/"), {"q": OURS}).content.decode()
    theirs = client.post(wilgendal.url("register/zoeken/"), {"q": THEIRS}).content.decode()
    assert (ours.count('scope="row"'), theirs.count('scope="row"')) == (1, 0)
    assert str(two_groups[THEIRS][2]["patient_id"]) not in theirs


def test_no_task_mail_or_file_holds_another_groups_word(two_groups, wilgendal, zandplaat):
    for place, word in ((wilgendal, OURS), (zandplaat, THEIRS)):
        _user, chair, ids = two_groups[word]
        with in_group(place.row):
            meetings.tick_attendance(ids["meeting_id"], by=chair, user_id=chair.user_id, present=True)
            meetings.close_meeting(ids["meeting_id"], by=chair)
    while outbox.run_due():
        pass
    payloads = "".join(str(entry.payload) for entry in OutboxEntry.objects.exclude(kind="mail"))
    assert OURS not in payloads
    assert THEIRS not in payloads
    with in_group(wilgendal.row):
        report = MeetingReport.objects.get()
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(bytes(report.pdf))).pages)
    assert OURS in text
    assert THEIRS not in text + str(report.content)
    sent = {message.to[0]: message.subject + message.body for message in mail.outbox}
    assert len(sent) == 2
    assert THEIRS not in sent[two_groups[OURS][0].email]


def test_nothing_of_a_patient_is_in_redis(two_groups, wilgendal, client_of, engines):
    client = client_of(two_groups[OURS][0])
    for _route, address in addresses(two_groups[OURS][2]):
        client.get(wilgendal.url(address))
    store = redis.Redis.from_url(engines.redis_url)
    kept = b"".join(key + (store.dump(key) or b"") for key in store.scan_iter())
    store.close()
    assert OURS.encode() not in kept
