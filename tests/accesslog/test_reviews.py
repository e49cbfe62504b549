"""The monthly review: what is found, what is signed stays, and what is missed is seen (L12)."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.audit.services import record_access
from mdo_foundation.common import outbox
from mdo_foundation.common.errors import Conflict, Invalid
from mdo_platform.accesslog import services
from mdo_platform.accesslog.models import Review
from mdo_platform.accesslog.periods import next_month
from mdo_platform.accesslog.pseudonyms import pseudonym
from mdo_platform.accesslog.queries import findings, missed_months, month_content, months
from mdo_platform.accesslog.queries.findings import findings_in, surname_words
from mdo_platform.accesslog.tasks import REVIEW_DUE, ask_for_review
from mdo_platform.register.models import Patient
from tests.accesslog.conftest import House

HERE = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 10, 14, 12, 0, tzinfo=HERE)
ANNA = uuid4()


def line(*patient_ids: UUID, at: datetime = NOON, name: str = "Anna Akkerwinde-Demo", **fields: Any) -> AccessLogEntry:
    made = {
        "seq": 1,
        "at": at,
        "actor_id": ANNA,
        "actor_name": name,
        "roles": ["gp"],
        "via": "session",
        "address": "",
        "action": "R",
        "what": "patient.read",
        "patient_ids": list(patient_ids),
        "controls": "TTTF",
        "detail": {},
        "hash": "0" * 64,
    }
    return AccessLogEntry(**{**made, **fields})


@pytest.fixture
def inside(house: House) -> Iterator[House]:
    with house.desk.open():
        yield house


def rules_of(*lines: AccessLogEntry) -> list[str]:
    return [finding.rule for finding in findings_in(lines)]


MONTH = timezone.localdate().replace(day=1)  # what the database's clock puts into the log is in this month
AFTER = next_month(MONTH)
BEFORE = MONTH - timedelta(days=1)


@contextmanager
def on(day: int) -> Iterator[None]:
    """At noon of that day of the month after this one."""
    with time_machine.travel(datetime.combine(AFTER + timedelta(days=day - 1), time(12), HERE), tick=False):
        yield


def asked_for(findings: Sequence[Any]) -> list[Any]:
    """Without what the looking itself adds: it is in the log too, and may be in the night."""
    return [one for one in findings if one.rule != "log_itself" and one.what != "log.review"]


def test_an_ordinary_look_is_no_finding(inside: House) -> None:
    patient = inside.desk.new_patient()
    assert rules_of(line(patient.pk)) == []


@pytest.mark.parametrize(
    ("name", "last_name", "birth_name", "same"),
    [
        ("Anna van der Meer", "Meer", "", True),
        ("Anna de Vries", "Jansen-de Vries", "", True),
        ("Anna Şükran", "Sukran", "", True),
        ("Anna ’t Hooft", "Hooft", "", True),
        ("Anna Bakker", "Visser", "Bakker", True),
        ("Anna Bakker", "Visser", "", False),
        ("Bakker Jansen", "Bakker", "", False),
        ("Anna van der Meer", "van der Velde", "", False),
        ("Anna Akker-Demo", "Bosch-Demo", "", False),
    ],
)
def test_a_namesake_is_found_whatever_the_prefix_and_accents(
    inside: House, name: str, last_name: str, birth_name: str, same: bool
) -> None:
    patient = inside.desk.new_patient(last_name=last_name, birth_name=birth_name)
    assert ("own_surname" in rules_of(line(patient.pk, name=name))) is same


def test_surname_words_leave_prefixes_and_initials_out() -> None:
    assert surname_words("M. van der Grift-d’Ancona") == {"grift", "dancona"}


@pytest.mark.parametrize(
    ("clock", "found"),
    [("22:59", False), ("23:00", True), ("02:30", True), ("05:59", True), ("06:00", False), ("12:00", False)],
)
@pytest.mark.parametrize("day", ["2026-07-14", "2026-12-14"])  # summer and winter time
def test_the_night_is_by_the_clock_here(inside: House, day: str, clock: str, found: bool) -> None:
    at = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=HERE)
    assert ("night" in rules_of(line(inside.desk.new_patient().pk, at=at))) is found


def test_the_night_counts_both_hours_of_the_end_of_summer_time(inside: House) -> None:
    patient = inside.desk.new_patient()
    night = [datetime(2026, 10, 25, 2, 30, tzinfo=HERE, fold=fold) for fold in (0, 1)]
    (finding,) = findings_in([line(patient.pk, at=at) for at in night])
    assert (finding.rule, finding.times) == ("night", 2)


def test_many_patients_in_one_hour(inside: House) -> None:
    ids = [uuid4() for _number in range(findings.MANY_PER_HOUR + 1)]
    assert "many" not in rules_of(*(line(one) for one in ids[:-1]))
    assert "many" not in rules_of(*(line(ids[0]) for _one in ids)), "the same patient again and again is one patient"
    assert "many" not in rules_of(*(line(one, at=NOON + timedelta(minutes=10 * n)) for n, one in enumerate(ids)))
    assert "many" not in rules_of(line(*ids, what="register.overview"))
    (finding,) = findings_in([line(one, at=NOON + timedelta(minutes=n)) for n, one in enumerate(ids)])
    assert (finding.rule, finding.patients) == ("many", 21)


def test_opening_a_closed_patient(inside: House) -> None:
    patient = inside.desk.new_patient()
    Patient.objects.filter(pk=patient.pk).update(status="closed", closed_on=date(2026, 10, 10))
    assert "after_closing" in rules_of(line(patient.pk))
    assert "after_closing" not in rules_of(line(patient.pk, at=NOON - timedelta(days=4)))


def test_no_treatment_relation(inside: House) -> None:
    patient = inside.desk.new_patient()
    (finding,) = findings_in([line(patient.pk, controls="TFTF"), line(patient.pk, controls="TFTF")])
    assert (finding.rule, finding.times, finding.patient_id) == ("no_relation", 2, patient.pk)
    assert rules_of(line(patient.pk, controls="TFTF", what="register.overview")) == []
    assert rules_of(line(patient.pk, controls="TFTF", via="system")) == []


def test_the_log_itself(inside: House) -> None:
    assert rules_of(line(what="log.read"), line(what="log.export", action="E")) == ["log_itself", "log_itself"]


def test_a_month_that_is_over_can_be_signed_once_and_for_good(inside: House) -> None:
    chair = inside.actor("chair")
    patient = inside.desk.new_patient(by=inside.actor("gp", name="Ander-Demo"))
    inside.get("consultant", f"register/{patient.pk}/")
    with pytest.raises(Invalid, match="loopt nog"):
        services.sign_review(MONTH, by=chair)
    with on(3):
        month_content(chair, MONTH)  # the database's clock puts this look, which is a finding too, into the month
        content = month_content(chair, MONTH)
        finding = content.findings[0]
        remark = {finding.key: "Was de waarneming.", str(content.sample[0].seq): "Klopt."}
        review = services.sign_review(
            MONTH, by=chair, remarks="Alles nagelopen.", about=remark, seen=len(content.findings)
        )
        assert (review.signed_by_name, review.signed_at) == (chair.name, timezone.now())
        assert review.findings[0]["remark"] == "Was de waarneming."
        assert review.sample[0] == {"seq": content.sample[0].seq, "remark": "Klopt."}
        assert inside.lines(what="log.signed")[0].detail["review"] == str(review.pk)
        with pytest.raises(Conflict, match="al afgetekend"):
            services.sign_review(MONTH, by=inside.actor("group_admin"))
    for change in (lambda rows: rows.update(remarks="Toch anders."), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="final"), transaction.atomic():
            change(Review.objects.filter(pk=review.pk))
    assert Review.objects.get().remarks == "Alles nagelopen."


def test_what_was_signed_is_shown_as_it_was_whatever_becomes_of_the_patient(inside: House) -> None:
    chair = inside.actor("chair")
    patient = inside.desk.new_patient(last_name="Zwartkopje-Demo", by=inside.actor("gp", name="Ander-Demo"))
    record_access(
        inside.actor("gp", name="Eva Zwartkopje-Demo"), action="R", what="patient.read", patient_ids=[patient.pk]
    )
    with on(3):
        shown = month_content(chair, MONTH)
        assert "own_surname" in {one.rule for one in shown.findings}
        services.sign_review(MONTH, by=chair)
        Patient.objects.filter(pk=patient.pk).update(last_name="Anders-Demo")
        renamed = month_content(chair, MONTH)
        Patient.objects.filter(pk=patient.pk).delete()
        deleted = month_content(chair, MONTH)
    for content in (renamed, deleted):
        assert asked_for(content.findings) == asked_for(shown.findings)
        assert [one.seq for one in content.sample] == [one.seq for one in shown.sample]
    assert list(deleted.names) == []


def test_other_findings_than_were_seen_are_not_signed(inside: House) -> None:
    inside.desk.new_patient()
    with on(3), pytest.raises(Conflict, match="andere bevindingen"):
        services.sign_review(MONTH, by=inside.actor("chair"), seen=7)


def test_the_sample_is_the_same_every_time_and_nobodys_choice(inside: House) -> None:
    for number in range(30):
        inside.desk.new_patient(last_name=f"Vogel{number}-Demo")
    chair = inside.actor("chair")
    first, second = (month_content(chair, MONTH).sample for _time in range(2))
    assert [one.seq for one in first] == [one.seq for one in second]
    assert len(first) == 10
    assert [one.seq for one in first] != list(range(1, 11))


def test_a_missed_month_is_an_alarm_for_who_may_sign_and_for_nobody_else(house: House) -> None:
    with house.desk.open():
        house.desk.new_patient()
    alarm = "Een maandcontrole van het inzagelog is gemist."
    with on(14):
        assert alarm not in house.get("chair", "").content.decode()
        assert house.get("chair", "inzage/controle/").context["rows"][-1].state == "open"
    with on(15):
        for role in ("chair", "group_admin"):
            assert alarm in house.get(role, "").content.decode()
        assert alarm not in house.get("gp", "").content.decode()
        with house.desk.open():
            assert missed_months(house.actor("chair")) == [MONTH]
            assert missed_months(house.actor("gp")) == []
            services.sign_review(MONTH, by=house.actor("group_admin"))
        assert alarm not in house.get("chair", "").content.decode()


def test_people_are_mailed_and_operators_told_every_week_until_it_is_signed(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    chair, admin = house.actor("chair"), house.actor("group_admin")
    house.actor("gp")
    with house.desk.open():
        house.desk.new_patient()
        ask_for_review(house.desk.place.row, AFTER - timedelta(days=1))  # asked twice a day is asked once
    caplog.set_level(logging.WARNING, logger="mdo.accesslog")
    with on(14):
        run_worker()
        assert mail.outbox == []
    for week, day in enumerate((15, 22), start=1):
        with on(day):
            run_worker()
        assert len(mail.outbox) == 2 * week
        assert len(caplog.messages) == week
    addresses = {house.desk.user_of(actor).email for actor in (chair, admin)}
    assert {message.to[0] for message in mail.outbox} == addresses
    assert f"/groep/wilgendal/inzage/controle/{MONTH.year}/{MONTH.month}/" in mail.outbox[0].body
    assert "wilgendal" in caplog.messages[0]
    with house.desk.open(), on(23):
        services.sign_review(MONTH, by=chair)
    with on(30):
        run_worker()
    assert len(mail.outbox) == 4
    pending = outbox.OutboxEntry.objects.filter(kind=REVIEW_DUE, state="pending", payload__month=f"{MONTH}")
    assert not pending.exists()


def run_worker() -> None:
    while outbox.run_due():
        pass


def test_the_page_shows_what_was_found_and_signs_it(house: House) -> None:
    with house.desk.open():
        patient = house.desk.new_patient(last_name="Zwartkopje-Demo", by=house.actor("gp", name="Ander-Demo"))
    house.get("consultant", f"register/{patient.pk}/")
    page = f"inzage/controle/{MONTH.year}/{MONTH.month}/"
    assert "Deze maand loopt nog." in house.get("chair", page).content.decode()
    with on(3):
        shown = house.get("chair", page).content.decode()
        assert "Geen behandelrelatie" in shown
        assert "Zwartkopje-Demo" in shown
        unnamed = house.get("group_admin", page).content.decode()
        assert "Geen behandelrelatie" in unnamed
        assert not [word for word in ("Zwartkopje-Demo", str(patient.pk)) if word in unnamed]
        house.get("chair", page)  # the database's clock puts these looks, which are findings too, into the month itself
        seen = str(house.get("chair", page).context["found"])
        key = f"about_no_relation:{house.actor('consultant').user_id}:{pseudonym(patient.pk)}"
        assert f'name="{key}"' in shown
        unread = house.post("chair", page, {"seen": seen, key: "Nagevraagd."})
        assert (unread.status_code, "Nagevraagd." in unread.content.decode()) == (400, True)
        data = {"seen": seen, key: "Nagevraagd.", "agreed": "on", "remarks": "Goed."}
        assert house.post("chair", page, data).status_code == 302
        signed = house.get("chair", page).content.decode()
        assert "Nagevraagd." in signed
        assert "Teken af" not in signed
        again = house.post("chair", page, data)
        assert (again.status_code, "heeft deze maand al afgetekend" in again.content.decode()) == (400, True)


def test_a_month_that_is_none_does_not_exist(house: House) -> None:
    with house.desk.open():
        house.desk.new_patient()
    for page in ("2026/13", "0/1", f"{BEFORE:%Y/%m}", f"{AFTER:%Y/%m}", "99999/1"):
        assert house.get("chair", f"inzage/controle/{page}/").status_code == 404
        assert house.post("chair", f"inzage/controle/{page}/", {"seen": "0", "agreed": "on"}).status_code == 404


def test_the_api_reviews_too(house: House) -> None:
    with house.desk.open():
        house.desk.new_patient()
    url = "api/v1/access-log/reviews/"
    with on(20):
        assert house.get("group_admin", url).json()["results"][-1]["state"] == "missed"
        month = house.get("group_admin", f"{url}{MONTH:%Y-%m}/").json()
        assert {one["rule"] for one in month["findings"]} <= {"night"}
        assert month["sample"][0]["patient_name"] is None
        seen = len(house.get("group_admin", f"{url}{MONTH:%Y-%m}/").json()["findings"])
        body = {"remarks": "Gezien.", "seen": seen}
        signed = house.post("group_admin", f"{url}{MONTH:%Y-%m}/", body, content_type="application/json")
        assert (signed.status_code, signed.json()["state"]) == (200, "signed")
        assert house.post("chair", f"{url}{MONTH:%Y-%m}/", body, content_type="application/json").status_code == 409
        assert house.get("gp", url).status_code == 403
        assert [house.get("chair", f"{url}{no}/").status_code for no in ("2026-13", "nu", "2025-01")] == [404] * 3
    with house.desk.open():
        assert [one.state for one in months(house.actor("chair"))] == ["signed"]
