"""What is exported from one group and imported into another gives an equal export there."""

from __future__ import annotations

from datetime import date
from functools import partial
from unicodedata import normalize

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mdo_foundation.common.spreadsheets import read_sheet
from mdo_platform.exchange import services
from mdo_platform.exchange.export import COLUMNS
from mdo_platform.exchange.services.exporting import export_patients
from mdo_platform.register import people
from mdo_platform.register.details import clean_details
from mdo_platform.register.services.importing import NewPatient, import_patients
from tests.exchange.helpers import work

# What the register stores as typed: no control characters, nothing that is only space.
LETTERS = st.characters(categories=["L", "M", "N", "P", "S", "Zs"], exclude_characters="\u1680") | st.sampled_from(
    "=+-@'＝😀שłİß’"
)
OTHERS = {"started_on", "last_discussed_on", "status"}


def line(longest):
    """Some letters are two in the form that is stored (NFC): U+FB1F."""
    return st.text(LETTERS, max_size=longest).map(
        lambda text: " ".join(normalize("NFC", text).split())[:longest].strip()
    )


def full(longest):
    return st.builds("{}{}".format, st.sampled_from("Aé=+@ש"), line(longest - 1))


PATIENT = st.fixed_dictionaries(
    {
        "initials": line(20), "first_name": line(100), "name_prefix": line(20), "last_name": full(60),
        "birth_name": line(60), "birth_date": st.dates(date(1900, 3, 1), date(2020, 1, 1)),
        "sex": st.sampled_from(["female", "male", "other", "unknown"]),
        "street": line(60), "house_number": line(20), "postcode": line(10), "city": line(60), "phone": line(30),
        "gp_name": line(60),
    }
)  # fmt: skip
QUESTION = st.lists(line(60), max_size=3).map("\n".join).map(str.strip).map(partial(normalize, "NFC"))


def exported(by, kind):
    columns = [column.code for column in COLUMNS if column.code not in OTHERS]
    content = export_patients(by, columns=columns, kind=kind, chosen=None)
    return sorted((cells for _number, cells in read_sheet(content, max_rows=5_000)), key=str), content


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(
    max_examples=8,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=st.lists(st.tuples(PATIENT, QUESTION), min_size=1, max_size=25))
def test_an_export_that_is_imported_gives_the_same_export(desk, other_desk, gp, kind, rows):
    there = other_desk.acting("gp", name="Andere Dokter-Demo")
    with transaction.atomic():
        with desk.open():
            organisation = people.home_care()[0]
            entries = [
                NewPatient(
                    details=clean_details(details), target_group="palliatief", prognosis="pal_c", urgency="u2",
                    consent="informed", question=question, organisations=(organisation,),
                    diagnoses=(("R84", "longkanker"), ("", "hartfalen")),
                )
                for details, question in rows
            ]  # fmt: skip
            import_patients(entries, by=gp, detail={})
            before, content = exported(gp, kind)
        with other_desk.open():
            found = services.start_import(content, by=there)
            services.choose_columns(found.pk, by=there, columns=found.columns, defaults={})
            services.decide(found.pk, by=there, everything="enter")
            services.confirm(found.pk, by=there)
        work()
        with other_desk.open():
            found.refresh_from_db()
            assert (found.state, found.refusal, found.entered_count) == ("done", "", len(rows))
            after = exported(there, kind)[0]
            rows_of_both = zip(before, after, strict=True)
            cells = [pair for both in rows_of_both for pair in zip(*both, strict=True) if pair[0] != pair[1]]
            assert cells == []
        transaction.set_rollback(True)
