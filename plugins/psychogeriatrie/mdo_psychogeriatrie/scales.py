"""Prognosis as the phase of the disease, in own words; urgency as how far guidance suffices."""

from mdo_plugin_api import Colour, Level, Scale, Shape

PROGNOSIS = Scale(
    code="prognosis",
    label="Fase",
    levels=(
        Level(
            code="pg_x",
            label="Nog niet ingeschat",
            meaning="fase nog niet besproken in het team",
            colour=Colour.GREY,
            shape=Shape.RING,
            letter="?",
            unknown=True,
        ),
        Level(
            code="pg_n",
            label="Niet-pluis",
            meaning="signalen, nog geen diagnostiek",
            colour=Colour.BLUE,
            shape=Shape.DROP,
            letter="N",
        ),
        Level(
            code="pg_d",
            label="Diagnosefase",
            meaning="diagnostiek loopt of is net afgerond",
            colour=Colour.BLUE,
            shape=Shape.DROP,
            letter="D",
        ),
        Level(
            code="pg_1",
            label="Leven met, licht",
            meaning="hulp bij complexe (I)ADL, eigen regie grotendeels mogelijk",
            colour=Colour.GREEN,
            shape=Shape.CIRCLE,
            letter="1",
        ),
        Level(
            code="pg_2",
            label="Leven met, matig",
            meaning="dagelijkse hulp of toezicht, regieverlies",
            colour=Colour.YELLOW,
            shape=Shape.SQUARE,
            letter="2",
        ),
        Level(
            code="pg_3",
            label="Leven met, ernstig",
            meaning="doorlopend toezicht of zorg",
            colour=Colour.ORANGE,
            shape=Shape.DIAMOND,
            letter="3",
        ),
        Level(
            code="pg_4",
            label="Laatste fase",
            meaning="volledig afhankelijk, palliatieve zorgdoelen; overweeg doelgroep palliatief",
            colour=Colour.PURPLE,
            shape=Shape.STAR,
            letter="4",
        ),
    ),
    help="De fase van de ziekte volgens het team. Geen meetinstrument.",
    source="V, B8",
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
            label="Rustig",
            meaning="structuur en begeleiding passend",
            colour=Colour.GREEN,
            shape=Shape.CIRCLE,
            letter="1",
        ),
        Level(
            code="u2",
            label="Toenemende begeleiding",
            meaning="gedrags- of veiligheidsvraag, mantelzorger vermoeid",
            colour=Colour.YELLOW,
            shape=Shape.SQUARE,
            letter="2",
        ),
        Level(
            code="u3",
            label="Ontregeld",
            meaning="probleemgedrag, dwalen, mantelzorg zwaar belast, wachtlijst; SO of casemanager betrekken",
            colour=Colour.ORANGE,
            shape=Shape.DIAMOND,
            letter="3",
        ),
        Level(
            code="u4",
            label="Crisis",
            meaning="acuut gevaar voor zichzelf of anderen, uitval mantelzorg; crisisdienst, niet wachten op het MDO",
            colour=Colour.RED,
            shape=Shape.TRIANGLE,
            letter="4",
        ),
    ),
    help="Wacht bij rood niet op het MDO: bel direct huisarts of huisartsenpost. Dit portaal is geen spoedkanaal.",
    source="V",
)
