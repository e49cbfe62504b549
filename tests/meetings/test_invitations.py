"""Invitations: the same entry in every calendar, changed and withdrawn as the meeting and the group change (M-02)."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_foundation.common.groups import outside_groups
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import services
from mdo_platform.meetings.invitations import calendar
from mdo_platform.meetings.models import Invitee
from mdo_platform.register import services as register
from mdo_tenants.groups import memberships
from mdo_tenants.groups.models import Group, Membership
from tests.meetings.calendar_tools import at, calendar_of, clock, deliver, entry_of, rows
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db

CANARY = ("Kanariegeel-Demo", "K1945", "999911120", "Hoe regelen we nachtzorg")


@pytest.fixture(autouse=True)
def reply_address(settings: Any) -> None:
    settings.MDO_REPLY_ADDRESS = "mdo@portaal.demo.invalid"


def planned(table: Table, **fields: Any) -> Any:
    fields.setdefault("starts_at", timezone.now().replace(microsecond=0) + timedelta(weeks=3))
    return table.plan(place="Gezondheidscentrum De Linde, zaal 2; 1e verdieping", **fields)


def by_receiver(mails: list[Any]) -> dict[str, Any]:
    return {mail.to[0]: mail for mail in mails}


class TestContent:
    def test_an_invitation_says_what_calendars_want_and_nothing_of_patients(self, table: Table) -> None:
        with table.desk.open():
            table.desk.acting("gp", name="Gijs ’t Hooft-Demo")
            meeting = planned(
                table, starts_at=at("2027-03-30 19:30"), video_url="https://video.demo.invalid/mdo?a=1&b=2"
            )
            patient = table.patient("Kanariegeel-Demo", question="Hoe regelen we nachtzorg?")
            services.add_item(meeting.pk, by=table.chair, patient_id=patient.pk)
        mails = deliver()
        mail = by_receiver(mails)[table.user(table.desk.acting("gp", name="Gijs ’t Hooft-Demo")).email]
        assert mail.subject == "Uitnodiging: MDO Wilgendal, di 30 mrt 19.30 – 20.30 uur"
        assert mail.from_email == "MDO Wilgendal <mdo@portaal.demo.invalid>"
        whole = calendar_of(mail)
        event = entry_of(mail)
        assert (str(whole["method"]), str(whole["version"])) == ("REQUEST", "2.0")
        assert str(event["uid"]) == f"{meeting.pk}.{table.desk.place.row.pk}@mdo-portal"
        assert (int(event["sequence"]), str(event["class"]), str(event["status"])) == (0, "PRIVATE", "CONFIRMED")
        assert str(event["summary"]) == "MDO Wilgendal"
        assert str(event["location"]) == "Gezondheidscentrum De Linde, zaal 2; 1e verdieping"
        assert str(event["organizer"]) == "mailto:mdo@portaal.demo.invalid"
        attendee = event["attendee"]
        assert (str(attendee), attendee.params["partstat"], attendee.params["rsvp"]) == (
            f"mailto:{mail.to[0]}",
            "NEEDS-ACTION",
            "TRUE",
        )
        assert event["dtstart"].params["tzid"] == "Europe/Amsterdam"
        assert (event["dtstart"].dt, event["dtend"].dt) == (at("2027-03-30 19:30"), at("2027-03-30 20:30"))
        for one in mails:
            for word in CANARY:
                assert word not in one.message().as_string() + one.body + one.alternatives[0][0]

    def test_the_mail_has_text_an_entry_and_a_file(self, table: Table) -> None:
        with table.desk.open():
            planned(table)
        (mail,) = deliver()
        message = message_from_bytes(mail.message().as_bytes(linesep="\r\n"), policy=SMTP)
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/calendar",
            "application/ics",
        ]
        entry, file = list(message.walk())[3:]
        assert (entry.get_param("method"), entry.get_param("charset")) == ("REQUEST", "utf-8")
        assert file.get_filename() == "mdo.ics"
        content = file.get_payload(decode=True)
        assert content.replace(b"\r\n", b"\n") == entry.get_payload(decode=True).replace(b"\r\n", b"\n")
        assert message["Message-ID"] == f"<{OutboxEntry.objects.get(kind='meetings.invitation').pk}@mdo-portal>"

    @settings(deadline=None)  # a busy machine is no fault
    @given(text=st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=120))
    def test_whatever_is_typed_two_parsers_read_back_the_same(self, text: str) -> None:
        """RFC 5545: lines of at most 75 octets, no character cut, `\\ , ;` escaped (3.1, 3.3.11)."""
        event = icalendar.Event()
        event.add("uid", "1@demo.invalid")
        event.add("dtstamp", at("2027-03-30 19:30"))
        event.add("dtstart", at("2027-03-30 19:30"))
        event.add("location", calendar.one_line(text) or "x")
        raw = calendar.calendar([event], method="REQUEST")
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        wanted = calendar.one_line(text) or "x"
        assert str(icalendar.Calendar.from_ical(raw).walk("VEVENT")[0]["location"]) == wanted
        assert vobject.readOne(raw.decode()).vevent.location.value == wanted

    def test_the_zone_in_the_entry_is_the_one_of_the_clock_here(self) -> None:
        """Every hour around every change of 2026 to 2028, as another program reads VTIMEZONE."""
        zone = vobject.readOne(calendar.calendar([]).decode() or "").vtimezone.tzinfo
        ours = ZoneInfo("Europe/Amsterdam")
        for change in ("2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29"):
            for hours in range(-30, 31):
                moment = datetime.fromisoformat(f"{change} 12:00") + timedelta(hours=hours)
                if moment.hour in (1, 2, 3) and str(moment.date()) == change:
                    continue  # the hour that does not exist, or comes twice
                assert zone.utcoffset(moment) == moment.replace(tzinfo=ours).utcoffset(), moment


class TestWhoHears:
    def test_everybody_once_and_a_change_within_a_minute_goes_along(self, table: Table) -> None:
        with table.desk.open():
            table.desk.acting("gp")
            table.desk.acting("group_admin")  # administers only
            meeting = planned(table)
            services.change_meeting(meeting.pk, by=table.chair, version=1, place="Zaal 3")
        mails = deliver()
        assert len(mails) == 2
        assert {(int(entry_of(mail)["sequence"]), str(entry_of(mail)["location"])) for mail in mails} == {(1, "Zaal 3")}
        assert deliver(timedelta(hours=1)) == []

    def test_a_change_updates_the_entry_that_is_there(self, table: Table) -> None:
        with table.desk.open():
            meeting = planned(table)
        (first,) = deliver()
        with table.desk.open():
            services.respond(meeting.pk, by=table.chair, answer="accepted", sequence=0)
            services.change_meeting(meeting.pk, by=table.chair, version=1, place="Zaal 3")
        (second,) = deliver()
        assert entry_of(second)["uid"] == entry_of(first)["uid"]
        assert int(entry_of(second)["sequence"]) == 1
        assert entry_of(second)["attendee"].params["partstat"] == "ACCEPTED"
        assert second.subject.startswith("Gewijzigd: MDO Wilgendal")
        with table.desk.open():
            services.change_meeting(meeting.pk, by=table.chair, version=2, minutes=90)
        (third,) = deliver()
        assert entry_of(third)["attendee"].params["partstat"] == "NEEDS-ACTION"

    def test_a_cancelled_meeting_leaves_every_calendar_without_the_reason(self, table: Table) -> None:
        with table.desk.open():
            meeting = planned(table)
        (first,) = deliver()
        with table.desk.open():
            services.cancel_meeting(meeting.pk, by=table.chair, version=1, reason="Mw. Kanariegeel-Demo ligt op de IC.")
        (cancelled,) = deliver()
        assert str(calendar_of(cancelled)["method"]) == "CANCEL"
        event = entry_of(cancelled)
        assert (event["uid"], str(event["status"]), int(event["sequence"])) == (entry_of(first)["uid"], "CANCELLED", 1)
        assert "Kanariegeel" not in cancelled.message().as_string() + cancelled.body

    def test_cancelled_before_the_invitation_went_out_nobody_hears_of_it(self, table: Table) -> None:
        with table.desk.open():
            meeting = planned(table)
            services.cancel_meeting(meeting.pk, by=table.chair, version=1, reason="Vergissing")
        assert deliver() == []

    def test_who_comes_is_invited_who_leaves_loses_the_entry_and_who_returns_gets_it_back(self, table: Table) -> None:
        with table.desk.open():
            planned(table)
            admin = table.desk.acting("group_admin", name="Ada Admin-Demo")
        deliver()
        group = Group.objects.get(pk=table.desk.place.row.pk)
        from tests.conftest import make_user

        user = make_user("Nina Nieuw-Demo")
        memberships.add_membership(group, user, roles=["gp"], by=admin)
        (invited,) = deliver()
        assert (invited.to, invited.subject[:12]) == ([user.email], "Uitnodiging:")
        with table.desk.open():
            memberships.end_membership(group, Membership.objects.get(user=user).pk, by=admin)
        (left,) = deliver()
        assert (left.to, str(calendar_of(left)["method"])) == ([user.email], "CANCEL")
        assert "Je doet niet meer mee" in left.body
        memberships.add_membership(group, user, roles=["gp"], by=admin)
        (back,) = deliver()
        assert str(calendar_of(back)["method"]) == "REQUEST"
        sequences = [int(entry_of(mail)["sequence"]) for mail in (invited, left, back)]
        assert sequences == sorted(set(sequences))

    def test_what_is_over_is_nobodys_news(self, table: Table) -> None:
        with table.desk.open():
            planned(table, starts_at=timezone.now() + timedelta(seconds=30), minutes=15)
        assert deliver(timedelta(hours=2)) == []

    def test_a_mail_that_was_overtaken_is_not_sent(self, table: Table) -> None:
        with table.desk.open():
            meeting = planned(table)
            from mdo_platform.meetings.invitations.sending import bring_up_to_date

            bring_up_to_date(meeting)
            meeting = services.change_meeting(meeting.pk, by=table.chair, version=1, place="Zaal 3")
            bring_up_to_date(meeting)
        (mail,) = deliver()
        assert str(entry_of(mail)["location"]) == "Zaal 3"
        assert sorted(row.error for row in rows("meetings.invitation")) == ["", "superseded"]

    def test_who_has_no_account_any_more_is_not_invited(self, table: Table) -> None:
        with table.desk.open():
            gone = table.user(table.desk.acting("gp"))
            planned(table)
        gone.is_active = False
        gone.save()
        assert [mail.to for mail in deliver()] != []
        assert gone.email not in [mail.to[0] for mail in deliver()]
        with table.desk.open():
            assert not Invitee.objects.filter(user_id=gone.pk).exists()


def test_a_patient_who_objects_changes_no_mail(table: Table) -> None:
    """Positive control of the canary words: they are there, in the register."""
    with table.desk.open():
        patient = table.patient("Kanariegeel-Demo", question="Hoe regelen we nachtzorg?")
        planned(table)
        register.set_consent(patient.pk, by=table.desk.acting("gp"), status="objects")
        assert patient.last_name == "Kanariegeel-Demo"
    for mail in deliver():
        assert "Kanariegeel" not in mail.message().as_string()


def test_the_outbox_holds_ids_and_addresses_only(table: Table) -> None:
    with table.desk.open():
        planned(table)
    deliver()
    with outside_groups():
        for row in OutboxEntry.objects.filter(kind="meetings.invitation"):
            assert set(row.payload) == {"meeting", "user", "sequence", "method", "change", "to"}


def test_a_clock_that_is_wrong_for_a_while_sends_nothing_twice(table: Table) -> None:
    with table.desk.open():
        planned(table)
    assert len(deliver(timedelta(hours=1))) == 1
    with clock(-timedelta(hours=1)):
        assert deliver(timedelta(0)) == []
    assert deliver() == []
