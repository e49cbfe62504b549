"""A whole meeting about patients whose every text is a canary word: no mail, address, log line, key or file has it."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
import redis
from django.core import mail
from django.test import Client
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import in_group, outside_groups
from mdo_foundation.common.logs import JsonFormatter
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import services
from mdo_platform.meetings.models import AgendaItem, Meeting
from mdo_platform.project import cli
from mdo_platform.register import services as register
from mdo_platform.register.details import PatientDetails
from mdo_platform.register.models import Enrolment
from mdo_tenants.accounts.services.invitations import accept_as_existing
from mdo_tenants.groups.models import GuestPass
from mdo_tenants.groups.queries import actor_from, membership
from tests.conftest import make_user
from tests.meetings.calendar_tools import REPLY_TO, Stdin, clock, deliver, reply_to

WORD = "Kanariegeel"
BORN = "1942-03-14"


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Every line of every logger, as the programs write it."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonFormatter(fmt="{asctime}{levelname}{name}{message}", style="{"))
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


class Walk:
    """Somebody's browser, with everything that could be seen from outside: addresses and headers."""

    def __init__(self, place: Any, browser: Client) -> None:
        self.place, self.browser, self.outside = place, browser, list[str]()

    def get(self, path: str) -> Any:
        return self._seen(self.browser.get(self.place.url(path)), path)

    def post(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        return self._seen(self.browser.post(self.place.url(path), body or {}, headers=headers), path)

    def _seen(self, answer: Any, path: str) -> Any:
        self.outside += [path, *(f"{name}: {value}" for name, value in answer.headers.items())]
        return answer


@pytest.fixture
def chair(wilgendal: Any, make_member: Any) -> Any:
    return make_member(wilgendal, "chair", "gp", name="Vera Voorzitter-Demo")


@pytest.fixture
def walk(wilgendal: Any, chair: Any, client_of: Any) -> Walk:
    return Walk(wilgendal, client_of(chair, raise_request_exception=False))


def patients(place: Any, chair: Any) -> list[UUID]:
    by = actor_from(membership(group_id=place.row.pk, user_id=chair.pk))
    made = []
    with in_group(place.row):
        for sex in ("female", "male"):
            details = PatientDetails(
                initials="A.",
                first_name=WORD,
                last_name=WORD,
                birth_date=date.fromisoformat(BORN),
                sex=sex,
                street=WORD,
                city=WORD,
            )
            patient = register.create_patient(details, by=by, target_group="palliatief", consent="agreed")
            enrolment = Enrolment.objects.get(patient=patient)
            register.set_question(enrolment.pk, by=by, question=WORD, version=None)
            register.save_answer(patient.pk, by=by, field="som_problemen", value=WORD, state="filled", version=0)
            register.add_diagnosis(patient.pk, by=by, icpc="A05", title=WORD)
            made.append(patient.pk)
    return made


def hold(walk: Walk, chair: Any, guest: Walk, guest_user: Any, *, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plan, agenda, guest, room, every kind of note with its refusals, closing, report: what people click."""
    ids = patients(walk.place, chair)
    meeting = planned(walk)
    base = f"vergaderingen/{meeting}/"
    walk.post(f"{base}agenda/gekozen/", {"patient": [str(one) for one in ids]})
    assert WORD in walk.get(base).content.decode(), "the rooms do not show it: this test would prove nothing"
    walk.post(
        f"{base}gasten/uitnodigen/", {"name": "Gerda Gans-Demo", "email": guest_user.email, "discipline": "Geriater"}
    )
    while outbox.run_due():
        pass
    accept_as_existing(newest_token(), user=guest_user)
    walk.post(f"{base}openen/")
    with in_group(walk.place.row):
        items = list(AgendaItem.objects.order_by("position").values_list("pk", flat=True))
    room = f"{base}zaal/"
    walk.get(room)
    for item in items:
        walk.post(f"{room}naar/", {"item": item}, **{"HX-Request": "true"})
        note(walk, room, item)
        guest.get(f"te-gast/{meeting}/")
        guest.get(f"te-gast/{meeting}/{item}/")
        assert WORD in walk.get(f"{room}stand/?item={item}&version=1").content.decode()
    walk.post(f"{room}namen/", {"show": "1"})
    walk.get(f"{base}sluiten/")
    with monkeypatch.context() as broken:
        broken.setattr("mdo_platform.meetings.report_content.render", fail)
        walk.post(f"{base}sluiten/")
        outbox.run_due()
    OutboxEntry.objects.filter(kind="meeting_report").update(due_at=timezone.now())
    while outbox.run_due():
        pass
    for path in (f"{base}verslag/", f"{base}verslag/pdf/", "afspraken/", "aandachtspunten/", "vergaderingen/"):
        assert walk.get(path).status_code == 200, path


def planned(walk: Walk) -> UUID:
    """By the page, in an hour from now."""
    starts = timezone.localtime() + timedelta(hours=1)
    day, clock = starts.date().isoformat(), f"{starts:%H:%M}"
    walk.post("vergaderingen/plannen/", {"day": day, "time": clock, "minutes": 60, "target_groups": "palliatief"})
    with in_group(walk.place.row):
        return Meeting.objects.get().pk


def note(walk: Walk, room: str, item: UUID) -> None:
    """Each typing place: stored, refused because somebody was first, refused because it does not fit, broken."""
    saves = {"X-Autosave": "1"}
    about = {"item": item, "version": 0}
    assert walk.post(f"{room}advies/{item}/", {"text": WORD, "version": 1}, **saves).status_code == 200
    assert walk.post(f"{room}advies/{item}/", {"text": f"{WORD}!", "version": 1}, **saves).status_code == 409
    assert walk.post(f"{room}advies/{item}/", {"text": f"{WORD}\x07", "version": 2}, **saves).status_code == 400
    agreement = {**about, "idempotency_key": uuid4(), "what": WORD, "who": WORD}
    assert walk.post(f"{room}afspraak/", agreement, **saves).status_code == 200
    walk.post(f"{room}afspraak/", {**agreement, "what": WORD * 99}, **saves)
    signal = {**about, "idempotency_key": uuid4(), "kind": "bottleneck", "category": "K01", "text": WORD}
    assert walk.post(f"{room}aandachtspunt/", signal, **saves).status_code == 200
    walk.post(f"{room}aandachtspunt/", {**signal, "category": WORD}, **saves)
    walk.post(f"{room}advies/{item}/hulp/", {"kind": "tools", "code": WORD, "attached": "1"}, **saves)


def fail(_content: Any) -> bytes:
    raise ValueError(f"cannot print {WORD}")


def newest_token() -> str:
    found = re.search(r"/uitnodiging/([^/\s]+)/", "\n".join(one.body for one in mail.outbox[::-1]))
    assert found is not None
    return found[1]


def mails() -> str:
    """Headers, bodies and attachments with their names, decoded."""
    parts = [part for message in mail.outbox for part in message.message().walk()]
    texts = [str(part.get_payload(decode=True) or b"", "utf-8", "replace") for part in parts if not part.is_multipart()]
    whole = "\n".join([*texts, *(str(part.items()) + str(part.get_filename()) for part in parts)])
    return re.sub(r"\r?\n[ \t]", "", whole)  # a calendar folds its lines, and so could a word of a patient be


def check_nothing_left(walks: list[Walk], lines: str, engines: Any, *, more: str = "") -> None:
    """No canary in anything that can be seen from outside the rooms."""
    store = redis.Redis.from_url(engines.redis_url)
    kept = b"".join(key + (store.dump(key) or b"") for key in store.scan_iter()).decode(errors="replace")
    store.close()
    payloads = "\n".join(f"{entry.key} {entry.payload} {entry.error}" for entry in OutboxEntry.objects.all())
    outside = {
        "mail": mails(),
        "addresses and headers": unquote("\n".join(part for walk in walks for part in walk.outside)),
        "log": lines,
        "redis": kept,
        "outbox": payloads,
        "more": more,
    }
    held = {name: text.lower().count(WORD.lower()) for name, text in outside.items()}
    assert held == dict.fromkeys(outside, 0)
    assert not any(BORN in text or "14-03-1942" in text for text in outside.values())


def test_no_word_of_a_patient_leaves_the_rooms(
    walk: Walk, chair: Any, client_of: Any, engines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest_user = make_user("Gerda Gans-Demo")
    guest = Walk(walk.place, client_of(guest_user))
    with logged() as lines:
        hold(walk, chair, guest, guest_user, monkeypatch=monkeypatch)
    assert len(mail.outbox) >= 2, "the guest's link and the report's: else this test proves little"
    assert "meeting_report failed: ValueError" in lines.getvalue()
    check_nothing_left([walk, guest], lines.getvalue(), engines)


def around_the_calendar(walk: Walk, chair: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Invited, answered, moved, called off; a year; a guest who is mailed again; promises. What the feed says."""
    ids = patients(walk.place, chair)
    base = f"vergaderingen/{planned(walk)}/"
    walk.post(f"{base}agenda/gekozen/", {"patient": [str(one) for one in ids]})
    walk.post(f"{base}openen/")
    with in_group(walk.place.row):
        item = AgendaItem.objects.earliest("position").pk
    agreement = {"item": item, "version": 0, "idempotency_key": uuid4(), "what": WORD, "who": chair.pk}
    due_on = timezone.localdate().isoformat()
    assert walk.post(f"{base}zaal/afspraak/", {**agreement, "due_on": due_on}, **{"X-Autosave": "1"}).status_code == 200
    walk.post(f"{base}sluiten/")
    day = timezone.localdate() + timedelta(days=60)
    at = {"minutes": 60, "target_groups": "palliatief", "time": "12:30", "day": day.isoformat()}
    rule = {"every": "weeks", "interval": 6, "weekday": 1, "first_day": day.isoformat(), "count": 2, "which": 1}
    walk.post(
        "vergaderingen/jaarplan/", {**at, **rule, "date": day.isoformat(), "take": day.isoformat(), "action": "plan"}
    )
    with in_group(walk.place.row):
        meeting = Meeting.objects.get(state="planned")
    base = f"vergaderingen/{meeting.pk}/"
    walk.post(f"{base}agenda/gekozen/", {"patient": [str(one) for one in ids]})
    guest = {"name": "Gerda Gans-Demo", "email": "gerda@demo.invalid", "discipline": "Geriater"}
    walk.post(f"{base}gasten/uitnodigen/", guest)
    deliver()
    invitation = next(one for one in mail.outbox if one.subject.startswith("Uitnodiging: MDO"))
    receive(reply_to(invitation, COMMENT=f":{WORD}", SUMMARY=f":{WORD}"), monkeypatch)
    receive(reply_to(invitation, COMMENT=f":{WORD}", partstat=WORD), monkeypatch)
    assert walk.post(f"{base}antwoord/", {"answer": WORD, "sequence": "0"}).status_code == 400
    assert walk.post(f"{base}antwoord/", {"answer": "accepted", "sequence": "0"}).status_code == 302
    with outside_groups():
        guest_pass = GuestPass.objects.get().pk
    assert walk.post(f"{base}gasten/{guest_pass}/opnieuw/").status_code == 302
    deliver()
    moved = {**at, "time": "13:30", "chair": str(chair.pk), "version": 1}
    assert walk.post(f"{base}wijzigen/", moved).status_code == 302
    address = re.search(r"/agenda/[^/\s]+\.ics", walk.post("agenda-koppelen/maak/").content.decode())
    deliver()
    with clock(timezone.make_aware(datetime.combine(day, time(12, 31))) - timedelta(days=6, hours=20)):
        deliver(timedelta(0))
    reason = f"{WORD} ligt op de IC."
    with in_group(walk.place.row):
        by = actor_from(membership(group_id=walk.place.row.pk, user_id=chair.pk))
        services.cancel_meeting(meeting.pk, by=by, version=2, reason=reason)
    deliver()
    assert address is not None
    return re.sub(r"\r?\n[ \t]", "", Client().get(address[0]).content.decode())


def receive(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(raw))
    monkeypatch.setattr("django.setup", lambda: None)  # it was done, and would take away who listens to the log
    assert cli.main(["mail", "receive"]) == 0


def test_no_word_of_a_patient_leaves_with_the_calendar(
    walk: Walk, chair: Any, engines: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MDO_REPLY_ADDRESS = REPLY_TO
    with logged() as lines:
        feed = around_the_calendar(walk, chair, monkeypatch)
    kinds = {entry.kind for entry in OutboxEntry.objects.all()}
    assert {"meetings.invitation", "meetings.remind", "agreement_reminder"} <= kinds
    subjects = " ".join(one.subject for one in mail.outbox)
    for word in ("Uitnodiging", "Gewijzigd", "Afgezegd", "gast bij het MDO", "open afspraak", "nog een week"):
        assert word in subjects, subjects
    assert "left alone" in lines.getvalue()
    assert "STATUS:CANCELLED" in feed
    check_nothing_left([walk], lines.getvalue(), engines, more=feed)
