"""A bottleneck as attention point for the network: what leaves, what is asked, and taking it back (M-06)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed
from mdo_foundation.common.groups import outside_groups
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.leaks import leaks_in
from mdo_platform.meetings.models import Signal
from mdo_platform.register.models import Patient
from mdo_tenants.networks.models import AttentionPoint, Network, NetworkGroup
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db

TEXT = "Binnen 48 uur is geen nachtzorg te vinden."
PEOPLE = (
    Patient(
        initials="H.M.",
        first_name="Hendrika",
        last_name="Hoekstra-Demo",
        birth_name="Çelik",
        birth_date=date(1941, 3, 14),
    ),
    Patient(initials="W.", first_name="Wil", last_name="Bos", birth_name="", birth_date=date(1938, 12, 1)),
)


class TestWhatIsFound:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("De dochter van Hoekstra belt", "name"),
            ("de dochter van hoekstra belt", "name"),
            ("Mevrouw Celik spreekt geen Nederlands", "name"),
            ("Wil heeft geen bed", "name"),
            ("Geboren 14-03-1941", "birth_date"),
            ("geboren op 14 maart 1941", "birth_date"),
            ("geb. 14/3/41", "birth_date"),
            ("1941-03-14", "birth_date"),
            ("BSN 111222333", "bsn"),
            ("nummer 1112.22.333", "bsn"),
            ("Mw. H. (1941) kon nergens terecht", "initials"),
            ("H.M. kon nergens terecht", "initials"),
            ("H. M. H. kon nergens terecht", "initials"),
        ],
    )
    def test_what_says_whom_it_is_about(self, text: str, kind: str) -> None:
        assert kind in {leak.kind for leak in leaks_in(text, PEOPLE)}

    @pytest.mark.parametrize(
        "text",
        [
            TEXT,
            "We wil graag meer bedden, ook in het bos",
            "Sinds 2024 is er geen opvang",
            "In 1941 was dat anders",
            "Op 14-03-2026 was er geen bed",
            "Bel 0612345678",
            "O.a. de apotheek is dicht, d.w.z. na 18 uur",
        ],
    )
    def test_what_does_not(self, text: str) -> None:
        assert leaks_in(text, PEOPLE) == []


def networks(table: Table) -> None:
    """Two networks of the group, of which one is for another target group."""
    for name, target_groups in (("Palliatief-Demo", ["palliatief"]), ("Geheugen-Demo", ["psychogeriatrie"])):
        network = Network.objects.create(name=name, region="Demo", target_groups=target_groups)
        NetworkGroup.objects.create(network=network, group=table.desk.place.row)


def bottleneck(table: Table, text: str = TEXT, **fields: Any) -> Signal:
    (item,) = table.open("Appelvink-Demo")
    fields = {"kind": "bottleneck", "category": "K01", "item_id": item.pk, **fields}
    signal = services.save_signal(table.meeting_id, by=table.chair, idempotency_key=uuid4(), text=text, **fields)
    assert signal
    return signal


def points() -> list[tuple[str, ...]]:
    with outside_groups():
        return list(AttentionPoint.objects.values_list("network__name", "category", "target_group", "text"))


class TestSharing:
    def test_exactly_what_was_shown_leaves_once(self, table: Table) -> None:
        networks(table)
        with table.desk.open():
            signal = bottleneck(table)
            offer = queries.offer(table.chair, signal.pk)
            assert (offer.networks, offer.leaks, offer.refusal) == (["Palliatief-Demo"], [], "")
            for _click in range(2):
                services.share_signal(signal.pk, by=table.chair, version=signal.version)
            assert points() == [
                ("Palliatief-Demo", offer.shared.category, offer.shared.target_group, offer.shared.text)
            ]
            assert AccessLogEntry.objects.filter(what="signal.shared").count() == 1
            for _click in range(2):
                services.withdraw_signal(signal.pk, by=table.chair)
            assert points() == []

    def test_what_may_be_a_name_is_asked_about_first(self, table: Table) -> None:
        networks(table)
        with table.desk.open():
            signal = bottleneck(table, "Voor Appelvink is geen nachtzorg te vinden")
            with pytest.raises(Invalid, match="Kijk de tekst na"):
                services.share_signal(signal.pk, by=table.chair, version=signal.version)
            assert points() == []
            services.share_signal(signal.pk, by=table.chair, version=signal.version, confirmed=True)
            assert len(points()) == 1

    def test_a_date_of_birth_never_leaves(self, table: Table) -> None:
        networks(table)
        with table.desk.open():
            signal = bottleneck(table)
            born = Patient.objects.get().birth_date
            Signal.objects.update(text=f"Geen bed voor wie is geboren op {born.day}-{born.month}-{born.year}")
            with pytest.raises(Invalid, match="geboortedatum"):
                services.share_signal(signal.pk, by=table.chair, version=signal.version, confirmed=True)

    def test_what_changes_afterwards_is_taken_back(self, table: Table) -> None:
        networks(table)
        with table.desk.open():
            signal = bottleneck(table)
            services.share_signal(signal.pk, by=table.chair, version=signal.version)
            again = {"kind": "bottleneck", "category": "K01", "idempotency_key": signal.idempotency_key}
            services.save_signal(table.meeting_id, by=table.chair, text=TEXT, **again)
            assert len(points()) == 1
            changed = services.save_signal(table.meeting_id, by=table.chair, text="Anders", **again)
            assert changed
            assert (changed.shared, points()) == (False, [])
            with pytest.raises(Conflict):
                services.share_signal(signal.pk, by=table.chair, version=signal.version)
            services.share_signal(signal.pk, by=table.chair, version=changed.version)
            services.save_signal(table.meeting_id, by=table.chair, text="", version=changed.version, **again)
            assert points() == []

    def test_only_bottlenecks_and_only_with_a_network(self, table: Table) -> None:
        with table.desk.open():
            signal = bottleneck(table)
            with pytest.raises(Invalid, match="netwerk"):
                services.share_signal(signal.pk, by=table.chair, version=signal.version)
            learned = services.save_signal(
                table.meeting_id, by=table.chair, idempotency_key=uuid4(), kind="learning_point", text="Delier"
            )
            assert learned
            with pytest.raises(Invalid, match="knelpunt"):
                services.share_signal(learned.pk, by=table.chair, version=1)
            with pytest.raises(NotAllowed):
                services.share_signal(signal.pk, by=table.desk.acting("gp"), version=1)

    def test_the_table_is_out_of_reach_inside_a_group(self, table: Table) -> None:
        with table.desk.open(), connection.cursor() as cursor, pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute("SELECT text FROM public.networks_attentionpoint")

    def test_the_page_asks_and_the_list_says_that_it_is_shared(self, table: Table) -> None:
        networks(table)
        with table.desk.open():
            signal = bottleneck(table, "Voor Appelvink is geen nachtzorg te vinden")
        chair = table.browser(table.chair)
        url = table.desk.place.url(f"aandachtspunten/{signal.pk}/delen/")
        page = chair.get(url).content.decode()
        assert "Palliatief-Demo" in page
        assert "misschien een naam" in page
        assert chair.post(url, {"version": signal.version}).status_code == 400
        answer = chair.post(url, {"version": signal.version, "confirmed": "1"}, follow=True).content.decode()
        assert "Gedeeld" in answer
        chair.post(table.desk.place.url(f"aandachtspunten/{signal.pk}/terughalen/"))
        with table.desk.open():
            assert points() == []

    def test_the_api(self, table: Table) -> None:
        networks(table)
        with table.desk.open():
            signal = bottleneck(table)
        chair, url = table.browser(table.chair), table.desk.place.url(f"api/v1/signals/{signal.pk}/share/")
        offer = chair.get(url).json()
        assert (offer["text"], offer["networks"], offer["is_shared"]) == (TEXT, ["Palliatief-Demo"], False)
        assert chair.put(url, {"version": 99}, content_type="application/json").status_code == 409
        assert chair.put(url, {"version": offer["version"]}, content_type="application/json").json()["shared"]
        assert chair.delete(url).status_code == 204
