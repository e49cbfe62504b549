"""The pages of enrolment, transfer, closing, keeping and consent, as somebody without scripts uses them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.register import services
from mdo_platform.register.models import Answer, Consent, Enrolment, Patient
from mdo_tenants.groups.services import enable_target_group
from tests.register.helpers import KIEVIT


def today() -> str:
    return timezone.localdate().isoformat()


SAID = {"consent": "agreed", "consent_given_by": "patient", "consent_scope": ""}


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def patient(desk, gp):
    with desk.open():
        made = desk.new_patient(by=gp, gp_id=gp.user_id, target_group="kwetsbare_ouderen")
        enrolment = Enrolment.objects.get(patient=made)
        services.set_urgency(enrolment.pk, by=gp, level="u3", version=None)
        return made


@pytest.fixture
def get(browser, desk):
    def read(path):
        answer = browser.get(desk.place.url(f"register/{path}"))
        return answer.status_code, answer.content.decode()

    return read


@pytest.fixture
def post(browser, desk):
    def send(path, data=None):
        return browser.post(desk.place.url(f"register/{path}"), data or {})

    return send


def hidden(page):
    """What the form on a page sends along unseen."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def closed(desk, gp, patient, **changes):
    with desk.open():
        services.close_patient(patient.pk, by=gp, version=None, reason="deceased")
        Patient.objects.filter(pk=patient.pk).update(**changes)


class TestMenu:
    def test_it_offers_what_can_be_done_now(self, desk, gp, get, patient):
        page = get(f"{patient.pk}/")[1]
        assert all(f"/register/{patient.pk}/{one}/" in page for one in ("overzetten", "afsluiten", "toestemming"))
        assert f"/register/{patient.pk}/heropenen/" not in page
        assert "themagericht/" not in page  # no thematic target group is on
        closed(desk, gp, patient)
        page = get(f"{patient.pk}/")[1]
        assert all(f"/register/{patient.pk}/{one}/" in page for one in ("heropenen", "bewaren", "toestemming"))
        assert f"/register/{patient.pk}/afsluiten/" not in page

    def test_who_only_looks_gets_the_consent_only(self, desk, client_of, patient):
        consultant = desk.acting("consultant")
        page = client_of(desk.user_of(consultant)).get(desk.place.url(f"register/{patient.pk}/")).content.decode()
        assert f"/register/{patient.pk}/toestemming/" in page
        assert not [one for one in ("overzetten", "afsluiten", "bewaren") if f"{patient.pk}/{one}/" in page]


class TestTransfer:
    def test_the_whole_way_and_the_old_colour_for_reference(self, get, post, desk, patient):
        page = get(f"{patient.pk}/overzetten/")[1]
        assert "palliatief" in page
        assert 'value="kwetsbare_ouderen"' not in page
        sent = {**hidden(page), **SAID, "consent_given_on": today(), "target_group": "palliatief", "reason": "Zwak"}
        assert post(f"{patient.pk}/overzetten/", sent).status_code == 302
        assert post(f"{patient.pk}/overzetten/", sent).status_code == 302
        with desk.open():
            assert Enrolment.objects.filter(patient=patient).count() == 2
        page = get(f"{patient.pk}/vraag/")[1]
        assert "Urgentie vóór het overzetten:" in page
        assert "(uit Kwetsbare ouderen)" in page
        assert "Moet er een consulent bij?" in page
        assert "overgezet naar een andere doelgroep" in page
        assert "Zwak" in page

    def test_the_hint_of_the_consultant_goes_when_one_is_involved(self, get, desk, gp, enrolment, patient):
        with desk.open():
            services.transfer_enrolment(enrolment.pk, by=gp, version=None, target_group="palliatief", reason="Zwak")
            services.add_professional(
                patient.pk, by=gp, name="Cor Consulent-Demo", discipline="Consulent palliatieve zorg"
            )
        assert "Moet er een consulent bij?" not in get(f"{patient.pk}/vraag/")[1]

    def test_without_a_reason_the_form_comes_back_with_what_was_chosen(self, get, post, patient):
        page = get(f"{patient.pk}/overzetten/")[1]
        sent = {**hidden(page), **SAID, "consent_given_on": today(), "target_group": "palliatief", "reason": ""}
        answer = post(f"{patient.pk}/overzetten/", sent)
        assert answer.status_code == 400
        assert "Vul ‘Waarom zet je over?’ in." in answer.content.decode()

    def test_a_wrong_day_of_consent_is_said_at_its_field(self, get, post, patient):
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        sent = {**hidden(get(f"{patient.pk}/overzetten/")[1]), **SAID, "target_group": "palliatief", "reason": "Zwak"}
        answer = post(f"{patient.pk}/overzetten/", {**sent, "consent_given_on": tomorrow})
        assert answer.context["form"].errors["consent_given_on"] == ["Kies vandaag of eerder."]

    def test_an_enrolment_of_somebody_else_is_unknown(self, get, post, desk, gp, patient):
        with desk.open():
            other = Enrolment.objects.get(patient=desk.new_patient(by=gp, last_name="Elders-Demo"))
        page = get(f"{patient.pk}/overzetten/")[1]
        sent = {**hidden(page), **SAID, "consent_given_on": today(), "target_group": "palliatief", "reason": "Zwak"}
        assert post(f"{patient.pk}/overzetten/", {**sent, "enrolment": str(other.pk)}).status_code == 404


