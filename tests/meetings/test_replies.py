"""Replies of calendar programs: read strictly, kept once, never answered (RFC 5546, 3.2.3)."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

import hypothesis
import pytest
from django.core import mail as django_mail
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.invitations.replies import MOST_BYTES, Ignored, read
from mdo_platform.meetings.models import Invitee, Meeting
from mdo_platform.project import cli
from mdo_tenants.groups.models import Group
from tests.meetings.calendar_tools import REPLY_TO, Stdin, deliver, reply_to
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(table: Table, settings: Any) -> Any:
    """The invitation that the chair got."""
    settings.MDO_REPLY_ADDRESS = REPLY_TO
    with table.desk.open():
        table.plan(starts_at=timezone.now() + timedelta(weeks=3))
    (mail,) = deliver()
    return mail


def take_in(raw: bytes) -> None:
    services.take_in(read(raw))


def answer(table: Table) -> str:
    with table.desk.open():
        return Invitee.objects.get().answer


@pytest.mark.parametrize(
    ("partstat", "kept"), [("ACCEPTED", "accepted"), ("DECLINED", "declined"), ("TENTATIVE", "tentative")]
)
def test_an_answer_of_a_calendar_program_is_kept(table: Table, invited: Any, partstat: str, kept: str) -> None:
    take_in(reply_to(invited, partstat=partstat))
    assert answer(table) == kept


def test_the_forms_in_which_outlook_google_and_apple_write_it(table: Table, invited: Any) -> None:
    """MAILTO in capitals with a name (Outlook), folded lines and more properties (Google), quotes (Apple)."""
    address = invited.to[0]
    outlook = f';PARTSTAT=DECLINED;RSVP=TRUE;CN="Voorzitter, Vera":MAILTO:{address.upper()}'
    take_in(reply_to(invited, ATTENDEE=outlook))
    assert answer(table) == "declined"
    google = (
        f";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN={address};\r\n X-NUM-GUESTS=0:mailto:{address}"
    )
    later = f":{timezone.now() + timedelta(minutes=6):%Y%m%dT%H%M%SZ}"
    take_in(reply_to(invited, ATTENDEE=google, DTSTAMP=later))
    assert answer(table) == "accepted"


def as_mixed(raw: bytes) -> bytes:
    head, _blank, body = raw.partition(b"\r\n\r\n")
    head = head.replace(
        b"Content-Type: text/calendar; charset=utf-8; method=REPLY", b'Content-Type: multipart/mixed; boundary="x"'
    )
    part = b"Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n" + body
    return head + b"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nIk kom.\r\n--x\r\n" + part + b"\r\n--x--\r\n"


@pytest.mark.parametrize(
    "name", ["", "J. Jansen ", '"Jansen, J. (huisarts)" ', "J. Jansen (huisarts) ", "=?iso-8859-1?q?Ren=E9?= ", "René "]
)
def test_the_forms_in_which_people_write_their_names(table: Table, invited: Any, name: str) -> None:
    take_in(reply_to(invited).replace(b"From: Iemand <", f"From: {name}<".encode()))
    assert answer(table) == "accepted"


def test_a_reply_among_other_parts_is_found(table: Table, invited: Any) -> None:
    take_in(as_mixed(reply_to(invited)))
    assert answer(table) == "accepted"


REFUSED = {
    "of somebody else": {"sender": "ander@demo.invalid"},
    "for somebody else": {"ATTENDEE": ";PARTSTAT=ACCEPTED:mailto:ander@demo.invalid"},
    "of two": {
        "ATTENDEE": ";PARTSTAT=ACCEPTED:mailto:a@demo.invalid\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:b@demo.invalid"
    },
    "of nobody": {"ATTENDEE": None},
    "a counter-proposal": {"METHOD": ":COUNTER"},
    "an invitation": {"METHOD": ":REQUEST"},
    "a cancellation": {"METHOD": ":CANCEL"},
    "no answer": {"partstat": "NEEDS-ACTION"},
    "an unknown answer": {"partstat": "DELEGATED"},
    "no uid": {"UID": None},
    "another's uid": {"UID": ":040000008200E00074C5B7101A82E008"},
    "a uid that only looks like ours": {"UID": ":../../x.y@mdo-portal"},
    "one time of many": {"RECURRENCE-ID": ":20270330T193000Z"},
    "no stamp": {"DTSTAMP": None},
    "a sequence that is no number": {"SEQUENCE": ":veel"},
    "stamped before there were calendars": {"DTSTAMP": ":00010101T000000Z"},
    "stamped on a day": {"DTSTAMP": ";VALUE=DATE:20270101"},
    "a sequence that is below zero": {"SEQUENCE": ":-1"},
    "an answer twice": {"METHOD": ":REPLY\r\nMETHOD:REQUEST"},
}


@pytest.mark.parametrize("what", REFUSED)
def test_anything_else_is_left_alone(table: Table, invited: Any, what: str) -> None:
    with pytest.raises(Ignored):
        take_in(reply_to(invited, **REFUSED[what]))
    assert answer(table) == ""


@pytest.mark.parametrize(
    "head",
    [
        "From: {address}, boef@kwaad.invalid",
        "From: boef@kwaad.invalid\r\nFrom: {address}",
        'From: "{address}" <boef@kwaad.invalid>',
        "From: {address} <boef@kwaad.invalid>",
        "From: =?utf-8?q?{address}?= <boef@kwaad.invalid>",
        "From: {address})boef@kwaad.invalid",
        "From: boef@kwaad.invalid ({address})",
        "From: x:{address},boef@kwaad.invalid;",
        "From: boef@kwaad.invalid\r\nSender: {address}\r\nReply-To: {address}",
        "Sender: {address}",
    ],
)
def test_who_pretends_to_be_another_says_nothing(table: Table, invited: Any, head: str) -> None:
    raw = reply_to(invited).decode()
    start, end = raw.index("From:"), raw.index("\r\nTo:")
    with pytest.raises(Ignored):
        take_in((raw[:start] + head.format(address=invited.to[0]) + raw[end:]).encode())
    assert answer(table) == ""


def test_what_else_is_in_the_entry_is_not_looked_at(table: Table, invited: Any) -> None:
    """A zone of one's own (Outlook), an alarm with addresses, a rule, a picture, letters of another table."""
    raw = reply_to(invited).decode()
    zone = "BEGIN:VTIMEZONE\r\nTZID:Kwaad\r\nBEGIN:STANDARD\r\nDTSTART:x\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    alarm = "BEGIN:VALARM\r\nATTENDEE:mailto:ander@demo.invalid\r\nTRIGGER:x\r\nEND:VALARM\r\n"
    more = "RRULE:FREQ=SECONDLY\r\nATTACH;VALUE=BINARY:%%%\r\nCOMMENT:Ik kom \u00e9\u00e9n keer\r\n"
    raw = raw.replace("BEGIN:VEVENT", f"{zone}BEGIN:VEVENT").replace("END:VEVENT", f"{more}{alarm}END:VEVENT")
    take_in(raw.replace("charset=utf-8", "charset=iso-8859-1").encode("iso-8859-1"))
    assert answer(table) == "accepted"


