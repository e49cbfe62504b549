"""Prognosis as the expected course; urgency as how far the home situation holds."""

from mdo_plugin_api import Colour, Level, Scale, Shape

PROGNOSIS = Scale(
    code="prognosis",
    label="Verwacht beloop",
    levels=(
        Level(
            code="ko_x",
            label="Nog niet ingeschat",
            meaning="verwacht beloop nog niet besproken in het team",
            colour=Colour.GREY,
            shape=Shape.RING,
            letter="?",
            unknown=True,
        ),
        Level(
            code="ko_s",
            label="Stabiel",
            meaning="komend jaar geen grote verandering verwacht",
            colour=Colour.GREEN,
            shape=Shape.CIRCLE,
            letter="S",
        ),
        Level(
            code="ko_g",
            label="Geleidelijke achteruitgang",
            meaning="binnen een jaar meer zorg of ondersteuning nodig",
            colour=Colour.YELLOW,
            shape=Shape.SQUARE,
            letter="G",
        ),
        Level(
            code="ko_v",
            label="Versnelde achteruitgang",
            meaning="binnen ongeveer 3 maanden thuissituatie in het geding (vallen, opname, uitval mantelzorg)",
            colour=Colour.ORANGE,
            shape=Shape.DIAMOND,
            letter="V",
        ),
        Level(
            code="ko_l",
            label="Laatste levensfase mogelijk",
            meaning="overlijden binnen een jaar zou niet verbazen; overweeg overzetten naar palliatief",
            colour=Colour.PURPLE,
            shape=Shape.STAR,
            letter="L",
        ),
    ),
    help="Verwachting voor het komende jaar. ‘Laatste levensfase mogelijk’ stelt overzetten naar palliatief voor.",
    source="V",
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
            label="Volgen",
            meaning="plan loopt; jaarlijkse bespreking",
            colour=Colour.GREEN,
            shape=Shape.CIRCLE,
            letter="1",
        ),
        Level(
            code="u2",
            label="Aandacht",
            meaning="nieuw probleem op één domein; kernteam",
            colour=Colour.YELLOW,
            shape=Shape.SQUARE,
            letter="2",
        ),
        Level(
            code="u3",
            label="Regie of afstemming nodig",
            meaning="meerdere domeinen, regieverlies of 3 of meer disciplines; breed MDO",
            colour=Colour.ORANGE,
            shape=Shape.DIAMOND,
            letter="3",
        ),
        Level(
            code="u4",
            label="Thuissituatie onhoudbaar",
            meaning="crisis, onveilig, uitval van de mantelzorg; nu handelen (ELV of spoed), niet wachten op het MDO",
            colour=Colour.RED,
            shape=Shape.TRIANGLE,
            letter="4",
        ),
    ),
    help="Wacht bij rood niet op het MDO: bel direct huisarts of huisartsenpost. Dit portaal is geen spoedkanaal.",
    source="V",
)
