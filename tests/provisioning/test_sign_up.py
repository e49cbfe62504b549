"""From the form to the first log-in, as a new user does it."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from mdo_tenants.accounts.models import Invitation
from mdo_tenants.groups.models import Group, Membership
from mdo_tenants.groups.queries import enabled_target_groups
from mdo_tenants.networks import appointments, queries
from mdo_tenants.provisioning.models import SignUp
from tests.conftest import PASSWORD, make_user
from tests.provisioning.conftest import FORM, work


def _link(mail) -> str:
    return re.search(r"https?://[^/\s]+(/\S+)", mail.body).group(1)


def _confirmed(client: Client, mailoutbox) -> None:
    client.post("/aanmelden/", FORM)
    work()
    client.post(_link(mailoutbox[-1]))


def test_a_chair_signs_up_and_lands_in_the_new_group(client, mailoutbox):
    assert client.post("/aanmelden/", FORM)["Location"] == "/aanmelden/verstuurd/"
    work()
    link = _link(mailoutbox[-1])
    assert FORM["group_name"] in client.get(link).text
    assert client.post(link)["Location"] == "/aanmelden/voortgang/"
    assert "We maken je groep klaar" in client.get("/aanmelden/voortgang/").text
    work()
    assert "Je groep staat klaar" in client.get("/aanmelden/voortgang/").text

    account = client.post("/aanmelden/account/")["Location"]
    assert account.startswith("/uitnodiging/")
    client.post(account, {"full_name": FORM["contact_name"], "password": PASSWORD})

    member = Membership.objects.get(user__email=FORM["email"])
    group = Group.objects.get(name=FORM["group_name"])
    assert (member.group, member.roles) == (group, ["chair", "group_admin"])
    assert (group.status, group.slug, group.schema_name) == (
        "active", "huisartsengroep-rietveld", "g_huisartsengroeprietveld",
    )  # fmt: skip


def test_target_groups_and_network_are_those_that_were_asked(client, mailoutbox):
    network = appointments.create_network(name="Meerland-Demo", region="Meerland", target_groups=[])
    client.post(
        "/aanmelden/", {**FORM, "network": str(network.pk), "target_groups": ["palliatief", "kwetsbare_ouderen"]}
    )
    work()
    client.post(_link(mailoutbox[-1]))
    work()

    group = Group.objects.get(name=FORM["group_name"])
    assert enabled_target_groups(group.pk, on=group.started_on) == ["kwetsbare_ouderen", "palliatief"]
    assert queries.networks_of_group(group.pk) == [network]


def test_looking_at_the_link_changes_nothing(client, mailoutbox):
    client.post("/aanmelden/", FORM)
    work()
    for _ in range(3):
        assert client.get(_link(mailoutbox[-1])).status_code == 200
    work()

    assert SignUp.objects.get().state == "requested"
    assert not Group.objects.filter(name=FORM["group_name"]).exists()


def test_link_works_once(client, mailoutbox):
    _confirmed(client, mailoutbox)
    link = _link(mailoutbox[-1])

    again = [Client().get(link), Client().post(link)]
    work()

    assert [answer.status_code for answer in again] == [404, 404]
    assert "al gebruikt" in again[1].text
    assert Group.objects.filter(name=FORM["group_name"]).count() == 1


def test_link_ends_after_48_hours(client, mailoutbox):
    from datetime import timedelta

    from django.utils import timezone

    client.post("/aanmelden/", FORM)
    work()
    SignUp.objects.update(token_expires_at=timezone.now() - timedelta(seconds=1))

    assert client.post(_link(mailoutbox[-1])).status_code == 404
    assert SignUp.objects.get().state == "requested"


def test_made_up_link_is_refused(client, db):
    assert client.post(f"/aanmelden/bevestigen/{uuid.uuid4()}/").status_code == 404


def test_known_and_unknown_address_get_the_same_answer(client, mailoutbox):
    known = make_user("Bekend")
    answers = [
        client.post("/aanmelden/", {**FORM, "email": email}, follow=True)
        for email in (known.email, "onbekend@demo.invalid")
    ]
    work()

    assert answers[0].redirect_chain == answers[1].redirect_chain
    csrf_token = r"[A-Za-z0-9]{64}"
    assert re.sub(csrf_token, "", answers[0].text) == re.sub(csrf_token, "", answers[1].text)
    assert [mail.to for mail in mailoutbox] == [[known.email], ["onbekend@demo.invalid"]]
    bodies = {re.sub(r"/bevestigen/\S+", "", mail.body) for mail in mailoutbox}
    assert len(bodies) == 1


def test_known_person_joins_with_the_account_there_is(client, mailoutbox):
    user = make_user("Bekend")
    client.post("/aanmelden/", {**FORM, "email": user.email})
    work()
    client.post(_link(mailoutbox[-1]))
    work()

    assert Membership.objects.get(user=user).roles == ["chair", "group_admin"]
    assert not Invitation.objects.exists()
    assert "/groep/huisartsengroep-rietveld/" in mailoutbox[-1].body
    assert client.post("/aanmelden/account/")["Location"] == "/groepen/"


def test_form_sent_twice_is_one_request(client, mailoutbox):
    key = str(uuid.uuid4())
    for _ in range(2):
        client.post("/aanmelden/", {**FORM, "idempotency_key": key})
    work()

    assert SignUp.objects.count() == 1
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "field", ["group_name", "place", "contact_name", "email", "target_groups", "terms", "agreement"]
)
def test_each_field_is_needed(client, db, field):
    answer = client.post("/aanmelden/", {key: value for key, value in FORM.items() if key != field})

    assert answer.context["form"].errors.keys() == {field}
    assert not SignUp.objects.exists()


def test_accepted_versions_are_kept(client, db):
    client.post("/aanmelden/", FORM)

    sign_up = SignUp.objects.get()
    assert (sign_up.terms_version, sign_up.agreement_version) == ("2026-01", "2026-01")


def test_what_is_not_asked_cannot_be_set(client, db):
    client.post("/aanmelden/", {**FORM, "state": "ready", "step": "5", "group": str(uuid.uuid4()), "rounds": "9"})

    sign_up = SignUp.objects.get()
    assert (sign_up.state, sign_up.step, sign_up.group, sign_up.rounds) == ("requested", 0, None, 0)


def test_one_network_address_may_not_go_on_and_on(client, db):
    answers = [client.post("/aanmelden/", {**FORM, "email": f"p{number}@demo.invalid"}) for number in range(11)]

    assert [answer.status_code for answer in answers[:10]] == [302] * 10
    assert answers[10].status_code == 429
    assert int(answers[10]["Retry-After"]) > 0


def test_one_mailbox_is_not_flooded_and_nobody_can_tell(client, mailoutbox):
    answers = [client.post("/aanmelden/", FORM) for _ in range(5)]
    work()

    assert {answer["Location"] for answer in answers} == {"/aanmelden/verstuurd/"}
    assert len(mailoutbox) == 3


def test_progress_belongs_to_the_browser_that_confirmed(client, mailoutbox):
    _confirmed(client, mailoutbox)
    work()

    assert Client().get("/aanmelden/voortgang/").status_code == 404
    assert Client().post("/aanmelden/account/").status_code == 404


def test_progress_asks_again_until_it_is_over(client, mailoutbox):
    _confirmed(client, mailoutbox)
    busy = client.get("/aanmelden/voortgang/", headers={"HX-Request": "true"}).text
    work()
    ready = client.get("/aanmelden/voortgang/", headers={"HX-Request": "true"}).text

    assert 'hx-trigger="every 1s"' in busy
    assert "Ververs deze pagina" in busy
    assert "hx-trigger" not in ready


def test_account_waits_for_the_group(client, mailoutbox):
    _confirmed(client, mailoutbox)

    assert client.post("/aanmelden/account/")["Location"] == "/aanmelden/voortgang/"


def test_link_to_the_account_is_not_overtaken_by_the_mail(client, confirmed, mailoutbox):
    from mdo_tenants.provisioning import steps

    session = client.session
    session["sign_up"] = str(confirmed.pk)
    session.save()
    client.cookies["sessionid"] = session.session_key
    steps.provision(str(confirmed.pk))  # the invitation waits for the worker still
    assert "We maken je groep klaar" in client.get("/aanmelden/voortgang/").text
    assert client.post("/aanmelden/account/")["Location"] == "/aanmelden/voortgang/"

    work()

    assert "Je groep staat klaar" in client.get("/aanmelden/voortgang/").text
    assert client.post("/aanmelden/account/")["Location"].startswith("/uitnodiging/")


def test_mail_server_that_is_away_keeps_nobody_waiting(client, confirmed):
    from datetime import timedelta

    from mdo_tenants.provisioning import queries, steps

    steps.provision(str(confirmed.pk))
    confirmed.refresh_from_db()
    assert queries.is_handing_over(confirmed)
    for invitation in Invitation.objects.all():
        Invitation.objects.filter(pk=invitation.pk).update(created_at=invitation.created_at - timedelta(seconds=11))

    assert not queries.is_handing_over(confirmed)


def test_request_that_nobody_confirmed_is_forgotten(make_sign_up, confirmed):
    from mdo_tenants.provisioning.services import forget_request

    waiting = make_sign_up(email="wacht@demo.invalid")
    for sign_up in (waiting, confirmed):
        forget_request(str(sign_up.pk))

    assert list(SignUp.objects.all()) == [confirmed]


def test_mails_hold_no_secret_in_the_database(client, mailoutbox):
    from mdo_foundation.common.models import OutboxEntry

    client.post("/aanmelden/", FORM)
    work()
    token = _link(mailoutbox[-1]).split("/")[-2]

    assert token not in str(list(OutboxEntry.objects.values()))
    assert token not in str(list(SignUp.objects.values()))
