"""Guests at one meeting (M-11): let in with a second factor, for that agenda and that time only; and attacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common import dutch
from mdo_foundation.common.errors import Invalid, NotAllowed, NotFound, TooMany
from mdo_foundation.common.groups import outside_groups
from mdo_platform.meetings import limits, services
from mdo_platform.meetings.models import AgendaItem, Attendance, Meeting, MeetingState
from mdo_platform.register import services as register
from mdo_tenants.accounts.models import Invitation, User
from mdo_tenants.accounts.services.invitations import accept_as_existing
from mdo_tenants.groups.models import Group, GuestPass, Membership
from tests.conftest import Place, make_user
from tests.meetings.conftest import Table, run_worker

pytestmark = pytest.mark.django_db
GUEST = {"name": "Gerda Gans-Demo", "discipline": "Klinisch geriater", "organisation": "Ziekenhuis-Demo"}
NEW = {"full_name": "Gerda Gans-Demo", "password": "vier kikkers in de regenton"}


class Visit:
    """An open meeting with two patients, and a guest who used the link and is logged in with both factors."""

    def __init__(self, table: Table, client_of: Callable[..., Client]) -> None:
        self.table, self.user = table, make_user("Gerda Gans-Demo")
        with table.desk.open():
            self.items = table.open("Kanariegeel-Demo", "Papegaaigroen-Demo")
            self.pass_id = invited(table, self.user.email).pk
        accept_as_existing(newest_token(), user=self.user)
        self.client_of = client_of
        self.browser = client_of(self.user)

    def address(self, item: AgendaItem | None = None, *, api: bool = False) -> str:
        found = f"te-gast/{self.table.meeting_id}/{f'{item.pk}/' if item else ''}"
        if api:
            found = f"api/v1/guest/meetings/{self.table.meeting_id}/items/{f'{item.pk}/' if item else ''}"
        return self.table.desk.place.url(found)

    def status(self, item: AgendaItem | None = None) -> int:
        """Of page and API, which say the same."""
        page, api = (self.browser.get(self.address(item, api=api)).status_code for api in (False, True))
        assert page == api
        return page


def invited(table: Table, email: str, **more: str) -> GuestPass:
    found = services.invite_guest(table.meeting_id, by=table.chair, email=email, **{**GUEST, **more})
    with outside_groups():
        run_worker()
    return found


def newest_link() -> str:
    found = re.search(r"https?://[^/]+(/uitnodiging/[^/]+/)", "\n".join(one.body for one in mail.outbox[::-1]))
    assert found is not None
    return found[1]


def newest_token() -> str:
    return newest_link().rstrip("/").rpartition("/")[2]


@pytest.fixture
def visit(table: Table, client_of: Callable[..., Client]) -> Visit:
    return Visit(table, client_of)


class TestInviting:
    def test_the_mail_has_a_link_and_nothing_of_a_patient(self, table: Table) -> None:
        with table.desk.open():
            table.agenda("Kanariegeel-Demo", question="Kanariegeel")
            invited(table, "Gerda@demo.invalid")
            assert [(row.name, row.present) for row in Attendance.objects.filter(is_guest=True)] == [
                ("Gerda Gans-Demo", False)
            ]
        (message,) = [one for one in mail.outbox if one.to == ["gerda@demo.invalid"]]
        assert "gast bij het MDO van Wilgendal" in message.subject
        assert "Kanariegeel" not in message.subject + message.body
        assert len(newest_token()) >= 43
        assert Invitation.objects.get().token_digest not in message.body

    def test_the_same_address_twice_is_one_guest_and_one_mail(self, table: Table) -> None:
        with table.desk.open():
            table.agenda()
            assert invited(table, "gerda@demo.invalid").pk == invited(table, "GERDA@demo.invalid").pk
            assert Attendance.objects.filter(is_guest=True).count() == 1
        assert [one.to for one in mail.outbox].count(["gerda@demo.invalid"]) == 1

    def test_a_member_is_refused(self, table: Table) -> None:
        with table.desk.open():
            table.agenda()
            member = table.user(table.desk.acting("consultant"))
            with pytest.raises(Invalid):
                invited(table, member.email)

    @pytest.mark.parametrize("role", ["gp", "nurse", "group_admin", "vice_chair"])
    def test_only_who_runs_the_meeting_invites(self, table: Table, role: str) -> None:
        with table.desk.open():
            table.agenda()
            with pytest.raises(NotAllowed):
                services.invite_guest(table.meeting_id, by=table.desk.acting(role), email="g@demo.invalid", **GUEST)

    def test_a_new_person_makes_an_account_with_a_second_factor_and_no_membership(self, table: Table) -> None:
        with table.desk.open():
            table.agenda()
            invited(table, "gerda@demo.invalid")
        browser, link = Client(), newest_link()
        assert "als gast" in browser.get(link).content.decode()
        assert browser.post(link, NEW).headers["Location"] == "/inloggen/instellen/"
        user = User.objects.get(email="gerda@demo.invalid")
        assert GuestPass.objects.get().user == user
        assert not Membership.objects.filter(user=user).exists()
        # The password alone opens nothing.
        address = table.desk.place.url(f"te-gast/{table.meeting_id}/")
        assert browser.get(address).headers["Location"].startswith("/inloggen/")


class TestMailingAgain:
    """Gives access as the first mail does, so it asks for the same; and nobody's mailbox is filled with it."""

    @pytest.fixture
    def waiting(self, table: Table) -> str:
        with table.desk.open():
            table.agenda("Kanariegeel-Demo")
            return str(invited(table, "gerda@demo.invalid").pk)

    def addresses(self, table: Table, waiting: str) -> tuple[str, str]:
        return table.url(f"gasten/{waiting}/opnieuw/"), table.desk.place.url(
            f"api/v1/meetings/{table.meeting_id}/guest-passes/{waiting}/mail/"
        )

    def test_with_a_fresh_code_only(self, table: Table, waiting: str, time_machine: Any) -> None:
        browser = table.browser(table.chair)
        time_machine.move_to(timezone.now() + timedelta(minutes=6), tick=False)
        page, api = self.addresses(table, waiting)
        answer = browser.post(page)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/inloggen/bevestigen/")
        assert browser.post(api).json()["type"] == "urn:mdo:fresh_code_required"
        run_worker()
        assert [one.to for one in mail.outbox].count(["gerda@demo.invalid"]) == 1

    def test_three_times_an_hour(self, table: Table, waiting: str, time_machine: Any) -> None:
        time_machine.move_to(timezone.now().replace(minute=10, second=0, microsecond=0), tick=False)
        browser = table.browser(table.chair)
        page, api = self.addresses(table, waiting)
        first = newest_link()
        assert [browser.post(page).status_code, *(browser.post(api).status_code for _ in range(3))] == [
            302,
            204,
            204,
            429,
        ]
        refused = browser.post(page)
        assert (refused.status_code, int(refused["Retry-After"])) == (429, 50 * 60)
        run_worker()
        assert [one.to for one in mail.outbox].count(["gerda@demo.invalid"]) == 2, "what was overtaken is not sent"
        assert Client().get(first).status_code == 404, "the link of the first mail works no more"
        assert Client().get(newest_link()).status_code == 200

    def test_who_may_not_uses_up_nothing(self, table: Table, waiting: str) -> None:
        other = table.browser(table.desk.acting("gp"))
        page, api = self.addresses(table, waiting)
        assert [other.post(page).status_code for _ in range(4)] == [403] * 4
        assert table.browser(table.chair).post(api).status_code == 204

    def test_for_who_came_in_there_is_nothing_to_mail_and_nothing_in_the_log(self, visit: Visit) -> None:
        with visit.table.desk.open():
            services.mail_guest_again(visit.table.meeting_id, by=visit.table.chair, pass_id=visit.pass_id)
            assert not AccessLogEntry.objects.filter(what="guest.mailed_again").exists()

    def test_a_person_sends_so_many_invitations_an_hour(self, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "PER_PERSON", replace(limits.PER_PERSON, maximum=2))
        with table.desk.open():
            table.agenda()
            for number in range(2):
                invited(table, f"gast{number}@demo.invalid")
            with pytest.raises(TooMany):
                invited(table, "gast3@demo.invalid")