class TestSecondGroup:
    def test_enrol_and_stop(self, get, post, desk, patient):
        enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
        assert "cultuursensitief" in get(f"{patient.pk}/themagericht/")[1]
        for _click in range(2):
            assert post(f"{patient.pk}/themagericht/", {"target_group": "cultuursensitief"}).status_code == 302
        with desk.open():
            theme = Enrolment.objects.get(patient=patient, kind="thematic")
        page = get(f"aanmelding/{theme.pk}/beeindigen/")[1]
        for _click in range(2):
            sent = {**hidden(page), "reason": "care_ended"}
            assert post(f"aanmelding/{theme.pk}/beeindigen/", sent).status_code == 302
        with desk.open():
            assert Enrolment.objects.get(pk=theme.pk).end_reason == "care_ended"

    def test_without_a_thematic_target_group_the_page_says_so(self, get, patient):
        assert "Er is geen themagericht MDO" in get(f"{patient.pk}/themagericht/")[1]


class TestClosing:
    def test_reason_date_and_evaluation_in_one_form(self, get, post, desk, patient):
        page = get(f"{patient.pk}/afsluiten/")[1]
        assert "Wat ging goed" in page
        assert 'name="eva_reden"' not in page  # the reason above says it
        sent = {**hidden(page), "reason": "deceased", "on": today(), "eva_plaats": "thuis", "eva_goed": "Rustig"}
        for _click in range(2):
            assert post(f"{patient.pk}/afsluiten/", sent).status_code == 302
        with desk.open():
            assert Patient.objects.get(pk=patient.pk).status == "closed"
            found = dict(Answer.objects.filter(patient=patient).values_list("field", "value"))
            assert found["eva_plaats"] == "thuis"
            assert found["eva_goed"] == "Rustig"

    def test_what_a_colleague_wrote_meanwhile_is_shown_and_can_be_replaced(self, get, post, desk, patient):
        page = get(f"{patient.pk}/afsluiten/")[1]
        with desk.open():
            chair = desk.acting("chair")
            services.save_answer(patient.pk, by=chair, field="eva_goed", value="De nachtzorg kwam", version=0)
        sent = {**hidden(page), "reason": "deceased", "on": today(), "eva_goed": "Rustig"}
        refused = post(f"{patient.pk}/afsluiten/", sent)
        text = refused.content.decode()
        assert refused.status_code == 400
        assert "De nachtzorg kwam" in text
        assert "Rustig" in text
        assert post(f"{patient.pk}/afsluiten/", {**sent, **hidden(text)}).status_code == 302
        with desk.open():
            assert Answer.objects.get(patient=patient, field="eva_goed").value == "Rustig"

    def test_a_wrong_date_keeps_what_was_typed(self, get, post, patient):
        sent = {**hidden(get(f"{patient.pk}/afsluiten/")[1]), "reason": "moved", "on": "31-02-2026", "eva_goed": "Fijn"}
        answer = post(f"{patient.pk}/afsluiten/", sent)
        assert answer.status_code == 400
        assert "Vul een datum in" in answer.content.decode()
        assert "Fijn" in answer.content.decode()

    def test_the_evaluation_is_open_on_the_closed_record(self, desk, gp, get, post, patient):
        closed(desk, gp, patient)
        page = get(f"{patient.pk}/problemen/evaluatie/")[1]
        assert 'id="f-eva_goed"' in page
        assert 'id="f-som_problemen"' not in get(f"{patient.pk}/problemen/somatisch/")[1]
        answer = post(f"{patient.pk}/veld/eva_goed/", {"value": "Rustig", "version": "0"})
        assert answer.status_code == 302

    def test_reopening_after_a_mistake(self, desk, gp, get, post, patient):
        closed(desk, gp, patient)
        page = get(f"{patient.pk}/heropenen/")[1]
        for _click in range(2):
            assert post(f"{patient.pk}/heropenen/", {**hidden(page), "because": "mistake"}).status_code == 302
        with desk.open():
            assert Enrolment.objects.get(patient=patient).urgency == "u3"

    def test_reopening_for_who_comes_back_asks_the_target_group_and_consent(self, desk, gp, get, post, patient):
        closed(desk, gp, patient)
        sent = {**hidden(get(f"{patient.pk}/heropenen/")[1]), **SAID, "because": "returned"}
        refused = post(f"{patient.pk}/heropenen/", sent)
        assert refused.status_code == 400
        sent |= {"target_group": "palliatief", "consent_given_on": today()}
        assert post(f"{patient.pk}/heropenen/", sent).status_code == 302
        with desk.open():
            active = Enrolment.objects.get(patient=patient, ended_on=None)
            assert (active.target_group, active.urgency) == ("palliatief", "u_x")
            assert Patient.objects.get(pk=patient.pk).consent == "agreed"