def _hostile() -> dict[str, bytes]:
    """As large as may be, and made to keep a parser busy or to have it call itself."""
    size = MOST_BYTES - 2000
    head, kind = "From: a@demo.invalid\r\n", "Content-Type: text/calendar"
    uid = "6f1c2a34-0000-4000-8000-000000000001.6f1c2a34-0000-4000-8000-000000000002@mdo-portal"
    entry = f"UID:{uid}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@demo.invalid\r\nDTSTAMP:20270101T000000Z\r\n"

    def filled(text: str, made: str) -> bytes:
        start = f"{made}\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n{entry}"
        return f"{start}END:VEVENT\r\nEND:VCALENDAR\r\n".replace("@@", text * (size // len(text))).encode()

    return {
        **{
            f"from {text}": filled(text, f"From: @@ <a@demo.invalid>\r\n{kind}")
            for text in ("a@b.c,", '"', "<", "(", "a.")
        },
        "from encoded": filled("=?utf-8?q?a?= ", f"From: @@<a@demo.invalid>\r\n{kind}"),
        **{f"type {text}": filled(text, f"{head}{kind}; @@") for text in ("a=b; ", "a*0=b; ", '"')},
        "parts in parts": b"".join(
            [
                head.encode(),
                *(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(900)),
            ]
        )
        + b"x\r\n" * 60_000,
        "mail in mail": head.encode() + b"Content-Type: message/rfc822\r\n\r\n" * 6_000,
        "properties": filled("X-A:b\r\n", f"{head}{kind}").replace(
            b"END:VEVENT", b"X-A:b\r\n" * 35_000 + b"END:VEVENT"
        ),
        "components": f"{head}{kind}\r\n\r\n".encode() + b"BEGIN:VCALENDAR\r\n" * 14_000,
    }


HOSTILE = _hostile()


@pytest.mark.parametrize("what", HOSTILE)
def test_no_mail_keeps_the_reader_busy(what: str) -> None:
    assert len(HOSTILE[what]) <= MOST_BYTES
    began = time.process_time()
    with suppress(Ignored):
        read(HOSTILE[what])
    assert time.process_time() - began < 3


def test_what_is_too_large_is_not_even_parsed(invited: Any) -> None:
    with pytest.raises(Ignored, match="too large"):
        read(reply_to(invited) + b"x" * MOST_BYTES)


@hypothesis.settings(deadline=None)  # a busy machine is no fault
@given(raw=st.binary(max_size=2000))
def test_no_input_breaks_the_reader(raw: bytes) -> None:
    with pytest.raises(Ignored):
        read(raw)


@hypothesis.settings(deadline=None)  # a busy machine is no fault
@given(noise=st.binary(max_size=300), place=st.integers(0, 400))
def test_a_damaged_reply_is_read_or_left_alone(noise: bytes, place: int) -> None:
    whole = (
        b"From: a@demo.invalid\r\nContent-Type: text/calendar\r\n\r\n"
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        b"UID:6f1c2a34-0000-4000-8000-000000000001.6f1c2a34-0000-4000-8000-000000000002@mdo-portal\r\n"
        b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@demo.invalid\r\nDTSTAMP:20270101T000000Z\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    with suppress(Ignored):
        assert read(whole[:place] + noise + whole[place:]).email


class TestOrder:
    def test_an_answer_about_an_earlier_version_is_left_alone(self, table: Table, invited: Any) -> None:
        with table.desk.open():
            services.change_meeting(table.meeting_id, by=table.chair, version=1, minutes=90)
        deliver()
        with pytest.raises(Ignored, match="earlier version"):
            take_in(reply_to(invited))

    def test_an_answer_to_the_old_time_does_not_count_for_the_new_one(self, table: Table, invited: Any) -> None:
        """Nor while the invitation to the new time has not gone out yet."""
        with table.desk.open():
            services.change_meeting(
                table.meeting_id, by=table.chair, version=1, starts_at=timezone.now() + timedelta(days=40)
            )
        with pytest.raises(Ignored, match="earlier version"):
            take_in(reply_to(invited))
        assert answer(table) == ""

    def test_of_two_answers_the_later_one_counts_however_they_arrive(self, table: Table, invited: Any) -> None:
        now = timezone.now()
        early, late = (f":{now + timedelta(minutes=m):%Y%m%dT%H%M%SZ}" for m in (-9, -8))
        take_in(reply_to(invited, partstat="DECLINED", DTSTAMP=late))
        with pytest.raises(Ignored, match="older"):
            take_in(reply_to(invited, DTSTAMP=early))
        with pytest.raises(Ignored, match="older"):
            take_in(reply_to(invited, DTSTAMP=late))  # delivered twice
        assert answer(table) == "declined"

    def test_what_was_said_in_the_portal_since_is_newer(self, table: Table, invited: Any) -> None:
        with table.desk.open():
            services.respond(table.meeting_id, by=table.chair, answer="declined", sequence=0)
        with pytest.raises(Ignored, match="older"):
            take_in(reply_to(invited, DTSTAMP=f":{timezone.now() - timedelta(minutes=1):%Y%m%dT%H%M%SZ}"))
        assert answer(table) == "declined"

    def test_a_clock_that_is_ahead_does_not_shut_out_later_answers(self, table: Table, invited: Any) -> None:
        take_in(reply_to(invited, DTSTAMP=":20390101T000000Z"))
        with table.desk.open():
            assert Invitee.objects.get().answered_at <= timezone.now()

    @pytest.mark.parametrize("state", ["open", "closed", "reported", "cancelled"])
    def test_there_is_nothing_to_answer_any_more(self, table: Table, invited: Any, state: str) -> None:
        with table.desk.open():
            Meeting.objects.update(state=state)
            with pytest.raises(Conflict):
                services.respond(table.meeting_id, by=table.chair, answer="accepted", sequence=0)
        with pytest.raises(Ignored):
            take_in(reply_to(invited))

    def test_who_left_and_a_group_that_is_suspended_have_nothing_to_say(self, table: Table, invited: Any) -> None:
        with table.desk.open():
            Invitee.objects.update(is_withdrawn=True)
        with pytest.raises(Ignored):
            take_in(reply_to(invited))
        with table.desk.open():
            Invitee.objects.update(is_withdrawn=False)
        Group.objects.filter(pk=table.desk.place.row.pk).update(status="suspended")
        with pytest.raises(Ignored):
            take_in(reply_to(invited))


class TestInThePortal:
    def test_answers_are_counted_in_words(self, table: Table, invited: Any) -> None:
        with table.desk.open():
            gp, admin = table.desk.acting("gp"), table.desk.acting("group_admin")
            services.respond(table.meeting_id, by=table.chair, answer="accepted", sequence=0)
            services.respond(table.meeting_id, by=gp, answer="declined", sequence=0)
            with pytest.raises(Invalid):
                services.respond(table.meeting_id, by=gp, answer="misschien", sequence=0)
            with pytest.raises(NotAllowed):
                services.respond(table.meeting_id, by=admin, answer="accepted", sequence=0)
            found = queries.answers(table.chair, table.meeting())
            assert [(one.answer) for one in found.members if one.user_id == gp.user_id] == ["declined"]
        page = table.browser(gp).get(table.url()).content.decode()
        assert "1 komt, 1 niet, 0 onbekend" in page

    def test_who_answers_before_the_invitation_gets_it_with_the_answer(self, table: Table) -> None:
        with table.desk.open():
            table.plan(starts_at=timezone.now() + timedelta(weeks=3))
            services.respond(table.meeting_id, by=table.chair, answer="accepted", sequence=0)
        (mail,) = deliver()
        assert "PARTSTAT=ACCEPTED" in mail.alternatives[0][0].replace("\r\n ", "").replace("\n ", "")
        assert answer(table) == "accepted"

    def test_by_a_button_of_the_page(self, table: Table, invited: Any) -> None:
        browser = table.browser(table.chair)
        page = browser.get(table.url()).content.decode()
        assert '<input type="hidden" name="sequence" value="0">' in page
        assert browser.post(table.url("antwoord/"), {"answer": "tentative", "sequence": "0"}).status_code == 302
        assert "1 misschien" in browser.get(table.url()).content.decode()

    def test_who_saw_the_old_time_does_not_accept_the_new_one(self, table: Table, invited: Any) -> None:
        """By the page and by the API alike; the same answer to what is so now counts."""
        with table.desk.open():
            later = timezone.now() + timedelta(days=40)
            services.change_meeting(table.meeting_id, by=table.chair, version=1, starts_at=later)
        browser = table.browser(table.chair)
        shown = browser.post(table.url("antwoord/"), {"answer": "accepted", "sequence": "0"})
        assert shown.status_code == 409
        assert "gewijzigd. Kijk opnieuw" in shown.content.decode()
        assert '<input type="hidden" name="sequence" value="1">' in shown.content.decode()
        assert browser.post(table.url("antwoord/"), {"answer": "accepted"}).status_code == 409
        address = table.desk.place.url(f"api/v1/meetings/{table.meeting_id}/")

        def put(body: dict[str, Any]) -> Any:
            return browser.put(f"{address}answer/", body, content_type="application/json")

        refused = put({"answer": "accepted", "sequence": 0})
        assert (refused.status_code, refused.json()["current"]["sequence"]) == (409, 1)
        assert put({"answer": "accepted"}).status_code == 400
        assert answer(table) == ""
        assert put({"answer": "accepted", "sequence": browser.get(address).json()["sequence"]}).status_code == 200
        assert answer(table) == "accepted"


@pytest.mark.parametrize("is_good", [True, False])
def test_a_mail_server_pipes_a_message_in_and_never_gets_an_error(
    table: Table, invited: Any, monkeypatch: Any, capsys: Any, is_good: bool
) -> None:
    raw = reply_to(invited) if is_good else b"Subject: Out of office\r\n\r\nIk ben er niet."
    sent = len(django_mail.outbox)
    monkeypatch.setattr("sys.stdin", Stdin(raw))
    assert cli.main(["mail", "receive"]) == 0
    assert answer(table) == ("accepted" if is_good else "")
    deliver()
    assert len(django_mail.outbox) == sent
    assert capsys.readouterr().out == ""


def test_while_the_database_is_away_the_mail_server_is_to_try_again(invited: Any, monkeypatch: Any) -> None:
    from django.db import OperationalError

    def away(_reply: Any) -> None:
        raise OperationalError

    monkeypatch.setattr("mdo_platform.meetings.services.take_in", away)
    monkeypatch.setattr("sys.stdin", Stdin(reply_to(invited)))
    assert cli.main(["mail", "receive"]) == 75
