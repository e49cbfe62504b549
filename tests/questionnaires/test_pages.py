"""The tab, the form, the score and the result, with and without a script."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.common.groups import outside_groups
from mdo_platform.questionnaires import services
from mdo_platform.questionnaires.models import Draft, Result
from mdo_tenants.groups.models import Group
from mdo_tenants.licences import services as licences
from tests.instruments import CLOSED, FAULTY, OWNER, TOTAL, WALK

TODAY = timezone.localdate()
ALL = {"a-moe": "ja", "a-hulp": "nee", "a-welk": "", "a-minuten": "2,5"}
AUTOSAVE = {"headers": {"X-Autosave": "1"}}


@pytest.fixture
def tab(desk, patient):
    return desk.place.url(f"register/{patient.pk}/meetinstrumenten/")


@pytest.fixture
def form(tab):
    return f"{tab}{WALK.code}/invullen/"


def record(desk, gp, patient, **more):
    with desk.open():
        return services.record_score(patient.pk, by=gp, **{"tool": TOTAL.code, "score": 3} | more)


def drafted(desk):
    with desk.open():
        return Draft.objects.filter(discarded_at=None).first()


def results(desk):
    with desk.open():
        return list(Result.objects.all())


def permit(gp):
    letter = {"given_by": "Demo", "reference": "B1", "granted_on": TODAY, "medium": "screen"}
    with outside_groups():
        return licences.record_permission(CLOSED.code, by=gp, **letter)


def test_the_tab_says_what_is_offered_and_what_came_out(browser, desk, gp, patient, tab):
    record(desk, gp, patient, taken_on=TODAY, remark="met stok")
    page = browser.get(tab)
    text = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
    for said in (
        "Meetinstrumenten",
        "Proefscore 3 Laag Grens: -1,5 t/m 4,5 · hoger is beter · indicatie, geen diagnose",
        f"{gp.name} · score overgenomen · met stok",
        "Nog geen uitslag.",
        "SPICT-NL",
    ):
        assert said in text, said
    assert f'{tab}{WALK.code}/invullen/"' in page.text
    assert f'{tab}{CLOSED.code}/score/"' in page.text
    assert f'{tab}{CLOSED.code}/invullen/"' not in page.text


def test_what_is_in_progress_stands_first_with_who_began(browser, desk, gp, patient, tab):
    with desk.open():
        services.save_answers(patient.pk, by=gp, tool=WALK.code, version=0, answers={"moe": "ja"})
    text = " ".join(re.sub(r"<[^>]+>", " ", browser.get(tab).text).split())
    assert f"Mee bezig Proeflijst lopen 1 van 3 ingevuld , begonnen door {gp.name} , vandaag" in text
    assert "Ga verder" in text


def test_questions_of_a_closed_licence_reach_no_page_and_no_api(browser, desk, gp, patient, tab):
    record(desk, gp, patient, tool=CLOSED.code, score=1)
    api = desk.place.url(f"api/v1/patients/{patient.pk}/")
    paths = [
        tab,
        f"{tab}{CLOSED.code}/",
        f"{tab}{CLOSED.code}/score/",
        f"{tab}{CLOSED.code}/invullen/",
        f"{api}instruments/",
        f"{api}questionnaires/{CLOSED.code}/",
    ]
    answers = [browser.get(path) for path in paths]
    assert [one.status_code for one in answers] == [200, 200, 200, 403, 200, 403]
    assert not any("Geheime vraag" in one.text for one in answers)
    assert OWNER in answers[2].text
    held = permit(gp)
    assert [browser.get(path).status_code for path in paths] == [200] * 6
    assert "Geheime vraag een?" in browser.get(paths[3]).text
    with outside_groups():
        licences.withdraw_permission(held.pk, by=gp)
    assert browser.get(paths[3]).status_code == 403


def test_a_score_is_entered_with_a_comma_and_shown_with_its_meaning(browser, desk, tab):
    sent = {"score": "4,6", "taken_on": "02-11-2026", "remark": "zittend", "idempotency_key": str(uuid4())}
    for _click in range(2):
        page = browser.post(f"{tab}{TOTAL.code}/score/", sent, follow=True)
    (made,) = results(desk)
    assert page.redirect_chain[-1][0].endswith(f"register/uitslag/{made.pk}/")
    text = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
    assert "4,6 Hoog Grens: 4,6 t/m 20 · hoger is beter · indicatie, geen diagnose" in text
    assert "prognose en urgentie zijn niet veranderd" in text


def test_a_score_that_does_not_fit_is_shown_again(browser, desk, tab):
    page = browser.post(f"{tab}{TOTAL.code}/score/", {"score": "21", "taken_on": "2026-11-02", "remark": "x"})
    assert page.status_code == 400
    assert "Vul een getal in van -1,5 tot en met 20." in page.text
    assert 'value="21"' in page.text
    assert results(desk) == []


def test_each_answer_is_saved_by_itself(browser, desk, tab):
    at = f"{tab}{WALK.code}/vraag/"
    first = browser.post(f"{at}moe/", {"a-moe": "ja", "version": "0"}, **AUTOSAVE).json()
    assert first["version"] == 1
    assert "1 van 3 ingevuld" in first["fragments"]["progress"]
    assert str(drafted(desk).pk) in first["fragments"]["draft"]
    second = browser.post(f"{at}hulp/", {"a-hulp": "ja", "version": "1"}, **AUTOSAVE).json()
    assert "2 van 4 ingevuld" in second["fragments"]["progress"], "a question was added"
    wrong = browser.post(f"{at}minuten/", {"a-minuten": "7", "version": "2"}, **AUTOSAVE)
    assert (wrong.status_code, wrong.json()["errors"]) == (400, {"value": ["Vul een getal in van 0 tot en met 6."]})
    assert browser.post(f"{at}weg/", {"version": "2"}, **AUTOSAVE).status_code == 404
    assert drafted(desk).answers == {"moe": "ja", "hulp": "ja"}


def test_a_colleagues_answer_to_the_same_question_is_shown_at_it(browser, desk, patient, tab):
    colleague = desk.acting("chair", name="Bea Berk-Demo")
    with desk.open():
        services.save_answers(patient.pk, by=colleague, tool=WALK.code, version=0, answers={"moe": "nee"})
    answer = browser.post(f"{tab}{WALK.code}/vraag/moe/", {"a-moe": "ja", "version": "0"}, **AUTOSAVE)
    assert answer.status_code == 409
    for said in ("Bea Berk-Demo", "Nee", 'data-version="1"'):
        assert said in answer.text


def test_after_a_colleague_finished_an_answer_is_refused_in_words(browser, desk, gp, patient, tab):
    with desk.open():
        draft = services.save_answers(
            patient.pk, by=gp, tool=WALK.code, version=0, answers={"moe": "ja", "hulp": "nee", "minuten": 1}
        )
        services.finish_draft(patient.pk, by=gp, tool=WALK.code, draft_id=draft.pk)
    answer = browser.post(f"{tab}{WALK.code}/vraag/moe/", {"a-moe": "nee", "version": "1"}, **AUTOSAVE)
    assert answer.status_code == 410
    assert "intussen afgerond of weggegooid" in answer.text


def test_without_a_script_all_is_saved_and_more_is_asked(browser, desk, form):
    page = browser.post(form, {**ALL, "a-hulp": "ja", "a-minuten": "", "version": "0", "do": "save"}, follow=True)
    assert "2 van 4 ingevuld" in page.text
    assert drafted(desk).answers == {"moe": "ja", "hulp": "ja"}
    assert re.search(r'id="q-welk"[^>]*data-only-if="hulp ja"(?![^>]*hidden)', page.text)


def test_a_question_that_is_not_asked_is_hidden(browser, form):
    assert re.search(r'id="q-welk"[^>]* hidden', browser.get(form).text)


def test_the_whole_form_overwrites_only_what_was_changed(browser, desk, gp, patient, form):
    with desk.open():
        services.save_answers(patient.pk, by=gp, tool=WALK.code, version=0, answers={"moe": "ja", "hulp": "ja"})
        colleague = desk.acting("chair", name="Bea Berk-Demo")
        services.save_answers(patient.pk, by=colleague, tool=WALK.code, version=1, answers={"moe": "nee"})
    seen = {"seen-moe": "ja", "seen-hulp": "ja", "version": "1", "do": "save"}
    browser.post(form, {**seen, "a-moe": "ja", "a-hulp": "nee"})
    assert drafted(desk).answers == {"moe": "nee", "hulp": "nee"}
    page = browser.post(form, {**seen, "seen-moe": "", "a-moe": "ja", "a-hulp": "ja"})
    assert page.status_code == 409
    assert "Bea Berk-Demo antwoordde intussen anders" in re.sub(r"<[^>]+>", "", page.text)
    again = re.search(r'name="version" value="(\d+)"', page.text)[1]
    mine = {"seen-moe": "nee", "a-moe": "ja", "seen-hulp": "nee", "a-hulp": "nee"}
    browser.post(form, {**mine, "version": again, "do": "save"})
    assert drafted(desk).answers == {"moe": "ja", "hulp": "nee"}


def test_an_answer_is_wiped(browser, desk, gp, patient, form):
    with desk.open():
        services.save_answers(patient.pk, by=gp, tool=WALK.code, version=0, answers={"moe": "ja", "hulp": "nee"})
    sent = {"a-moe": "ja", "seen-moe": "ja", "a-hulp": "nee", "seen-hulp": "nee", "version": "1", "clear": "moe"}
    assert browser.post(form, sent)["Location"].endswith("#q-moe")
    assert drafted(desk).answers == {"hulp": "nee"}


def test_finishing_names_what_is_open_with_links(browser, desk, form):
    page = browser.post(form, {"a-moe": "ja", "version": "0", "do": "finish", "taken_on": "2026-11-02"})
    assert page.status_code == 400
    assert "Er zijn nog 2 vragen open." in page.text
    for code in ("hulp", "minuten"):
        assert f'<a href="#q-{code}">' in page.text
    assert 'value="anyway"' not in page.text, "the plugin gives no score without them"
    assert drafted(desk).answers == {"moe": "ja"}


def test_finishing_gives_the_result_page_and_a_second_click_the_same(browser, desk, form, tab):
    browser.post(form, {**ALL, "version": "0", "do": "save"})
    begun = drafted(desk)
    seen = {f"seen-{name.removeprefix('a-')}": value for name, value in ALL.items()}
    sent = {**ALL, **seen, "version": "1", "draft": str(begun.pk), "do": "finish", "taken_on": "2026-11-02"}
    first, second = browser.post(form, sent), browser.post(form, sent)
    (made,) = results(desk)
    assert first["Location"] == second["Location"] == desk.place.url(f"register/uitslag/{made.pk}/")
    text = " ".join(re.sub(r"<[^>]+>", " ", browser.get(first["Location"]).text).split())
    assert "3,5 Loopt moeilijk Grens: 3 t/m 10 · bron patz.nu · hoger is slechter" in text
    assert drafted(desk) is None


def test_a_day_that_cannot_be_keeps_the_answers(browser, desk, form):
    later = (TODAY + timedelta(days=2)).isoformat()
    page = browser.post(form, {**ALL, "version": "0", "do": "finish", "taken_on": later})
    assert (page.status_code, "Deze datum is nog niet geweest." in page.text) == (400, True)
    assert len(drafted(desk).answers) == 3


def test_a_plugin_that_fails_is_said_and_keeps_the_answers(browser, desk, tab):
    page = browser.post(
        f"{tab}{FAULTY.code}/invullen/", {**ALL, "version": "0", "do": "finish", "taken_on": "2026-11-02"}
    )
    assert page.status_code == 503
    assert "De score kon niet worden berekend." in page.text
    assert len(drafted(desk).answers) == 3
    assert results(desk) == []


def test_thrown_away_and_taken_back_or_begun_anew(browser, desk, form, tab):
    at = f"{tab}{WALK.code}/"
    browser.post(form, {**ALL, "version": "0", "do": "save"})
    assert browser.post(f"{at}weggooien/")["Location"] == tab
    assert "Haal terug" in browser.get(tab).text
    assert browser.post(f"{at}terughalen/")["Location"] == form
    assert drafted(desk).answers["moe"] == "ja"
    assert browser.post(f"{at}weggooien/", {"next": "again"})["Location"] == form
    browser.post(form, {"a-moe": "nee", "version": "0", "do": "save"})
    page = browser.post(f"{at}terughalen/", follow=True)
    assert "is intussen opnieuw begonnen" in page.text


def test_results_over_time_are_drawn_and_listed(browser, desk, gp, patient, tab):
    for days, score in ((300, 2), (100, 5), (10, 8)):
        record(desk, gp, patient, score=score, taken_on=TODAY - timedelta(days=days))
    page = browser.get(f"{tab}{TOTAL.code}/").text
    assert page.count('<circle class="fill-1"') == 3
    assert page.count('class="stroke-1"') == 2
    assert "vanaf 4,6" in page
    assert "Hoger is beter." in page
    assert [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'<td class="number">.*?</td>', page)] == [
        "8",
        "5",
        "2",
    ]


def test_one_result_draws_nothing(browser, desk, gp, patient, tab):
    record(desk, gp, patient)
    assert '<circle class="fill-1"' not in browser.get(f"{tab}{TOTAL.code}/").text


def test_a_mistake_is_taken_away_and_put_back_from_the_page(browser, desk, gp, patient, tab):
    made = record(desk, gp, patient)
    at = desk.place.url(f"register/uitslag/{made.pk}/")
    page = browser.post(f"{at}weghalen/", {"version": "1"}, follow=True)
    assert "1 weggehaalde uitslag" in page.text
    assert "telt niet mee" in browser.get(at).text
    browser.post(f"{at}terugzetten/")
    assert results(desk)[0].removed_at is None


def test_kept_answers_are_shown_while_the_group_keeps_them(browser, desk, gp, patient, tab):
    Group.objects.filter(pk=desk.place.row.pk).update(keeps_item_answers=True)
    with desk.open():
        draft = services.save_answers(
            patient.pk, by=gp, tool=WALK.code, version=0, answers={"moe": "ja", "hulp": "nee", "minuten": 1}
        )
        made = services.finish_draft(patient.pk, by=gp, tool=WALK.code, draft_id=draft.pk)
    paths = [f"{tab}{WALK.code}/", desk.place.url(f"register/uitslag/{made.pk}/")]
    assert all("Hoeveel minuten kunt u lopen?" in browser.get(path).text for path in paths)
    Group.objects.filter(pk=desk.place.row.pk).update(keeps_item_answers=False)
    assert not any("Hoeveel minuten kunt u lopen?" in browser.get(path).text for path in paths)


def test_kept_answers_are_not_shown_when_a_permission_was_withdrawn(browser, desk, gp, patient, tab):
    Group.objects.filter(pk=desk.place.row.pk).update(keeps_item_answers=True)
    held = permit(gp)
    with desk.open():
        answers = {"een": "ja", "twee": "nee"}
        draft = services.save_answers(patient.pk, by=gp, tool=CLOSED.code, version=0, answers=answers)
        made = services.finish_draft(patient.pk, by=gp, tool=CLOSED.code, draft_id=draft.pk)
    paths = [f"{tab}{CLOSED.code}/", desk.place.url(f"register/uitslag/{made.pk}/")]
    assert all("Geheime vraag een?" in browser.get(path).text for path in paths)
    with outside_groups():
        licences.withdraw_permission(held.pk, by=gp)
    pages = [browser.get(path) for path in paths]
    assert [page.status_code for page in pages] == [200, 200]
    assert not any("Geheime vraag" in page.text for page in pages)


def test_a_module_that_is_gone_leaves_its_results_to_read(browser, desk, gp, patient, tab):
    record(desk, gp, patient)
    with desk.open():
        Result.objects.update(tool="verdwenen")
    text = " ".join(re.sub(r"<[^>]+>", " ", browser.get(tab).text).split())
    assert "Eerdere uitslagen" in text
    assert "verdwenen (module niet actief) 3 Laag indicatie, geen diagnose" in text
    page = browser.get(f"{tab}verdwenen/")
    assert (page.status_code, "niet actief" in page.text, "/invullen/" in page.text) == (200, True, False)
    assert browser.get(f"{tab}verdwenen/score/").status_code == 404


def test_who_looks_sees_results_and_no_button(desk, gp, patient, tab, client_of):
    record(desk, gp, patient)
    consultant = client_of(desk.user_of(desk.acting("consultant")))
    page = consultant.get(tab).text
    assert "Proefscore" in page
    assert "/invullen/" not in page
    assert "/score/" not in page
    assert consultant.get(f"{tab}{WALK.code}/invullen/").status_code == 403


def test_tools_in_the_aids_lead_to_their_page(browser, desk, patient, tab):
    page = browser.get(desk.place.url(f"register/{patient.pk}/problemen/")).text
    assert f'<a href="{tab}{WALK.code}/">{WALK.title}</a>' in page
    assert 'href="https://' in page, "links go where they went"


def test_the_api_does_the_same(browser, desk, patient):
    at = desk.place.url(f"api/v1/patients/{patient.pk}/")
    sent = {"content_type": "application/json"}
    listed = {one["code"]: one for one in browser.get(f"{at}instruments/").json()}
    assert (listed[WALK.code]["can_fill_in"], listed[CLOSED.code]["can_fill_in"]) == (True, False)
    assert listed["spict_nl"]["kind"] == "link"
    walk = f"{at}questionnaires/{WALK.code}/"
    assert [item["code"] for item in browser.get(walk).json()["items"] if item["asked"]] == ["moe", "hulp", "minuten"]
    assert browser.patch(walk, {"answers": {"moe": "ja"}}, **sent).status_code == 428
    answers = {"answers": {"moe": "ja", "hulp": "ja"}, "version": 0}
    begun = browser.patch(walk, answers, **sent)
    assert (begun.json()["answered"], begun.json()["asked"], begun["ETag"]) == (2, 4, '"1"')
    body = {"draft_id": begun.json()["draft_id"]}
    refused = browser.post(f"{walk}finish/", body, **sent)
    assert (refused.status_code, set(refused.json()["fields"])) == (400, {"welk", "minuten"})
    browser.patch(walk, {"answers": {"welk": "stok", "minuten": 2.5}, "version": 1}, **sent)
    assert browser.delete(walk).status_code == 204
    assert browser.post(f"{walk}restore/").json()["answers"]["welk"] == "stok"
    first, second = (browser.post(f"{walk}finish/", body, **sent) for _click in range(2))
    assert (first.status_code, first.json()) == (201, second.json())
    assert (first.json()["score"], first.json()["items"], first.json()["how"]) == (5.5, None, "filled_in")
    other = browser.post(f"{at}results/", {"tool": TOTAL.code, "score": 21}, **sent)
    assert (other.status_code, set(other.json()["fields"])) == (400, {"score"})
    assert browser.post(f"{at}results/", {"tool": TOTAL.code, "score": 2}, **sent).status_code == 201
    assert [one["tool"] for one in browser.get(f"{at}results/?tool={WALK.code}").json()] == [WALK.code]
    one = desk.place.url(f"api/v1/results/{first.json()['id']}/")
    assert browser.delete(one, headers={"If-Match": '"1"'}).status_code == 204
    assert [result["tool"] for result in browser.get(f"{at}results/").json()] == [TOTAL.code]
    assert browser.post(f"{one}put-back/").json()["removed_at"] is None