class TestClosedList:
    def test_it_finds_by_post_and_logs_who_was_shown(self, desk, gp, get, post, patient):
        closed(desk, gp, patient)
        assert "Appelvink-Demo" in get("afgesloten/")[1]
        assert "Appelvink-Demo" in post("afgesloten/zoeken/", {"q": "appel"}).content.decode()
        assert "Appelvink-Demo" not in post("afgesloten/zoeken/", {"q": "elders"}).content.decode()
        with desk.open():
            lines = AccessLogEntry.objects.filter(what="register.closed").order_by("seq")
            assert [line.patient_ids for line in lines] == [[patient.pk], [patient.pk], []]

    def test_somebody_else_sees_none_of_it(self, desk, gp, client_of, patient):
        closed(desk, gp, patient)
        nurse = client_of(desk.user_of(desk.acting("nurse", organisation_id=KIEVIT)))
        assert "Appelvink-Demo" not in nurse.get(desk.place.url("register/afgesloten/")).content.decode()
        assert nurse.get(desk.place.url("register/bewaartermijn/")).status_code == 403
        assert nurse.get(desk.place.url(f"register/{patient.pk}/bewaren/")).status_code == 403


class TestRetention:
    def test_the_page_says_what_goes_when_and_what_stays(self, desk, gp, get, patient):
        today = timezone.localdate()
        closed(
            desk,
            gp,
            patient,
            closed_on=today - timedelta(days=350),
            deletion_announced_on=today,
            delete_on=today + timedelta(days=30),
        )
        text = get("bewaartermijn/")[1]
        assert "Deze groep bewaart een afgesloten patiënt 12 maanden." in text
        assert "Appelvink-Demo" in text
        with desk.open():
            line = AccessLogEntry.objects.filter(what="register.retention").get()
            assert line.patient_ids == [patient.pk]

    def test_hold_and_release(self, desk, gp, get, post, patient):
        closed(desk, gp, patient)
        page = get(f"{patient.pk}/bewaren/")[1]
        assert post(f"{patient.pk}/bewaren/", {**hidden(page), "reason": "Er loopt een klacht"}).status_code == 302
        assert "Er loopt een klacht" in get("bewaartermijn/")[1]
        assert "De patiënt blijft bewaard." in get(f"{patient.pk}/")[1]
        assert post(f"{patient.pk}/bewaren/opheffen/").status_code == 302
        with desk.open():
            assert Patient.objects.get(pk=patient.pk).hold_reason == ""


class TestConsent:
    def test_the_history_is_readable(self, desk, gp, get, post, patient):
        yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
        sent = {"status": "informed", "given_by": "representative", "given_on": yesterday, "scope": "niet over geld"}
        assert post(f"{patient.pk}/toestemming/", sent).status_code == 302
        text = get(f"{patient.pk}/toestemming/")[1]
        for word in ("Geïnformeerd, geen bezwaar", "Akkoord", "vertegenwoordiger", "niet over geld", gp.name):
            assert word in text

    def test_a_day_in_the_future_comes_back_with_a_message(self, desk, post, patient):
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        sent = {"status": "agreed", "given_by": "patient", "given_on": tomorrow}
        answer = post(f"{patient.pk}/toestemming/", sent)
        assert answer.status_code == 400
        assert "Kies vandaag of eerder." in answer.content.decode()

    def test_an_objection_hides_at_once_and_its_withdrawal_shows_again(self, desk, client_of, get, post, patient):
        chair = client_of(desk.user_of(desk.acting("chair")))
        url = desk.place.url(f"register/{patient.pk}/")
        assert chair.get(url).status_code == 200
        sent = {"status": "objects", "given_by": "patient", "given_on": today()}
        assert post(f"{patient.pk}/toestemming/", sent).status_code == 302
        assert chair.get(url).status_code == 404
        assert get(f"{patient.pk}/")[0] == 200  # the own GP can mend it
        assert post(f"{patient.pk}/toestemming/", {**sent, "status": "agreed"}).status_code == 302
        assert chair.get(url).status_code == 200
        with desk.open():
            assert Consent.objects.filter(patient=patient).count() == 3
