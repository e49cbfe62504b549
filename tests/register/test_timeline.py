"""The history as people read it (R-15): sentences with old and new value, by day, by subject and by person."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from mdo_platform.register import queries, services
from mdo_platform.register.models import Change
from mdo_platform.register.presenters.timeline import Teller
from tests.register.helpers import KIEVIT
from tests.register.numbers import FIRST

NAME = "Bea Bosuil-Demo"


@pytest.fixture
def gp(desk):
    desk.place.row.uses_bsn = True
    desk.place.row.save()
    return desk.acting("gp", name=NAME)


def told(actor, patient, **chosen):
    """Every sentence of the timeline, newest first."""
    record = queries.patient_record(actor, patient.pk)
    rows, _more = queries.changes(actor, patient.pk, **chosen)
    return [entry.text for day in Teller.of(record).days(rows) for entry in day.entries]


def answer(patient, gp, field, value=None, *, state="filled"):
    services.save_answer(patient.pk, by=gp, field=field, value=value, state=state, version=None)


def test_entering_a_patient_is_told_in_words(desk, gp, patient):
    with desk.open():
        assert told(gp, patient) == [
            f"{NAME} zette de patiënt in het register.",
            f"{NAME} legde de toestemming vast: akkoord. Het was: nog niet gevraagd.",
            f"{NAME} meldde de patiënt aan voor Palliatief.",
        ]


@pytest.mark.parametrize(
    "case",
    [
        ({"value": "Pijn"}, {"value": "Jeuk"}, "wijzigde ‘Somatisch: Problemen’ van ‘Pijn’ in ‘Jeuk’."),
        (None, {"value": "Niet meer."}, "vulde ‘Somatisch: Problemen’ in: ‘Niet meer.’"),
        (None, {"value": "Pijn"}, "vulde ‘Somatisch: Problemen’ in: ‘Pijn’."),
        ({"value": "Pijn"}, {"value": ""}, "maakte ‘Somatisch: Problemen’ leeg. Er stond ‘Pijn’."),
        ({"value": "Pijn"}, {"value": "x" * 200}, "wijzigde ‘Somatisch: Problemen’."),
    ],
)
def test_an_answer(desk, gp, patient, case):
    first, then, sentence = case
    with desk.open():
        if first:
            answer(patient, gp, "som_problemen", **first)
        answer(patient, gp, "som_problemen", **then)
        assert told(gp, patient)[0] == f"{NAME} {sentence}"


@pytest.mark.parametrize(
    "case",
    [
        ("som_adl", {"value": "deels"}, "Deels hulp"),
        ("som_symptomen", {"value": ["pijn", "jeuk"]}, "Pijn; Jeuk"),
        ("som_valangst", {"value": "ja"}, "Ja"),
        ("som_pijn_nrs", {"value": "7,5"}, "7,5"),
        ("pzp_datum", {"value": "2025-03-01"}, "1 maart 2025"),
        ("pzp_reanimatie", {"state": "no_choice"}, "besproken, nog geen keuze"),
    ],
)
def test_every_kind_of_answer_has_words(desk, gp, patient, case):
    field, given, words = case
    with desk.open():
        answer(patient, gp, field, **given)
        assert words.lower() in told(gp, patient)[0].lower()


def test_every_kind_of_record_has_a_sentence(desk, gp, patient, enrolment):
    with desk.open():
        services.update_patient(patient.pk, by=gp, version=None, changes={"birth_date": date(1941, 3, 14)})
        services.update_patient(patient.pk, by=gp, version=None, changes={"sex": "male"})
        services.set_urgency(enrolment.pk, by=gp, level="u4", version=None)
        services.set_question(enrolment.pk, by=gp, question="Wie past op?", version=None)
        services.mark_discussed({enrolment.pk: "Wie past op?"}, by=gp, on=timezone.localdate())
        care = services.add_home_care(patient.pk, by=gp, organisation_id=KIEVIT)
        services.end_home_care(care.pk, by=gp, version=None)
        mia = services.add_professional(patient.pk, by=gp, name="Mia Mus-Demo", discipline="Verpleegkundige")
        services.set_lead(mia.pk, by=gp)
        services.end_professional(mia.pk, by=gp, version=None)
        diagnosis = services.add_diagnosis(patient.pk, by=gp, icpc="R84", title="Longkanker")
        services.end_diagnosis(diagnosis.pk, by=gp, version=None)
        services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
        services.remove_bsn(patient.pk, by=gp, version=None)
        said = " ".join(told(gp, patient))
        today = date_format(timezone.localdate(), "j F")
        for sentence in (
            "wijzigde ‘geboortedatum’ van ‘14 maart 1942’ in ‘14 maart 1941’.",
            "wijzigde ‘geslacht’ van ‘vrouw’ in ‘man’.",
            "wijzigde ‘urgentie (Palliatief)’ van ‘Nog niet ingeschat’ in ‘",
            "stelde een vraag aan het MDO (Palliatief): ‘Wie past op?’",
            f"dat de patiënt is besproken op {today} (Palliatief), met de vraag ‘Wie past op?’",
            "voegde De Kievit toe als thuiszorg.",
            "beëindigde de thuiszorg van De Kievit.",
            "voegde Mia Mus-Demo, Verpleegkundige toe als betrokkene.",
            "maakte Mia Mus-Demo regievoerder.",
            "haalde Mia Mus-Demo weg als betrokkene.",
            "voegde de diagnose ‘R84, Longkanker’ toe.",
            "verwijderde de diagnose ‘R84 Longkanker’.",
            "legde het burgerservicenummer vast.",
            "verwijderde het burgerservicenummer.",
        ):
            assert sentence in said, said
        assert not re.search(r"_|\bTrue\b|\bNone\b|[0-9a-f]{8}-[0-9a-f]{4}", said), said
        assert FIRST not in said


def test_closing_and_keeping_are_told(desk, gp, patient):
    with desk.open():
        services.hold_record(patient.pk, by=gp, version=None, reason="klacht loopt")
        services.close_patient(patient.pk, by=gp, version=None, reason="moved")
        said = " ".join(told(gp, patient))
        assert "hield het verwijderen tegen: ‘klacht loopt’." in said
        assert f"{NAME} sloot de patiënt af op " in said
        assert "beëindigde de aanmelding voor Palliatief: verhuisd." in said


def test_taking_back_says_so(desk, gp, patient):
    with desk.open():
        answer(patient, gp, "som_problemen", "Pijn")
        answer(patient, gp, "som_problemen", "Jeuk")
        last = Change.objects.filter(field="som_problemen").latest("at")
        services.put_back(last.pk, by=gp)
        assert told(gp, patient)[0] == f"{NAME} zette ‘Somatisch: Problemen’ terug: van ‘Jeuk’ naar ‘Pijn’."


def test_subjects_and_people_narrow_it_and_together_the_subjects_are_everything(desk, gp, patient):
    colleague = desk.acting("chair", name="Cor Colibrie-Demo")
    with desk.open():
        answer(patient, colleague, "som_problemen", "Pijn")
        services.add_diagnosis(patient.pk, by=gp, icpc="R84")
        assert told(gp, patient, subject="answers") == ["Cor Colibrie-Demo vulde ‘Somatisch: Problemen’ in: ‘Pijn’."]
        assert told(gp, patient, by_id=colleague.user_id) == told(gp, patient, subject="answers")
        assert told(gp, patient, subject="bsn") == []
        assert set(queries.authors(patient.pk).values()) == {NAME, "Cor Colibrie-Demo"}
        from mdo_platform.register.queries.timeline import SUBJECTS

        each = [line for subject in SUBJECTS for line in told(gp, patient, subject=subject)]
        assert sorted(each) == sorted(told(gp, patient))
        assert told(gp, patient, subject="zomaar") == told(gp, patient)


def test_days_are_headings_and_moments_are_local(desk, gp, patient):
    with desk.open():
        answer(patient, gp, "som_problemen", "Pijn")
        late = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)  # half past midnight of the next day in the Netherlands
        Change.objects.filter(field="som_problemen").update(at=late)
        record = queries.patient_record(gp, patient.pk)
        days = Teller.of(record).days(queries.changes(gp, patient.pk)[0])
        assert days[-1].label == "woensdag 2 juli 2025"
        assert days[0].label.startswith("vandaag, ")


def test_pages_hold_fifty_and_lose_nothing(desk, gp, patient):
    with desk.open():
        for number in range(60):
            answer(patient, gp, "som_problemen", f"nummer {number}")
        first, more = queries.changes(gp, patient.pk, subject="answers")
        second, rest = queries.changes(gp, patient.pk, subject="answers", page=2)
        assert (len(first), more, len(second), rest) == (50, True, 10, False)


class TestPage:
    @pytest.fixture
    def client(self, desk, gp, client_of):
        return client_of(desk.user_of(gp))

    def html(self, client, desk, patient, path="tijdlijn/", status=200):
        answer = client.get(desk.place.url(f"register/{patient.pk}/{path}"))
        assert answer.status_code == status
        return unescape(answer.content.decode())

    def test_an_earlier_value_is_put_back_from_the_timeline(self, client, desk, gp, patient):
        with desk.open():
            answer(patient, gp, "som_problemen", "eerste versie")
            answer(patient, gp, "som_problemen", "tweede versie")
            answer(patient, gp, "som_problemen", "derde versie")
        html = self.html(client, desk, patient, "tijdlijn/som_problemen/")
        form = re.search(r'action="([^"]+/terugzetten/[^"]+)"(?:(?!</form>).)*Zet terug: ‘eerste versie’', html, re.S)
        seen = re.search(r'name="seen" value="([^"]+)"', html)[1]
        sent = client.post(form[1].split('action="')[-1], {"seen": seen, "to": "timeline"}, follow=True)
        assert "Teruggezet." in sent.content.decode()
        with desk.open():
            assert queries.patient_record(gp, patient.pk).answers["som_problemen"].value == "eerste versie"

    def test_what_somebody_changed_meanwhile_is_said_and_kept(self, client, desk, gp, patient):
        with desk.open():
            answer(patient, gp, "som_problemen", "mijn tekst")
            mine = Change.objects.get(field="som_problemen")
            answer(patient, desk.acting("chair", name="Cor Colibrie-Demo"), "som_problemen", "haar tekst")
        url = desk.place.url(f"register/terugzetten/{mine.pk}/")
        html = client.post(url, follow=True).content.decode()
        assert "Niet teruggezet. Cor Colibrie-Demo wijzigde dit intussen." in html
        assert "haar tekst" in html

    def test_who_only_reads_has_no_button(self, client_of, desk, gp, patient):
        with desk.open():
            answer(patient, gp, "som_problemen", "tekst")
        reader = client_of(desk.user_of(desk.acting("consultant")))
        html = self.html(reader, desk, patient)
        assert "terugzetten" not in html
        with desk.open():
            change = Change.objects.get(field="som_problemen")
        assert reader.post(desk.place.url(f"register/terugzetten/{change.pk}/")).status_code == 403
        with desk.open():
            assert queries.patient_record(gp, patient.pk).answers["som_problemen"].value == "tekst"

    def test_filters_empty_states_and_odd_addresses(self, client, desk, patient):
        assert "Geen wijzigingen met deze filters" in self.html(client, desk, patient, "tijdlijn/?onderwerp=diagnoses")
        for odd in ("?page=x", "?page=99", "?wie=x", f"?wie={patient.pk}", "?onderwerp=" + "x" * 500, "weg_veld/"):
            self.html(client, desk, patient, f"tijdlijn/{odd}")

    def test_strange_text_stands_on_its_own(self, client, desk, gp, patient):
        with desk.open():
            answer(patient, gp, "som_problemen", "\u202eomgedraaid <b>vet</b> \U0001f469\U0001f3fd\u200d\u2695\ufe0f")
        html = client.get(desk.place.url(f"register/{patient.pk}/tijdlijn/")).content.decode()
        assert "<bdi>\u202eomgedraaid &lt;b&gt;vet&lt;/b&gt; \U0001f469\U0001f3fd\u200d\u2695\ufe0f</bdi>" in html

    def test_the_number_of_queries_does_not_grow_with_the_history(self, client, desk, gp, patient):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        def count():
            with CaptureQueriesContext(connection) as found:
                self.html(client, desk, patient)
            return len(found)

        count()  # the first one fills caches
        before = count()
        with desk.open():
            for number in range(20):
                answer(patient, gp, "som_problemen", f"nummer {number}")
                answer(patient, gp, "som_pijn_nrs", str(number % 10))
        assert count() == before


def test_last_own_change_is_only_offered_for_half_a_day(desk, gp, patient):
    with desk.open():
        answer(patient, gp, "som_problemen", "Pijn")
        record = queries.patient_record(gp, patient.pk)
        assert queries.last_own_change(gp, record, answers=["som_problemen"])
        Change.objects.update(at=datetime.now(UTC) - timedelta(hours=13))
        assert queries.last_own_change(gp, record, answers=["som_problemen"]) is None