class TestReading:
    def test_agenda_and_patient_as_the_screen_shows_them(self, visit: Visit) -> None:
        page = visit.browser.get(visit.address()).content.decode()
        assert "A., 1942" in page or "1942" in page
        assert "Kanariegeel" not in page
        patient = visit.browser.get(visit.address(visit.items[0])).content.decode()
        assert "Hoe regelen we nachtzorg?" in patient
        assert "Kanariegeel" not in patient
        told = visit.browser.get(visit.address(visit.items[0], api=True)).json()
        assert told["question"] == "Hoe regelen we nachtzorg?"
        assert str(visit.items[0].patient_id) not in str(told)

    def test_every_look_is_in_the_log_as_guest(self, visit: Visit) -> None:
        visit.browser.get(visit.address())
        visit.browser.get(visit.address(visit.items[1]))
        with visit.table.desk.open():
            lines = list(AccessLogEntry.objects.filter(what="meeting.guest_read").order_by("seq"))
        assert [line.roles for line in lines] == [["guest"]] * 2
        assert [set(line.patient_ids) for line in lines] == [
            {item.patient_id for item in visit.items},
            {visit.items[1].patient_id},
        ]
        assert {line.controls for line in lines} == {"TTTF"}

    def test_who_looks_is_in_the_list_of_who_is_there_once(self, visit: Visit) -> None:
        visit.browser.get(visit.address())
        with visit.table.desk.open():
            row = Attendance.objects.get(guest_pass_id=visit.pass_id)
            assert (row.present, row.name, row.came_in_at is not None) == (True, "Gerda Gans-Demo", True)
            services.tick_guest(visit.table.meeting_id, by=visit.table.chair, attendance_id=row.pk, present=False)
        visit.browser.get(visit.address())  # who was sent away by the chair does not come back by looking
        with visit.table.desk.open():
            assert not Attendance.objects.get(guest_pass_id=visit.pass_id).present

    def test_the_guest_finds_the_way_from_the_choice_of_groups(self, visit: Visit) -> None:
        assert visit.browser.get("/groepen/", follow=False).headers.get("Location", "") == visit.address()

    def test_who_objects_and_who_was_not_asked_are_not_shown(self, visit: Visit) -> None:
        first, second = visit.items
        with visit.table.desk.open():
            gp = visit.table.desk.acting("gp")
            register.set_consent(first.patient_id, by=gp, status="objects")
            register.set_consent(second.patient_id, by=gp, status="unknown")
        assert visit.browser.get(visit.address(api=True)).json()["results"] == []
        assert (visit.status(first), visit.status(second)) == (404, 404)

    def test_pages_offer_no_other_door_and_are_kept_nowhere(self, visit: Visit) -> None:
        for address in (visit.address(), visit.address(visit.items[0])):
            answer = visit.browser.get(address)
            assert "no-store" in answer.headers["Cache-Control"]
            links = set(re.findall(r'href="(/groep/[^"]+)"', answer.content.decode()))
            assert all("/te-gast/" in link for link in links), links


