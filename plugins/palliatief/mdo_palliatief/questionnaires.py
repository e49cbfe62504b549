"""Instruments that are filled in and scored in the portal."""

from mdo_plugin_api import Answers, Direction, Item, Licence, Option, Questionnaire

ECOG = Questionnaire(
    code="ecog",
    title="ECOG performance status",
    items=(
        Item(
            code="status",
            text="Hoe actief is de patiënt?",
            options=(
                Option(code="0", label="Volledig actief"),
                Option(code="1", label="Beperkt bij zware inspanning"),
                Option(code="2", label="Zelfzorg, meer dan de helft van de dag op"),
                Option(code="3", label="Beperkte zelfzorg, meer dan de helft van de dag in bed of stoel"),
                Option(code="4", label="Volledig afhankelijk, bedlegerig"),
            ),
        ),
    ),
    minimum=0,
    maximum=4,
    bands=(),
    direction=Direction.HIGHER_IS_WORSE,
    licence=Licence(
        owner="ECOG-ACRIN", terms="Publiek domein; de Nederlandse omschrijving is eigen tekst.", cleared=True
    ),
)

QUESTIONNAIRES = (ECOG,)


def score(questionnaire: str, answers: Answers) -> float | None:
    if questionnaire == ECOG.code and "status" in answers:
        return float(answers["status"])
    return None
