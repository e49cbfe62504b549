"""What became of the mails of a group, for its chair: never what is in them; and sending again (F19)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import NotAllowed, NotFound
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.mail import build_message, queue_mail
from mdo_foundation.common.models import OutboxEntry
from mdo_foundation.common.signals import mail_accepted, mail_refused
from mdo_platform.meetings import presenters, queries, services
from tests.meetings.calendar_tools import deliver
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


def entry(table: Table, state: str, *, to: str = "", **fields: Any) -> OutboxEntry:
    context = {"name": "x", "group": "x", "day": "x", "url": "x"}
    payload = {"template": "meetings/report_ready", "to": to or table.user(table.chair).email, "context": context}
    fields.setdefault("payload", payload)
    return OutboxEntry.objects.create(
        kind=fields.pop("kind", "mail"), key=str(uuid4()), group_id=table.desk.place.row.pk, state=state, **fields
    )


def shown(table: Table, show: str) -> list[Any]:
    with table.desk.open():
        return queries.posted(table.chair, show=show)


def test_every_mail_is_in_one_place_with_why_in_words(table: Table) -> None:
    chair = table.user(table.chair)
    entry(table, "failed", error="refused by the mail server (550)")
    entry(table, "uncertain", error="connection lost while sending")
    entry(table, "done", done_at=timezone.now(), to="weg@demo.invalid")
    for state in ("pending", "claimed", "sending"):
        entry(table, state, error="mail server said 421")
    entry(table, "failed", error="TimeoutError")
    entry(table, "pending", error="ConnectionRefusedError")
    with table.desk.open():
        assert queries.posted_counts(table.chair) == {"waiting": 4, "sent": 1, "refused": 2, "uncertain": 1}
        rows = [row for show in queries.posted_counts(table.chair) for row in queries.posted(table.chair, show=show)]
    words = {(row.what, row.mail.member, row.why) for row in presenters.posted_rows(rows)}
    assert words == {
        ("Verslag staat klaar", chair.full_name, why)
        for why in (
            "De mailserver weigert dit adres. Kijk of het nog klopt.",
            "De verbinding viel weg. Misschien is de mail aangekomen.",
            "De mailserver vraagt om later terug te komen. Dat doen we vanzelf.",
            "De mailserver was te lang niet bereikbaar.",
            "De mailserver was niet bereikbaar. We proberen het vanzelf opnieuw.",
        )
    } | {("Verslag staat klaar", "", "")}


def test_no_content_and_no_address_on_the_page(table: Table) -> None:
    context = {"name": "Kanariegeel-Demo", "group": "x", "day": "x", "url": "x"}
    payload = {"template": "meetings/report_ready", "to": "geheim@demo.invalid", "context": context}
    entry(table, "failed", payload=payload)
    page = table.browser(table.chair).get(table.desk.place.url("vergaderingen/post/")).content.decode()
    assert "Verslag staat klaar" in page
    assert "Kanariegeel" not in page
    assert "geheim@" not in page


def test_of_this_group_only_and_mails_only(table: Table, zandplaat: Any) -> None:
    entry(table, "failed", kind="meeting_report", payload={"meeting": str(uuid4())})
    other = OutboxEntry.objects.create(
        kind="mail", key="x", group_id=zandplaat.row.pk, payload={"to": "x"}, state="failed"
    )
    assert shown(table, "refused") == []
    with table.desk.open(), pytest.raises(NotFound):
        services.send_again(other.pk, by=table.chair)


@pytest.mark.parametrize("state", ["failed", "uncertain"])
def test_sent_again_it_is_the_same_message(table: Table, state: str) -> None:
    stuck = entry(table, state, attempts=12, error="worker died while sending")
    before = build_message(stuck).extra_headers["Message-ID"]
    with table.desk.open():
        services.send_again(stuck.pk, by=table.chair)
        with pytest.raises(NotFound):  # the second press of a double click
            services.send_again(stuck.pk, by=table.chair)
    (mail,) = deliver()
    assert mail.extra_headers["Message-ID"] == before
    assert OutboxEntry.objects.get(pk=stuck.pk).state == "done"


def test_an_uncertain_invitation_keeps_uid_and_sequence(table: Table) -> None:
    with table.desk.open():
        table.plan(starts_at=timezone.now() + timedelta(weeks=3))
    (first,) = deliver()
    row = OutboxEntry.objects.get(kind="meetings.invitation")
    OutboxEntry.objects.filter(pk=row.pk).update(state="uncertain")
    with table.desk.open():
        services.send_again(row.pk, by=table.chair)
    (again,) = deliver()
    lines = [
        {line for line in mail.alternatives[0][0].splitlines() if line.startswith(("UID", "SEQUENCE"))}
        for mail in (first, again)
    ]
    assert lines[0] == lines[1]
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]


@pytest.mark.parametrize("state", ["pending", "claimed", "sending", "done"])
def test_what_is_under_way_or_done_is_not_sent_again(table: Table, state: str) -> None:
    row = entry(table, state)
    with table.desk.open(), pytest.raises(NotFound):
        services.send_again(row.pk, by=table.chair)


@pytest.mark.parametrize("tab", ["uncertain", "iets"])
def test_who_sends_again_stays_at_the_tab(table: Table, tab: str) -> None:
    row = entry(table, "uncertain")
    page = table.desk.place.url("vergaderingen/post/")
    answer = table.browser(table.chair).post(f"{page}{row.pk}/opnieuw/", {"toon": tab})
    assert answer["Location"] == (f"{page}?toon=uncertain" if tab == "uncertain" else page)


def test_only_the_chair_looks_and_sends(table: Table) -> None:
    row = entry(table, "failed")
    with table.desk.open():
        for role in ("gp", "group_admin", "vice_chair"):
            with pytest.raises(NotAllowed):
                queries.posted(table.desk.acting(role), show="sent")
            with pytest.raises(NotAllowed):
                services.send_again(row.pk, by=table.desk.acting(role))


class TestMark:
    def test_a_refused_mailbox_marks_the_member_until_mail_arrives_or_the_address_changes(self, table: Table) -> None:
        gp = table.user(table.desk.acting("gp"))
        mail_refused.send(sender=None, address=gp.email.upper())
        assert self._marked(table) == [gp.full_name]
        mail_accepted.send(sender=None, address=gp.email)
        assert self._marked(table) == []
        mail_refused.send(sender=None, address=gp.email)
        gp.refresh_from_db()
        gp.email = "nieuw@demo.invalid"
        gp.save()
        assert self._marked(table) == []

    def test_chair_and_administrator_see_it(self, table: Table) -> None:
        gp, admin = table.user(table.desk.acting("gp")), table.desk.acting("group_admin")
        mail_refused.send(sender=None, address=gp.email)
        post = table.browser(table.chair).get(table.desk.place.url("vergaderingen/post/")).content.decode()
        assert gp.full_name in post
        members = table.browser(admin).get(table.desk.place.url("beheer/leden/")).content.decode()
        assert "Mail komt niet aan" in members
        listed = table.browser(table.chair).get(table.desk.place.url("api/v1/members/")).json()["results"]
        assert [row["name"] for row in listed if row["mail_refused"]] == [gp.full_name]

    def _marked(self, table: Table) -> list[str]:
        from mdo_platform.meetings import people

        with table.desk.open():
            return [one.name for one in people.participants() if one.mail_refused]


def test_the_number_of_queries_does_not_follow_the_number_of_mails(
    table: Table, django_assert_max_num_queries: Any
) -> None:
    for _number in range(60):
        entry(table, "failed")
    with in_group(table.desk.place.row), django_assert_max_num_queries(14):
        queries.posted(table.chair, show="refused")


def test_a_mail_outside_any_group_is_nobodys_here(table: Table) -> None:
    context = {"name": "x", "group": "x", "day": "x", "url": "x"}
    queue_mail(template="meetings/report_ready", key="y", to="x@demo.invalid", context=context)
    assert shown(table, "waiting") == []
