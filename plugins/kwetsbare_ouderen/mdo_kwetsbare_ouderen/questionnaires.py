"""The five criteria of complex frail (R5 of the work process), which no other target group asks."""

from mdo_plugin_api import Answers, Band, Direction, Item, Licence, Option, Questionnaire


def _yes_no(code: str, text: str) -> Item:
    return Item(code=code, text=text, options=(Option(code="ja", label="Ja"), Option(code="nee", label="Nee")))


COMPLEX_FRAIL = Questionnaire(
    code="complex_kwetsbaar",
    title="Complex kwetsbaar (vijf criteria)",
    items=(
        _yes_no("aandoening", "Is er een of meer ouderdomsgerelateerde aandoening?"),
        _yes_no("meer_gebieden", "Is het functioneren op meerdere gebieden verminderd?"),
        _yes_no("een_gebied", "Is het functioneren op één gebied ernstig verminderd?"),
        _yes_no("regieverlies", "Zijn de oudere en de mantelzorger samen de regie kwijt?"),
        _yes_no("zorgverleners", "Is er naast huisarts en wijkverpleging nog een zorgverlener betrokken?"),
        _yes_no("afstemming", "Is afstemming of coördinatie nodig?"),
        _yes_no("overnemen", "Moet de regie worden overgenomen?"),
        _yes_no("expertise", "Is aanvullende expertise nodig?"),
    ),
    minimum=0,
    maximum=1,
    bands=(
        Band(low=0, high=0, label="Voldoet niet aan alle vijf criteria", source="S1"),
        Band(low=1, high=1, label="Voldoet aan alle vijf criteria", source="S1"),
    ),
    direction=Direction.HIGHER_IS_WORSE,
    help="Alle vijf criteria moeten gelden. Het oordeel blijft van de professional.",
    source="S1",
    licence=Licence(owner="Zorginstituut Nederland", terms="Criteria van juni 2021, eigen vraagtekst.", cleared=True),
)


def score_complex_frail(answers: Answers) -> float | None:
    """All five criteria of Zorginstituut Nederland (June 2021) must hold; two of them can hold in more than one way."""
    if len(answers) < len(COMPLEX_FRAIL.items):
        return None
    yes = {code for code, answer in answers.items() if answer == "ja"}
    functions_less = bool(yes & {"meer_gebieden", "een_gebied"})
    needs_more = bool(yes & {"afstemming", "overnemen", "expertise"})
    return float(functions_less and needs_more and {"aandoening", "regieverlies", "zorgverleners"} <= yes)
