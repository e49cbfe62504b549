from __future__ import annotations

from datetime import date

import pytest

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_platform.register import queries, services
from mdo_platform.register.models import Change, Enrolment, Patient

from .conftest import KIEVIT, LINDEWAARD


def test_a_patient_is_entered_with_everything_that_belongs_to_it(desk):
    with desk.open():
        gp = desk.acting("gp")
        patient = desk.new_patient(by=gp, thematic_groups=[], organisation_ids=[KIEVIT])
        record = queries.patient_record(gp, patient.pk)
        assert record.primary.target_group == "palliatief"
        assert [care.organisation_name for care in record.care] == ["De Kievit"]
        assert record.patient.consent == "agreed"
        assert record.consent.recorded_by_name == gp.name
        fields = set(Change.objects.filter(record="patient").values_list("field", flat=True))
        assert {"last_name", "birth_date", "consent"} <= fields


def test_prognosis_and_urgency_start_unknown_and_never_green(desk):
    from mdo_platform.register import presenters

    with desk.open():
        patient = desk.new_patient()
        enrolment = Enrolment.objects.get(patient=patient)
        for level in (presenters.urgency_of(enrolment), presenters.prognosis_of(enrolment, enrolment)):
            assert level.unknown
            assert level.colour != "green"


def test_the_same_key_makes_one_patient(desk, key):
    with desk.open():
        first = desk.new_patient(idempotency_key=key)
        again = desk.new_patient(idempotency_key=key)
        assert first.pk == again.pk
        assert Patient.objects.count() == 1
        with pytest.raises(NotFound):
            desk.new_patient(by=desk.acting("chair"), idempotency_key=key)
