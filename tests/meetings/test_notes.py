"""What is typed in a meeting: nothing lost, nothing twice, no silent overwriting."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import Advice, Agreement, Signal
from tests.meetings.conftest import Table

pytestmark = pytest.mark.django_db


class TestAdvice:
    def test_two_people_in_one_field_the_second_sees_both(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.open("Appelvink-Demo")
            services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text="Eerste")
            with pytest.raises(Conflict) as caught:
                services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text="Tweede")
            assert (caught.value.current["text"], caught.value.current["version"]) == ("Eerste", 2)
            assert Advice.objects.get().text == "Eerste"

    def test_a_refusal_is_in_the_log_as_a_read_when_it_shows_a_text_and_only_then(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.open("Appelvink-Demo")
            advice = {"by": table.chair, "item_id": item.pk, "version": 1}
            services.save_advice(table.meeting_id, text="Eerste", **advice)
            with pytest.raises(Conflict):
                services.save_advice(table.meeting_id, text="Tweede", **advice)
            read = AccessLogEntry.objects.filter(what="patient.conflict")
            assert [line.patient_ids for line in read] == [[item.patient_id]]
            services.close_meeting(table.meeting_id, by=table.chair)
            keys = {"by": table.chair, "item_id": item.pk, "idempotency_key": uuid4()}
            for save in (
                lambda: services.save_advice(table.meeting_id, text="Tweede", **advice),
                lambda: services.save_agreement(table.meeting_id, what="Bellen", **keys),
                lambda: services.save_signal(table.meeting_id, kind="bottleneck", text="Geen nachtzorg", **keys),
            ):
                with pytest.raises(Conflict):
                    save()
            assert read.all().count() == 1

    def test_the_same_text_again_is_no_conflict(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.open("Appelvink-Demo")
            for _answer_lost in range(2):
                stored = services.save_advice(
                    table.meeting_id, by=table.chair, item_id=item.pk, version=1, text="Bel de zoon"
                )
            assert (stored.version, stored.written_by_name) == (2, "Vera Voorzitter-Demo")

    def test_a_toggle_does_not_disturb_who_types(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.open("Appelvink-Demo")
            for _click in range(2):
                services.attach(
                    table.meeting_id, by=table.chair, item_id=item.pk, kind="tools", code="ediz", attached=True
                )
            stored = services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text="Bel")
            assert (stored.tools, stored.text) == (["ediz"], "Bel")


class TestAgreements:
    def test_a_row_is_one_agreement_however_often_it_is_sent(self, table: Table, key: UUID) -> None:
        with table.desk.open():
            (item,) = table.open("Appelvink-Demo")
            typed = ((0, "Nacht"), (0, "Nachtzorg"), (2, "Nachtzorg aanvragen"), (2, "Nachtzorg aanvragen"))
            for version, what in typed:  # of the first, and of the last, the answer got lost
                services.save_agreement(
                    table.meeting_id, by=table.chair, idempotency_key=key, item_id=item.pk, what=what, version=version
                )
            assert [row.what for row in Agreement.objects.all()] == ["Nachtzorg aanvragen"]

    def test_who_is_a_member_a_guest_or_a_name(self, table: Table) -> None:
        with table.desk.open():
            table.open()
            guest = services.add_guest(table.meeting_id, by=table.chair, name="Gerrit Gast-Demo", discipline="tolk")
            for who in (str(table.chair.user_id), str(guest.pk), "De Kievit", ""):
                services.save_agreement(
                    table.meeting_id, by=table.chair, idempotency_key=uuid4(), what="Bellen", who=who
                )
            assert sorted(Agreement.objects.values_list("who_name", flat=True)) == [
                "",
                "De Kievit",
                "Gerrit Gast-Demo",
                "Vera Voorzitter-Demo",
            ]
            with pytest.raises(Invalid):
                services.save_agreement(
                    table.meeting_id, by=table.chair, idempotency_key=uuid4(), what="Bellen", who=str(uuid4())
                )

    def test_an_emptied_row_is_taken_back(self, table: Table, key: UUID) -> None:
        with table.desk.open():
            table.open()
            for what in ("Bellen", "", ""):
                services.save_agreement(table.meeting_id, by=table.chair, idempotency_key=key, what=what)
            assert Agreement.objects.count() == 0

    def test_a_stale_change_of_somebody_elses_row_is_a_conflict(self, table: Table, key: UUID) -> None:
        with table.desk.open():
            table.open()
            services.save_agreement(table.meeting_id, by=table.chair, idempotency_key=key, what="Een")
            services.save_agreement(table.meeting_id, by=table.chair, idempotency_key=key, what="Twee", version=1)
            with pytest.raises(Conflict):
                services.save_agreement(table.meeting_id, by=table.chair, idempotency_key=key, what="Drie", version=1)

    def test_who_sends_a_new_row_again_does_not_overwrite_what_another_made_of_it(
        self, table: Table, key: UUID
    ) -> None:
        """The answer to the first got lost, and the connection was away for a while."""
        with table.desk.open():
            table.open()
            row = {"by": table.chair, "idempotency_key": key}
            services.save_agreement(table.meeting_id, what="Bellen", **row)
            services.save_agreement(table.meeting_id, what="Bellen met de zoon", version=1, **row)
            for what, version in (("Bellen", 0), ("", 0), ("", 1)):
                with pytest.raises(Conflict) as refused:
                    services.save_agreement(table.meeting_id, what=what, version=version, **row)
                assert (refused.value.current["what"], refused.value.current["version"]) == ("Bellen met de zoon", 2)
            assert services.save_agreement(table.meeting_id, what="", version=2, **row) is None

    def test_they_come_back_until_they_are_done(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.open("Appelvink-Demo")
            agreement = services.save_agreement(
                table.meeting_id,
                by=table.chair,
                idempotency_key=uuid4(),
                item_id=item.pk,
                what="Hoog-laagbed regelen",
                who=str(table.chair.user_id),
                due_on=date(2026, 1, 5),
            )
            assert agreement is not None
            services.close_meeting(table.meeting_id, by=table.chair)
            table.plan()
            again = services.add_item(table.meeting_id, by=table.chair, patient_id=item.patient_id)
            assert queries.earlier_agreements(again) == [agreement]
            assert [row.pk for row in queries.agreements(table.chair, show="late")] == [agreement.pk]
            services.mark_done(agreement.pk, by=table.chair)
            assert queries.agreements(table.chair, show="open") == []
            assert [row.pk for row in queries.agreements(table.chair, show="done")] == [agreement.pk]

    def test_only_who_promised_or_the_chair_finishes(self, table: Table) -> None:
        with table.desk.open():
            table.open()
            nurse = table.desk.acting("nurse")
            agreement = services.save_agreement(
                table.meeting_id, by=table.chair, idempotency_key=uuid4(), what="Bellen", who=str(nurse.user_id)
            )
            assert agreement is not None
            with pytest.raises(NotAllowed):
                services.mark_done(agreement.pk, by=table.desk.acting("gp"))
            assert services.mark_done(agreement.pk, by=nurse).done_by_name == nurse.name

    def test_a_nurse_sees_agreements_about_patients_in_her_care_and_her_own(self, table: Table) -> None:
        with table.desk.open():
            (item,) = table.open("Appelvink-Demo")
            nurse = table.desk.acting("nurse")
            about = services.save_agreement(
                table.meeting_id, by=table.chair, idempotency_key=uuid4(), item_id=item.pk, what="Bed regelen"
            )
            assert about is not None
            assert queries.agreements(nurse) == []
            services.save_agreement(
                table.meeting_id,
                by=table.chair,
                idempotency_key=about.idempotency_key,
                item_id=item.pk,
                what="Bed regelen",
                who=str(nurse.user_id),
            )
            assert [row.what for row in queries.agreements(nurse)] == ["Bed regelen"]


class TestSignals:
    def test_a_box_is_one_signal(self, table: Table, key: UUID) -> None:
        with table.desk.open():
            (item,) = table.open("Appelvink-Demo")
            for version, text in enumerate(("Geen", "Geen nachtzorg", "Geen nachtzorg te vinden")):
                services.save_signal(
                    table.meeting_id,
                    by=table.chair,
                    idempotency_key=key,
                    item_id=item.pk,
                    kind="bottleneck",
                    category="K01",
                    text=text,
                    version=version,
                )
            found = Signal.objects.get()
            assert (found.text, found.category, found.shared) == ("Geen nachtzorg te vinden", "K01", False)
            with pytest.raises(Conflict):
                services.save_signal(
                    table.meeting_id, by=table.chair, idempotency_key=key, kind="bottleneck", text="", version=2
                )

    @pytest.mark.parametrize(
        ("kind", "category"), [("bottleneck", "L01"), ("learning_point", "K01"), ("bottleneck", "K55"), ("klacht", "")]
    )
    def test_a_category_belongs_to_its_kind(self, table: Table, kind: str, category: str) -> None:
        with table.desk.open():
            table.open()
            with pytest.raises(Invalid):
                services.save_signal(
                    table.meeting_id, by=table.chair, idempotency_key=uuid4(), kind=kind, category=category, text="x"
                )