class TestTime:
    """From a quarter before the start or from the opening until it is closed, never longer than two hours over time."""

    @pytest.mark.parametrize(
        ("minutes", "status"), [(-16, 403), (-14, 200), (0, 200), (59, 200), (60 + 119, 200), (60 + 121, 403)]
    )
    def test_a_planned_meeting(self, visit: Visit, time_machine: Any, minutes: int, status: int) -> None:
        begins = timezone.now() + timedelta(minutes=1)
        with visit.table.desk.open():
            Meeting.objects.update(state=MeetingState.PLANNED, opened_at=None, starts_at=begins)
        time_machine.move_to(begins + timedelta(minutes=minutes), tick=False)
        visit.browser = visit.client_of(visit.user)  # no session lasts that long
        assert visit.status() == status

    def test_nothing_is_shown_once_it_is_closed_also_in_a_session_that_was_open(self, visit: Visit) -> None:
        assert visit.status() == 200
        with visit.table.desk.open():
            services.close_meeting(visit.table.meeting_id, by=visit.table.chair)
        assert (visit.status(), visit.status(visit.items[0])) == (403, 403)
        run_worker()
        assert visit.status() == 403

    def test_a_meeting_that_is_set_back_to_open_stays_closed_for_guests(self, visit: Visit) -> None:
        with visit.table.desk.open():
            services.close_meeting(visit.table.meeting_id, by=visit.table.chair)
            Meeting.objects.update(state=MeetingState.OPEN)
        assert visit.status() == 403

    def test_a_meeting_that_was_cancelled_shows_nothing(self, visit: Visit) -> None:
        with visit.table.desk.open():
            Meeting.objects.update(state=MeetingState.PLANNED, opened_at=None)
            meeting = visit.table.meeting()
            services.cancel_meeting(meeting.pk, by=visit.table.chair, version=meeting.version, reason="Ziek")
        assert (visit.status(), visit.status(visit.items[0])) == (403, 403)

    def test_a_meeting_that_moves_takes_its_guests_along(self, visit: Visit) -> None:
        with visit.table.desk.open():
            later = timezone.now() + timedelta(days=9)
            Meeting.objects.update(state=MeetingState.PLANNED, opened_at=None, starts_at=later)
        assert visit.status() == 403
        with visit.table.desk.open():
            Meeting.objects.update(starts_at=timezone.now() + timedelta(minutes=10))
        assert visit.status() == 200

    def test_a_link_that_nobody_used_yet_moves_along_and_says_the_new_day(self, table: Table) -> None:
        with table.desk.open():
            table.agenda()
            invited(table, "gerda@demo.invalid")
            meeting = table.meeting()
            later = meeting.starts_at + timedelta(days=30)
            meeting = services.change_meeting(meeting.pk, by=table.chair, version=meeting.version, starts_at=later)
        invitation, found = Invitation.objects.get(), GuestPass.objects.get()
        assert found.starts_at == meeting.starts_at
        assert invitation.expires_at == found.valid_until == meeting.starts_at + timedelta(hours=3)
        assert dutch.day_long(timezone.localdate(meeting.starts_at)) in Client().get(newest_link()).content.decode()


