"""The pages: the tab, the steps in words, the forms, what went wrong, and the list of who is due."""

from __future__ import annotations

from html import unescape

import pytest
from django.utils import timezone

from mdo_foundation.common.dutch import day_month
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.pathways.models import StepRecord
from mdo_platform.register import scores
from mdo_platform.register import services as register
from mdo_platform.register.models import Change, Enrolment
from mdo_platform.register.panels import panels
from tests.pathways.helpers import FRAIL, LEVEL, PALLIATIVE, SAYS, level_of, record


@pytest.fixture
def page(desk, browser, patient):
    def get(path="programma/", *, status=200, of=None, by=browser):
        answer = by.get(desk.place.url(f"register/{(of or patient).pk}/{path}"))
        assert answer.status_code == status
        return unescape(answer.content.decode())

    return get


@pytest.fixture
def send(desk, browser, patient):
    def post(step="een", *, action="", by=browser, pathway="proef", **typed):
        body = {
            "done_on": timezone.localdate().isoformat(),
            "version": "0",
            f"seen-{LEVEL}": "0",
            f"seen-{SAYS}": "0",
            **typed,
        }
        return by.post(desk.place.url(f"register/{patient.pk}/programma/{pathway}/{step}/{action}"), body)

    return post


def test_the_steps_stand_in_order_with_their_state_in_words(desk, gp, patient, page):
    with desk.open():
        record(patient, gp, "drie", outcome="volgen", consent="declined", remark="<b>liever niet</b>")
    html = page()
    assert html.index("1. Eerste stap") < html.index("2. Tweede stap") < html.index("3. Derde stap")
    first, second, third = html.split('<li id="step-')[1:4]
    assert 'aria-current="step"' in first
    assert "Volgende" in first
    assert "Nog niet" in second
    assert "Weigert" in third
    assert "Jaarlijks volgen" in third
    assert "<bdi><b>liever niet</b></bdi>" in third
    assert gp.name in third
    assert "0 van 3 stappen gedaan" in html


def test_recording_shows_the_code_for_the_his_and_keeps_showing_it(desk, patient, page, send):
    answer = send(outcome="zwaar", consent="agreed", remark="kort")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"{patient.pk}/programma/#step-een")
    with desk.open():
        assert level_of(patient) == "complex"
    for _again in range(2):
        html = page()
        assert "Registreer in het HIS: A05 Zwaar geval. Het portaal stuurt niets." in html
    assert "Ongedaan maken" in html


def test_an_outcome_without_a_code_asks_nothing_of_the_his(page, send):
    send("drie", outcome="volgen")
    assert "Registreer in het HIS" not in page()


def test_the_undo_button_takes_back_the_step_and_its_answer(desk, browser, patient, page, send):
    send(outcome="zwaar")
    with desk.open():
        change = Change.objects.get(record="steprecord")
    answer = browser.post(desk.place.url(f"register/terugzetten/{change.pk}/"))
    assert answer.headers["Location"].endswith("/programma/#step-een")
    with desk.open():
        assert (level_of(patient), StepRecord.objects.get().done_on) == (None, None)
    assert "Registreer in het HIS" not in page()
    assert "Ongedaan maken" not in page()


def test_what_is_wrong_stands_at_the_step_with_what_was_typed(desk, send):
    for typed in ({"done_on": ""}, {"done_on": "2999-01-01"}, {"outcome": "oud"}, {"remark": "x" * 300}):
        answer = send(**{"remark": "getypte tekst", **typed})
        html = answer.content.decode()
        assert answer.status_code == 400
        assert "Nog niet alles is goed ingevuld" in html
        assert "<details open>" in html
        assert ("getypte tekst" in html) is ("remark" not in typed)
    with desk.open():
        assert not StepRecord.objects.exists()


def test_a_conflict_shows_theirs_and_keeps_mine(desk, patient, send):
    colleague = desk.acting("chair", name="Cor Colibrie-Demo")
    with desk.open():
        record(patient, colleague, outcome="licht", remark="van haar")
    answer = send(outcome="zwaar", remark="van mij")
    html = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Iemand anders heeft dit intussen gewijzigd." in html
    assert "Cor Colibrie-Demo maakte ervan" in html
    assert "van haar" in html
    assert 'value="van mij"' in html
    assert 'name="version" value="1"' in html
    # Sent again with what the page holds now it is stored.
    assert send(outcome="zwaar", remark="van mij", version="1", **{f"seen-{LEVEL}": "1"}).status_code == 302


def test_a_conflict_in_the_field_says_which(desk, patient, send):
    colleague = desk.acting("chair", name="Cor Colibrie-Demo")
    with desk.open():
        register.save_answer(patient.pk, by=colleague, field=LEVEL, value="niet", version=0)
    answer = send(outcome="zwaar")
    html = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Iemand anders wijzigde intussen ‘Kwetsbaarheidsniveau’. De stap is niet opgeslagen." in html
    assert "Cor Colibrie-Demo maakte ervan: Niet kwetsbaar." in html
    assert f'name="seen-{LEVEL}" value="1"' in html
    assert send(outcome="zwaar", **{f"seen-{LEVEL}": "1"}).status_code == 302


def test_opening_a_step_again(desk, gp, patient, page, send):
    with desk.open():
        record(patient, gp)
    assert "Zet de stap weer open" in page()
    assert send(action="openen/", version="9").status_code == 400
    assert send(action="openen/", version="1").status_code == 302
    assert "De stap is weer open." in page()
    with desk.open():
        record(patient, gp, remark="anders")
    answer = send(action="openen/", version="1")
    assert answer.status_code == 302
    assert "Iemand anders heeft dit intussen gewijzigd." in page()


