"""A day's anchor is written outside the database, for the groups that wrote lines and for no others."""

from __future__ import annotations

import json
from datetime import date, timedelta

import psycopg
import pytest
import time_machine
from django.db import connections, transaction
from django.utils import timezone

from mdo_foundation.audit import anchoring
from mdo_foundation.audit.anchors import START, add_anchor, anchor_file, anchors_of
from mdo_foundation.audit.queries import verify_chain
from mdo_foundation.audit.retention import Refused, earliest_kept, purge
from mdo_foundation.audit.services import record_access
from mdo_foundation.common import outbox
from mdo_foundation.common.actor import system_actor
from mdo_foundation.common.groups import in_group
from mdo_foundation.common.models import OutboxEntry
from tests.audit.test_tampering import REMAKE
from tests.conftest import Place, make_group


@pytest.fixture(autouse=True)
def kept(settings, tmp_path, monkeypatch):
    settings.MDO_AUDIT_ANCHOR_DIR = str(tmp_path / "anchors")
    monkeypatch.setattr(anchoring, "_asked", {})


def write_line(place):
    with in_group(place.row):
        record_access(system_actor(), action="R", what="patient.read")


def next_night():
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        while outbox.run_due():
            pass


def lines():
    return [json.loads(raw) for raw in anchor_file().read_text().splitlines()] if anchor_file().exists() else []


def test_a_group_that_wrote_lines_is_anchored_after_midnight_and_no_other(wilgendal, zandplaat):
    write_line(wilgendal)
    write_line(wilgendal)
    entries = OutboxEntry.objects.filter(kind=anchoring.ANCHOR)
    assert [entry.payload["slug"] for entry in entries] == ["wilgendal"]
    due_at = timezone.localtime(entries.get().due_at)
    assert (due_at.date(), due_at.hour) == (timezone.localdate() + timedelta(days=1), 0)
    assert lines() == []
    next_night()
    (anchor,) = lines()
    assert (anchor["group"], anchor["seq"], anchor["day"]) == ("wilgendal", 2, timezone.localdate().isoformat())
    with in_group(wilgendal.row):
        found = verify_chain()
    assert found.is_whole
    assert found.anchored_until == 2


def test_a_line_whose_anchor_does_not_come_is_told(wilgendal):
    """Who takes away what asks for anchors could rewrite everything since the last one."""
    write_line(wilgendal)
    next_night()
    write_line(wilgendal)
    OutboxEntry.objects.filter(kind=anchoring.ANCHOR).delete()
    for days, late in ((1, None), (3, 2)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=True), in_group(wilgendal.row):
            found = verify_chain()
        assert (found.late_anchor, found.is_whole) == (late, late is None)


def test_only_the_first_line_of_a_day_asks(wilgendal, monkeypatch):
    asked = []
    monkeypatch.setattr(anchoring, "enqueue", lambda *args, **kwargs: asked.append(args))
    monkeypatch.setattr(transaction, "on_commit", lambda function, **_options: function())
    write_line(wilgendal)
    write_line(wilgendal)
    assert len(asked) == 1


def test_a_suspended_group_is_anchored_too(wilgendal):
    write_line(wilgendal)
    type(wilgendal.row).objects.filter(pk=wilgendal.row.pk).update(status="suspended")
    next_night()
    assert len(lines()) == 1


def test_an_anchor_that_the_log_does_not_know_is_a_fault(wilgendal):
    write_line(wilgendal)
    add_anchor("day", group="wilgendal", schema=wilgendal.row.schema_name, day="2026-11-22", seq=5, hash="a" * 64)
    with in_group(wilgendal.row):
        found = verify_chain()
    assert (found.is_whole, found.anchor_fault, found.first_fault) == (False, 5, None)


def test_a_change_in_the_file_itself_is_found(wilgendal):
    for number in (1, 2, 3):
        add_anchor("day", group="zandplaat", schema="g_zandplaat", day="2026-11-22", seq=number, hash="b" * 64)
    assert anchors_of("g_zandplaat").broken_line is None
    anchor_file().write_text(anchor_file().read_text().replace('"seq": 2', '"seq": 4'))
    assert anchors_of("g_zandplaat").broken_line == 3
    with in_group(wilgendal.row):
        assert verify_chain().file_fault == 3


def test_nothing_of_the_last_five_years_is_purged(wilgendal):
    with time_machine.travel("2031-11-22T12:00:00+01:00"):
        assert earliest_kept(timezone.localdate()) == date(2026, 11, 22)
        with pytest.raises(Refused, match="5 years"):
            purge(wilgendal.row, before=date(2026, 11, 23))
    assert earliest_kept(date(2028, 2, 29)) == date(2023, 2, 28)


def test_a_purge_without_a_place_for_anchors_is_refused(wilgendal, settings):
    settings.MDO_AUDIT_ANCHOR_DIR = ""
    with pytest.raises(Refused, match="MDO_AUDIT_ANCHOR_DIR"):
        purge(wilgendal.row, before=date(2000, 1, 1))


@pytest.fixture
def old_group(django_db_setup, django_db_blocker):
    """A group whose rows are committed: the owner's connection must see them."""
    from mdo_tenants.provisioning.template import drop_schema

    with django_db_blocker.unblock():
        place = Place(make_group("purged", "Purged"))
        yield place
        OutboxEntry.objects.filter(payload__slug="purged").delete()
        place.row.target_groups.all().delete()
        place.row.delete()
        drop_schema(place.row.schema_name)
        connections.close_all()


def test_old_lines_are_purged_and_the_rest_still_verifies(old_group):
    """A day before five years ago and a day after: the first goes, the second stays, and the chain begins there."""
    place = old_group
    for _number in range(6):
        write_line(place)
    _date_back(place.row.schema_name, lines=4, years=5, days=1)
    _date_back(place.row.schema_name, lines=5, years=5, days=-1, first=5)
    done = purge(place.row, before=earliest_kept(timezone.localdate()))
    assert (done.lines, done.until) == (4, 4)
    with in_group(place.row):
        found = verify_chain()
        assert found.is_whole
        assert found.lines == 3  # two that stayed, and the line about the purge itself
    assert [line["kind"] for line in lines()] == [START]
    anchor_file().unlink()
    with in_group(place.row):
        assert not verify_chain().start_agrees, "a start that no anchor vouches for is a fault"


def _date_back(schema: str, *, lines: int, years: int, days: int, first: int = 1) -> None:
    """As if these lines had been written then, chain and all."""
    entry = connections.settings["owner"]
    with psycopg.connect(dbname=entry["NAME"], user=entry["USER"], host=entry["HOST"], port=entry["PORT"]) as owner:
        owner.execute(f"SET search_path = {schema}".encode())
        owner.execute(
            "UPDATE audit_accesslogentry SET at = at - make_interval(years => %s, days => %s)"
            " WHERE seq BETWEEN %s AND %s",
            [years, days, first, lines],
        )
        owner.execute(REMAKE.format(start=1).encode())