class TestAttacks:
    def test_revoked_is_at_once_and_as_if_there_never_was_a_pass(self, visit: Visit) -> None:
        assert visit.status() == 200
        with visit.table.desk.open():
            services.revoke_guest(visit.table.meeting_id, by=visit.table.chair, pass_id=visit.pass_id)
        assert visit.status() == 404
        nowhere = visit.browser.get(f"/groep/bestaat-niet/te-gast/{visit.table.meeting_id}/")
        assert visit.browser.get(visit.address()).content == nowhere.content

    def test_another_meeting_of_the_group_is_not_there(self, visit: Visit) -> None:
        place = visit.table.desk.place
        with visit.table.desk.open():
            (foreign,) = visit.table.open("Ander-Demo")
        for path in (f"te-gast/{visit.table.meeting_id}/", f"te-gast/{visit.table.meeting_id}/{foreign.pk}/"):
            assert visit.browser.get(place.url(path)).status_code == 404

    def test_a_patient_of_another_meeting_is_not_there_in_this_one(self, visit: Visit) -> None:
        own = visit.table.meeting_id
        with visit.table.desk.open():
            (foreign,) = visit.table.open("Ander-Demo")
        visit.table.meeting_id = own
        assert visit.status(foreign) == 404

    def test_a_patient_who_leaves_the_agenda_is_gone_at_once(self, visit: Visit) -> None:
        assert visit.status(visit.items[1]) == 200
        with visit.table.desk.open():
            services.remove_item(visit.table.meeting_id, by=visit.table.chair, item_id=visit.items[1].pk)
        assert visit.status(visit.items[1]) == 404
        assert len(visit.browser.get(visit.address(api=True)).json()["results"]) == 1

    def test_in_another_group_the_same_address_is_nothing(self, visit: Visit, zandplaat: Place) -> None:
        for path in (
            "",
            f"te-gast/{visit.table.meeting_id}/",
            f"api/v1/guest/meetings/{visit.table.meeting_id}/items/",
        ):
            assert visit.browser.get(zandplaat.url(path)).status_code == 404

    def test_who_is_a_member_elsewhere_keeps_that_and_gets_no_more(self, visit: Visit, zandplaat: Place) -> None:
        Membership.objects.create(group=zandplaat.row, user=visit.user, roles=["chair", "gp", "group_admin"])
        assert visit.browser.get(zandplaat.url("register/")).status_code == 200
        assert visit.browser.get(visit.table.desk.place.url("register/")).status_code == 404
        assert visit.status() == 200

    def test_the_link_works_once(self, table: Table) -> None:
        with table.desk.open():
            table.agenda()
            invited(table, "gerda@demo.invalid")
        link = newest_link()
        assert Client().post(link, NEW).status_code == 302
        assert [Client().get(link).status_code, Client().post(link, NEW).status_code] == [404, 404]

    def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(self, table: Table) -> None:
        with table.desk.open():
            table.agenda()
            invited(table, "gerda@demo.invalid")
        link = newest_link()
        for method in ("get", "head", "get", "options"):
            getattr(Client(), method)(link)
        assert GuestPass.objects.get().accepted_at is None
        assert Client().post(link, NEW).status_code == 302

    @pytest.mark.parametrize("end", ["revoke", "close", "cancel", "time", "group"])
    def test_a_link_that_nobody_used_ends_with_the_invitation(self, table: Table, time_machine: Any, end: str) -> None:
        with table.desk.open():
            (table.agenda if end == "cancel" else table.open)("Kanariegeel-Demo")
            found = invited(table, "gerda@demo.invalid")
            if end == "cancel":
                meeting = table.meeting()
                services.cancel_meeting(meeting.pk, by=table.chair, version=meeting.version, reason="Ziek")
            if end == "revoke":
                services.revoke_guest(table.meeting_id, by=table.chair, pass_id=found.pk)
            if end == "close":
                services.close_meeting(table.meeting_id, by=table.chair)
        if end == "time":
            time_machine.move_to(timezone.now() + timedelta(hours=5), tick=False)
        if end == "group":
            Group.objects.filter(pk=table.desk.place.row.pk).update(status=Group.Status.ENDED)
        assert Client().post(newest_link(), NEW).status_code != 302
        assert not User.objects.filter(email="gerda@demo.invalid").exists()

    def test_somebody_else_who_is_logged_in_cannot_use_the_link(self, table: Table, client_of: Any) -> None:
        guest, other = make_user("Gerda Gans-Demo"), make_user("Iemand Anders-Demo")
        with table.desk.open():
            table.open("Kanariegeel-Demo")
            invited(table, guest.email)
        assert client_of(other).post(newest_link()).status_code == 403
        with pytest.raises(NotFound):
            accept_as_existing(newest_token(), user=other)
        assert GuestPass.objects.get().user is None

    def test_two_meetings_two_passes_and_each_link_works(self, table: Table) -> None:
        user = make_user("Gerda Gans-Demo")
        tokens = []
        with table.desk.open():
            for name in ("Eerste-Demo", "Tweede-Demo"):
                table.open(name)
                invited(table, user.email)
                tokens.append(newest_token())
        for token in tokens:
            accept_as_existing(token, user=user)
        assert GuestPass.objects.filter(user=user, accepted_at__isnull=False).count() == 2

    def test_a_guests_invitation_is_in_no_list_of_members(self, table: Table) -> None:
        with table.desk.open():
            table.agenda()
            invited(table, "gerda@demo.invalid")
        admin = table.desk.acting("group_admin")
        page = table.browser(admin).get(table.desk.place.url("beheer/leden/")).content.decode()
        assert "gerda@demo.invalid" not in page

    def test_a_token_and_a_switched_off_account_open_nothing(self, visit: Visit) -> None:
        assert visit.browser.get(visit.table.desk.place.url("api/v1/me/")).status_code == 404
        User.objects.filter(pk=visit.user.pk).update(is_active=False)
        assert visit.browser.get(visit.address()).status_code == 302