def test_tools_that_nobody_has_show_their_code(page):
    assert "weg_gereedschap" in page()


def test_a_tool_shows_what_came_out_last_and_where_it_is_filled_in(page, patient, monkeypatch):
    day = timezone.localdate()
    found = {patient.pk: {"complex_kwetsbaar": ((day, 1.0), (day, 0.0))}}
    monkeypatch.setattr(scores._Source, "provider", lambda ids: {one: found[one] for one in ids})
    monkeypatch.setattr(panels, "_tool_page", lambda _patient_id, code: f"/elders/{code}/")
    html = page()
    tool = get_registry().tool("complex_kwetsbaar")
    assert f'<a href="/elders/complex_kwetsbaar/">{tool.title}</a>' in html
    assert f"{tool.band(1).label} (1), {day_month(day, today=day)}" in html


def test_the_tab_is_there_for_who_has_a_programme(desk, gp, patient, page):
    assert "/programma/" in page("vraag/")
    with desk.open():
        other = desk.new_patient(by=gp, last_name="Bosuil-Demo")
    assert "/programma/" not in page("vraag/", of=other)
    assert "Geen programma" in page(of=other)


def test_after_a_transfer_it_is_read_only(desk, gp, patient, page, send):
    with desk.open():
        record(patient, gp, outcome="zwaar")
        (enrolment,) = Enrolment.objects.filter(patient=patient)
        register.transfer_enrolment(
            enrolment.pk, by=gp, version=None, target_group=PALLIATIVE, reason="anders", consent="agreed"
        )
    html = page()
    assert "Eerdere gegevens" in html
    assert "Sla op" not in html
    assert "Registreer in het HIS: A05" in html
    assert send("twee").status_code == 404


def test_a_closed_patient_is_read_only(desk, gp, patient, page, send):
    with desk.open():
        record(patient, gp)
        register.close_patient(patient.pk, by=gp, version=None, reason="moved")
    html = page()
    assert "Sla op" not in html
    assert "Eerste stap" in html
    assert send("twee").status_code == 403


def test_without_the_module_it_shows_what_is_stored(desk, patient, page, send, installed):
    with desk.open():
        record(patient, desk.acting("gp"), "drie", outcome="volgen")
    installed(without=[FRAIL])
    html = page()
    assert "drie (module niet actief)" in html
    assert "volgen" in html
    assert "Sla op" not in html
    assert send("drie").status_code == 404
    page("tijdlijn/")


def test_who_only_reads_gets_no_form(desk, patient, page, client_of, send):
    reader = client_of(desk.user_of(desk.acting("consultant")))
    with desk.open():
        record(patient, desk.acting("gp"))
    html = page(by=reader)
    assert "Eerste stap" in html
    assert "Sla op" not in html
    assert send("twee", by=reader).status_code == 403
    outsider = client_of(desk.user_of(desk.acting("group_admin")))
    page(by=outsider, status=404)


def test_the_timeline_tells_it_and_can_put_it_back(desk, browser, gp, patient, page):
    with desk.open():
        record(patient, gp, remark="kort")
    html = page("tijdlijn/?onderwerp=steps")
    assert "Stap Eerste stap (Kwetsbare ouderen)" in html
    assert "Maak weer leeg" in html


def test_the_list_and_the_home_page(desk, browser, gp, patient, client_of):
    with desk.open():
        record(patient, gp, outcome="zwaar")
    home = unescape(browser.get(desk.place.url("")).content.decode())
    assert "Zwaar geval: 1 patiënt is het afgelopen jaar niet besproken." in home
    assert desk.place.url("register/jaarlijks-bespreken/") in home
    html = unescape(browser.get(desk.place.url("register/jaarlijks-bespreken/")).content.decode())
    assert "Appelvink-Demo" in html
    assert "nog niet" in html
    with desk.open():
        register.save_answer(patient.pk, by=gp, field=LEVEL, value="niet", version=None)
    html = browser.get(desk.place.url("register/jaarlijks-bespreken/")).content.decode()
    assert "Iedereen is het afgelopen jaar besproken" in html
    assert "afgelopen jaar niet besproken" not in browser.get(desk.place.url("")).content.decode()


def test_from_the_list_a_patient_gets_on_the_agenda(desk, patient, client_of):
    from mdo_platform.meetings import services as meetings
    from mdo_platform.meetings.models import AgendaItem

    chair = desk.acting("chair")
    with desk.open():
        record(patient, chair, outcome="zwaar")
        enrolment = Enrolment.objects.get(patient=patient)
        register.set_question(enrolment.pk, by=chair, question="Hoe verder?", version=None)
        meeting = meetings.plan_meeting(
            by=chair, starts_at=timezone.now() + timezone.timedelta(days=3), target_groups=[FRAIL]
        )
    browser = client_of(desk.user_of(chair))
    html = browser.get(desk.place.url("register/jaarlijks-bespreken/")).content.decode()
    address = desk.place.url(f"vergaderingen/{meeting.pk}/agenda/gekozen/")
    assert f'formaction="{address}"' in html
    browser.post(address, {"patient": str(patient.pk)})
    with desk.open():
        assert AgendaItem.objects.filter(patient=patient).exists()
    assert "on-agenda" in browser.get(desk.place.url("register/jaarlijks-bespreken/")).content.decode()
