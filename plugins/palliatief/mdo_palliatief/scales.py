"""Prognosis by the letters of the Gold Standards Framework; urgency and intensity of the care needs."""

from mdo_plugin_api import Colour, Level, Scale, Shape

PROGNOSIS = Scale(
    code="prognosis",
    label="Prognose",
    levels=(
        Level(
            code="pal_x",
            label="Nog niet ingeschat",
            meaning="prognose nog niet besproken in het team",
            colour=Colour.GREY,
            shape=Shape.RING,
            letter="?",
            unknown=True,
        ),
        Level(
            code="pal_a",
            label="Jaar of langer",
            meaning="palliatieve fase gemarkeerd, levensverwachting waarschijnlijk een jaar of langer",
            colour=Colour.BLUE,
            shape=Shape.DROP,
            letter="A",
        ),
        Level(
            code="pal_b",
            label="Maanden (tot een jaar)",
            meaning="overlijden binnen een jaar zou niet verbazen",
            colour=Colour.GREEN,
            shape=Shape.CIRCLE,
            letter="B",
        ),
        Level(
            code="pal_c",
            label="Weken (tot maanden)",
            meaning="duidelijke, snelle achteruitgang",
            colour=Colour.ORANGE,
            shape=Shape.DIAMOND,
            letter="C",
        ),
        Level(
            code="pal_d",
            label="Dagen, stervensfase",
            meaning="stervensfase gemarkeerd of verwacht binnen dagen",
            colour=Colour.RED,
            shape=Shape.TRIANGLE,
            letter="D",
        ),
    ),
    help="Schat in met de Surprise Question en zo nodig SPICT. De inschatting is van het team, niet van het portaal.",
    source="V, B1, B4, B5",
)

URGENCY = Scale(
    code="urgency",
    label="Urgentie",
    levels=(
        Level(
            code="u_x",
            label="Nog niet ingeschat",
            meaning="urgentie nog niet besproken in het team",
            colour=Colour.GREY,
            shape=Shape.RING,
            letter="?",
            unknown=True,
        ),
        Level(
            code="u1",
            label="Stabiel, volgen",
            meaning="symptomen onder controle, mantelzorg redt het, afspraken actueel; bespreken volgens ritme",
            colour=Colour.GREEN,
            shape=Shape.CIRCLE,
            letter="1",
        ),
        Level(
            code="u2",
            label="Toenemend, aandacht",
            meaning="nieuwe of toenemende klacht of zorg, zorgplanning nog niet rond; bespreken als er tijd is",
            colour=Colour.YELLOW,
            shape=Shape.SQUARE,
            letter="2",
        ),
        Level(
            code="u3",
            label="Intensief, complex",
            meaning="meerdere dimensies, onrust of overbelasting, veel afstemming; bespreken in het eerstvolgende MDO",
            colour=Colour.ORANGE,
            shape=Shape.DIAMOND,
            letter="3",
        ),
        Level(
            code="u4",
            label="Acuut, onhoudbaar",
            meaning="refractair of crisis thuis, stervensfase met open vragen; niet wachten op het MDO",
            colour=Colour.RED,
            shape=Shape.TRIANGLE,
            letter="4",
        ),
    ),
    help="Wacht bij rood niet op het MDO: bel direct huisarts of huisartsenpost. Dit portaal is geen spoedkanaal.",
    source="V, B1, B2",
)
