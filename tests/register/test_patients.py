"""Entering, changing and closing a patient (R-01, R-15, R-16)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_platform.register import presenters, queries, services
from mdo_platform.register.models import Change, Enrolment, Patient
from tests.register.helpers import KIEVIT


def test_a_patient_is_entered_with_everything_that_belongs_to_it(desk):
    with desk.open():
        gp = desk.acting("gp")
        patient = desk.new_patient(by=gp, organisation_ids=[KIEVIT])
        record = queries.patient_record(gp, patient.pk)
        assert record.primary.target_group == "palliatief"
        assert [care.organisation_name for care in record.care] == ["De Kievit"]
        assert record.patient.consent == "agreed"
        assert record.consent.recorded_by_name == gp.name
        fields = set(Change.objects.filter(record="patient").values_list("field", flat=True))
        assert {"last_name", "birth_date", "consent"} <= fields


def test_prognosis_and_urgency_start_unknown_and_never_green(desk):
    with desk.open():
        enrolment = Enrolment.objects.get(patient=desk.new_patient())
        for level in (presenters.urgency_of(enrolment), presenters.prognosis_of(enrolment, enrolment)):
            assert level.unknown
            assert level.colour != "green"


def test_the_same_key_makes_one_patient_and_belongs_to_one_person(desk, key):
    with desk.open():
        gp = desk.acting("gp")
        first = desk.new_patient(by=gp, idempotency_key=key)
        again = desk.new_patient(by=gp, idempotency_key=key)
        assert first.pk == again.pk
        assert Patient.objects.count() == 1
        with pytest.raises(NotFound):
            desk.new_patient(by=desk.acting("chair"), idempotency_key=key)


def test_nothing_is_written_when_a_part_is_wrong(desk):
    with desk.open():
        with pytest.raises(Invalid):
            desk.new_patient(target_group="bestaat_niet")
        with pytest.raises(Invalid):
            desk.new_patient(organisation_ids=[uuid4()])
        assert Patient.objects.count() == 0
        assert Change.objects.count() == 0


@pytest.mark.parametrize(
    "name",
    [
        "’t Hooft-Demo",
        "Şükran-Demo",
        "d'Ancona-van der Meer-Demo",
        "Ó Súilleabháin-Demo",
        "عائشة-Demo",
        "W" * 55 + "-Demo",
    ],
)
def test_a_name_is_kept_as_typed(desk, name):
    with desk.open():
        assert desk.new_patient(last_name=f"  {name} ").last_name == name


def test_a_decomposed_accent_is_stored_composed(desk):
    with desk.open():
        assert desk.new_patient(last_name="Zoe\u0308-Demo").last_name == "Zoë-Demo"


@pytest.mark.parametrize("name", ["", "   ", "Nul\x00-Demo", "x" * 10_000_000, "\ud800-Demo"])
def test_a_name_that_cannot_be_stored_is_refused_in_words(desk, name):
    with desk.open(), pytest.raises(Invalid) as refused:
        desk.new_patient(last_name=name)
    assert refused.value.fields["last_name"]


def test_everything_that_is_wrong_is_said_at_once(desk):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with desk.open(), pytest.raises(Invalid) as refused:
        desk.new_patient(last_name="", birth_date=tomorrow, sex="zeker")
    assert set(refused.value.fields) == {"last_name", "birth_date", "sex"}


def test_two_people_in_two_fields_both_succeed(desk):
    with desk.open():
        patient = desk.new_patient()
        seen = patient.version
        services.update_patient(patient.pk, by=desk.acting("gp"), version=seen, changes={"city": "Wilgendal"})
        services.update_patient(patient.pk, by=desk.acting("chair"), version=seen, changes={"phone": "010 123"})
        stored = Patient.objects.get(pk=patient.pk)
        assert (stored.city, stored.phone) == ("Wilgendal", "010 123")


def test_the_second_in_one_field_gets_both_versions(desk):
    with desk.open():
        patient = desk.new_patient()
        seen = patient.version
        gp = desk.acting("gp")
        services.update_patient(patient.pk, by=gp, version=seen, changes={"city": "Wilgendal"})
        with pytest.raises(Conflict) as conflict:
            services.update_patient(patient.pk, by=desk.acting("chair"), version=seen, changes={"city": "Zandplaat"})
        assert conflict.value.current["values"] == {"city": "Wilgendal"}
        assert conflict.value.current["by"] == gp.name
        assert Patient.objects.get(pk=patient.pk).city == "Wilgendal"


def test_the_same_value_again_is_no_conflict_and_no_change(desk):
    with desk.open():
        patient = desk.new_patient()
        seen = patient.version
        for _time in range(2):
            services.update_patient(patient.pk, by=desk.acting("gp"), version=seen, changes={"city": "Wilgendal"})
        assert Change.objects.filter(field="city").count() == 1


def test_a_change_of_name_can_be_found(desk):
    with desk.open():
        gp = desk.acting("gp")
        patient = desk.new_patient(by=gp)
        services.update_patient(patient.pk, by=gp, version=None, changes={"last_name": "Zwaluw-Demo"})
        found = queries.overview(gp, queries.OverviewFilter(search="zwal"))
        assert [row["id"] for row in found.rows] == [patient.pk]


def test_a_gp_is_a_member_or_only_a_name(desk):
    with desk.open():
        gp = desk.acting("gp", name="Bea Bosuil-Demo")
        assert desk.new_patient(by=gp, gp_id=gp.user_id).gp_name == "Bea Bosuil-Demo"
        assert desk.new_patient(by=gp, gp_name="Dokter Elders").gp_id is None
        with pytest.raises(Invalid):
            desk.new_patient(by=gp, gp_id=desk.acting("consultant").user_id)


def test_closing_ends_everything_and_leaves_the_record_to_read(desk):
    with desk.open():
        gp = desk.acting("gp")
        patient = desk.new_patient(by=gp)
        services.close_patient(patient.pk, by=gp, version=None, reason="deceased")
        record = queries.patient_record(gp, patient.pk)
        assert record.patient.status == "closed"
        assert [one.end_reason for one in record.history] == ["deceased"]
        assert queries.overview(gp, queries.OverviewFilter()).rows == []
        with pytest.raises(NotAllowed):
            services.update_patient(patient.pk, by=gp, version=None, changes={"city": "Elders"})


@pytest.mark.parametrize("reason", ["", "transferred", "zomaar"])
def test_closing_needs_a_reason_that_ends_care(desk, reason):
    with desk.open():
        patient = desk.new_patient()
        with pytest.raises(Invalid):
            services.close_patient(patient.pk, by=desk.acting("gp"), version=None, reason=reason)


def test_every_change_is_logged_without_what_was_typed(desk):
    with desk.open():
        gp = desk.acting("gp")
        patient = desk.new_patient(by=gp)
        services.update_patient(patient.pk, by=gp, version=None, changes={"city": "Geheimstad"})
        line = AccessLogEntry.objects.order_by("seq").last()
        assert (line.action, line.what, line.patient_ids) == ("U", "patient.write", [patient.pk])
        assert "Geheimstad" not in str(line.detail)
