from __future__ import annotations

import uuid

import pytest
from django import forms

from mdo_foundation.ui.forms import DateInput, PortalForm, SegmentSelect


class ExampleForm(PortalForm):
    name = forms.CharField(label="Naam", help_text="Zoals in het HIS.")
    born = forms.DateField(label="Geboortedatum", widget=DateInput, required=False)
    kind = forms.ChoiceField(label="Soort", choices=[("a", "Knelpunt"), ("b", "Leerpunt")], widget=SegmentSelect)
    agreed = forms.BooleanField(label="Ik ga akkoord")
    own = forms.CharField(label="Eigen", error_messages={"required": "Zeg iets."})


def test_an_empty_form_tells_per_field_what_to_do() -> None:
    errors = ExampleForm({}).errors
    assert errors["name"] == ["Vul ‘Naam’ in."]
    assert errors["kind"] == ["Maak een keuze bij ‘Soort’."]
    assert errors["agreed"] == ["Zet een vinkje bij ‘Ik ga akkoord’."]
    assert errors["own"] == ["Zeg iets."]
    assert "born" not in errors


def test_errors_are_tied_to_their_fields() -> None:
    html = str(ExampleForm({}))
    assert 'href="#id_name"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'href="#id_kind"' in html
    assert 'id="id_kind"' in html


def test_a_form_without_errors_has_no_summary() -> None:
    html = str(ExampleForm())
    assert 'role="alert"' not in html
    assert "(niet verplicht)" in html


def test_a_date_keeps_the_form_the_browser_wants() -> None:
    assert 'value="1941-03-14"' in str(ExampleForm({"born": "1941-03-14"})["born"])


@pytest.mark.parametrize("sent", ["", "not-a-key"])
def test_a_key_that_is_none_is_none(sent: str) -> None:
    assert ExampleForm({"idempotency_key": sent}).idempotency_key is None
    assert ExampleForm().idempotency_key is None


def test_the_key_of_a_form_is_known() -> None:
    key = uuid.uuid4()
    assert ExampleForm({"idempotency_key": str(key)}).idempotency_key == key
