"""Urgency: how far communication stands in the way of care. The prognosis is the primary target group's."""

from mdo_plugin_api import Colour, Level, Scale, Shape

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
            source="V",
            unknown=True,
        ),
        Level(
            code="u1",
            label="Communicatie loopt",
            meaning="taal en vertrouwen geborgd",
            colour=Colour.GREEN,
            shape=Shape.CIRCLE,
            letter="1",
            source="V",
        ),
        Level(
            code="u2",
            label="Aandacht",
            meaning="taalbarrière, informele tolk, wensen niet uitgevraagd",
            colour=Colour.YELLOW,
            shape=Shape.SQUARE,
            letter="2",
            source="V",
        ),
        Level(
            code="u3",
            label="Belemmering",
            meaning="miscommunicatie of conflict tussen patiënt, familie en zorg; zorgplanning stagneert",
            colour=Colour.ORANGE,
            shape=Shape.DIAMOND,
            letter="3",
            source="V",
        ),
        Level(
            code="u4",
            label="Besluit in de knel",
            meaning="besluit over behandeling of levenseinde op korte termijn zonder goede communicatie; tolk vandaag",
            colour=Colour.RED,
            shape=Shape.TRIANGLE,
            letter="4",
            source="V",
        ),
    ),
    help="Wacht bij rood niet op het MDO: bel direct huisarts of huisartsenpost. Dit portaal is geen spoedkanaal.",
    source="V",
)
