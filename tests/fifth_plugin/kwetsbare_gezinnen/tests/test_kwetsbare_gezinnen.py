from datetime import date

from mdo_plugin_api import RecordSnapshot
from mdo_plugin_api.testing import load

SNAPSHOT = RecordSnapshot(
    target_group="kwetsbare_gezinnen",
    fields={"kg_sfeer": {"value": "gespannen", "recorded_on": "2026-11-29"}},
    today=date(2026, 11, 29),
)


def test_tension_asks_for_a_talk_and_no_question_keeps_it_off_the_agenda() -> None:
    plugin = load("mdo_kwetsbare_gezinnen.plugin", code="kwetsbare_gezinnen")

    (advice,) = plugin.hook.mdo_advise(snapshot=SNAPSHOT)
    assert [one.code for one in advice] == ["kg_a1", "kg_b1"]
    assert len(plugin.target_group.fields) == len(plugin.target_group.interventions) == 5
