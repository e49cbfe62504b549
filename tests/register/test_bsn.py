"""The BSN (R-01): whose form is right, who sees it, and that it is nowhere else."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest
from django.db import connection

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound, PortalError
from mdo_platform.register import queries, services
from mdo_platform.register.models import Bsn, Change
from mdo_platform.register.numbers import LEADING_ZERO, clean_bsn, masked_bsn
from tests.register.helpers import KIEVIT
from tests.register.numbers import FIRST, SECOND, SHORT, passes


@pytest.fixture
def with_bsn(desk):
    desk.place.row.uses_bsn = True
    desk.place.row.save()


@pytest.fixture
def gp(desk, with_bsn):
    return desk.acting("gp", name="Bea Bosuil-Demo")


def spaced(number, sign):
    return sign.join((number[:3], number[3:6], number[6:]))


class TestForm:
    @pytest.mark.parametrize(
        "typed",
        [FIRST, f" {FIRST}\n", spaced(FIRST, "."), spaced(FIRST, " "), spaced(FIRST, "\u00a0"), spaced(FIRST, "-")],
    )
    def test_nine_digits_are_kept_however_they_are_written(self, typed):
        assert clean_bsn(typed) == FIRST
        assert passes(FIRST)

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "000000000",
            FIRST[:-1] + str((int(FIRST[-1]) + 1) % 10),
            FIRST + "0",
            FIRST[:7],
            "".join(chr(ord(digit) + 0xFEE0) for digit in FIRST),  # full-width
            "٩٩٩٠٠٠٠٠٠",
            FIRST.replace("9", "九"),
            "onbekend",
            f"{FIRST}\x00",
            "1" * 10_000,
            "-" + FIRST[1:],
        ],
    )
    def test_anything_else_is_refused_in_words(self, typed):
        with pytest.raises(Invalid) as refused:
            clean_bsn(typed)
        assert refused.value.fields["bsn"]
        assert not typed or typed not in str(refused.value)

    def test_every_single_wrong_digit_and_swapped_pair_is_found(self):
        wrong = [FIRST[:i] + str(d) + FIRST[i + 1 :] for i in range(9) for d in range(10) if str(d) != FIRST[i]]
        wrong += [FIRST[:i] + FIRST[i + 1] + FIRST[i] + FIRST[i + 2 :] for i in range(8) if FIRST[i] != FIRST[i + 1]]
        for typed in wrong:
            with pytest.raises(Invalid):
                clean_bsn(typed)

    def test_eight_digits_ask_whether_there_is_a_zero(self):
        with pytest.raises(Invalid) as refused:
            clean_bsn(SHORT)
        assert refused.value.code == LEADING_ZERO
        assert clean_bsn(SHORT, has_leading_zero=True) == f"0{SHORT}"

    def test_a_zero_is_not_asked_for_a_number_that_would_not_pass_with_it(self):
        with pytest.raises(Invalid) as refused:
            clean_bsn(SHORT[:-1] + str((int(SHORT[-1]) + 1) % 10))
        assert refused.value.code != LEADING_ZERO

    def test_a_number_of_the_test_range_is_no_patients_number(self, settings):
        settings.MDO_ACCEPT_TEST_BSN = False
        with pytest.raises(Invalid, match="testnummer"):
            clean_bsn(FIRST)

    def test_what_is_shown_ends_with_three_digits(self):
        assert masked_bsn(FIRST) == f"••••••{FIRST[-3:]}"


class TestKeeping:
    def test_it_is_stored_encrypted_and_read_back(self, desk, gp, patient):
        with desk.open():
            services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
            row = Bsn.objects.get()
            assert FIRST.encode() not in bytes(row.token)
            assert queries.bsn_state(gp, patient.pk).masked == masked_bsn(FIRST)
            assert queries.reveal_bsn(gp, patient.pk) == FIRST

    def test_it_is_in_no_table_of_the_group_and_in_no_line_of_the_log(self, desk, gp, patient, caplog):
        caplog.set_level(logging.DEBUG)
        with desk.open():
            services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
            services.set_bsn(patient.pk, by=gp, number=SECOND, version=1)
            queries.reveal_bsn(gp, patient.pk)
            queries.changes(gp, patient.pk)
            with connection.cursor() as cursor:
                cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
                tables = [name for (name,) in cursor.fetchall()]
                assert "register_bsn" in tables
                for table in tables:
                    cursor.execute(f'SELECT t::text FROM "{table}" AS t')
                    assert not any(FIRST in row or SECOND in row for (row,) in cursor.fetchall()), table
        said = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
        assert FIRST not in said
        assert SECOND not in said

    def test_a_value_of_another_row_or_patient_or_group_is_refused(self, desk, other_desk, gp, patient, caplog):
        other_desk.place.row.uses_bsn = True
        other_desk.place.row.save()
        with desk.open():
            services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
            other = desk.new_patient(by=gp, last_name="Boomklever-Demo")
            services.set_bsn(other.pk, by=gp, number=SECOND, version=0)
            first, second = Bsn.objects.get(patient=patient), Bsn.objects.get(patient=other)
            Bsn.objects.filter(pk=first.pk).update(token=second.token)
            then_unreadable(gp, patient)
            Bsn.objects.filter(pk=first.pk).delete()
            Bsn.objects.filter(pk=second.pk).update(patient=patient)
            then_unreadable(gp, patient)
        stranger = other_desk.acting("gp")
        with other_desk.open():
            there = other_desk.new_patient(by=stranger)
            values = {"recorded_by_id": gp.user_id, "recorded_by_name": gp.name, "recorded_at": first.recorded_at}
            Bsn.objects.create(pk=first.pk, patient=there, token=first.token, **values)
            then_unreadable(stranger, there)
        assert FIRST not in caplog.text

    def test_a_changed_value_is_refused(self, desk, gp, patient):
        with desk.open():
            row = services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
            token = bytearray(row.token)
            token[-1] ^= 1
            Bsn.objects.filter(pk=row.pk).update(token=bytes(token))
            then_unreadable(gp, patient)

    def test_two_people_do_not_overwrite_each_other(self, desk, gp, patient):
        with desk.open():
            services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
            with pytest.raises(Conflict) as refused:
                services.set_bsn(patient.pk, by=gp, number=SECOND, version=0)
            assert FIRST not in json.dumps(refused.value.current)
            assert services.set_bsn(patient.pk, by=gp, number=FIRST, version=0).version == 1
            assert queries.reveal_bsn(gp, patient.pk) == FIRST

    def test_it_can_be_removed_and_goes_with_the_patient(self, desk, gp, patient):
        with desk.open():
            services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
            services.remove_bsn(patient.pk, by=gp, version=1)
            assert not Bsn.objects.exists()
            with pytest.raises(NotFound):
                services.remove_bsn(patient.pk, by=gp, version=None)
            services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
            patient.delete()
            assert not Bsn.objects.exists()

    def test_every_look_and_every_change_is_logged_and_the_history_holds_no_number(self, desk, gp, patient):
        with desk.open():
            services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
            services.set_bsn(patient.pk, by=gp, number=SECOND, version=1)
            queries.reveal_bsn(gp, patient.pk)
            services.remove_bsn(patient.pk, by=gp, version=2)
            lines = AccessLogEntry.objects.filter(what__startswith="bsn.").order_by("seq")
            assert [(line.action, line.what) for line in lines] == [
                ("C", "bsn.write"),
                ("U", "bsn.write"),
                ("R", "bsn.read"),
                ("D", "bsn.write"),
            ]
            assert all(line.patient_ids == [patient.pk] for line in lines)
            history = Change.objects.filter(record="bsn").order_by("at").values_list("old", "new")
            assert list(history) == [(None, True), (True, True), (True, None)]


def then_unreadable(actor, patient):
    """Not shown, not guessed at, and the one who looks is told what to do."""
    assert queries.bsn_state(actor, patient.pk).masked == ""
    with pytest.raises(PortalError, match="kan niet worden gelezen"):
        queries.reveal_bsn(actor, patient.pk)


class TestRights:
    @pytest.mark.parametrize("act", ["set", "state", "reveal", "remove"])
    @pytest.mark.parametrize(
        "case",
        [("consultant", NotAllowed), ("home_care", NotFound), ("nurse", NotFound), ("group_admin", NotFound)],
    )
    def test_only_for_who_may_change_the_patient(self, desk, gp, patient, act, case):
        who, refusal = case
        with desk.open():
            services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
            actor = desk.acting(who, organisation_id=KIEVIT)
            with pytest.raises(refusal):
                self.do(act, actor, patient)
            assert queries.reveal_bsn(gp, patient.pk) == FIRST

    @pytest.mark.parametrize("act", ["set", "state", "reveal", "remove"])
    def test_in_a_group_without_it_there_is_no_such_thing(self, desk, gp, patient, act):
        with desk.open():
            services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)
        desk.place.row.uses_bsn = False
        desk.place.row.save()
        gp = desk.acting("gp", name="Bea Bosuil-Demo")
        with desk.open(), pytest.raises(NotFound):
            self.do(act, gp, patient)

    @pytest.mark.parametrize("act", ["set", "state", "reveal", "remove"])
    def test_never_with_a_token(self, desk, gp, patient, act):
        token = replace(gp, via="token", scopes=frozenset({"register:read", "register:write"}))
        with desk.open(), pytest.raises(NotAllowed, match="token"):
            self.do(act, token, patient)

    def test_a_nurse_of_the_organisation_in_care_may(self, desk, gp, patient):
        nurse = desk.acting("nurse", organisation_id=KIEVIT)
        with desk.open():
            services.add_home_care(patient.pk, by=gp, organisation_id=KIEVIT)
            services.set_bsn(patient.pk, by=nurse, number=FIRST, version=0)
            assert queries.reveal_bsn(nurse, patient.pk) == FIRST

    @staticmethod
    def do(act, actor, patient):
        if act == "set":
            services.set_bsn(patient.pk, by=actor, number=SECOND, version=1)
        elif act == "remove":
            services.remove_bsn(patient.pk, by=actor, version=1)
        else:
            (queries.bsn_state if act == "state" else queries.reveal_bsn)(actor, patient.pk)
