from __future__ import annotations

from .rows import DEMENTIA, FRAIL, row

OOSTERPOLDER = (
    row(
        (15, "O. Ooievaarsbek-Demo", "v", 1934, FRAIL, "A05, H84", "ko_g u2"),
        question="Drie keer gevallen: wat is nodig om veilig thuis te wonen?",
        answers={
            "som_vallen_12m": "vaker",
            "som_valangst": True,
            "som_gehoor": "slecht",
            "som_problemen": "Drie keer gevallen in zes weken, opstaan duurt lang.",
        },
    ),
    row(
        (16, "P. Pimpernel-Demo", "m", 1941, FRAIL, "A05, T08", "ko_v u3"),
        question="Zes kilo afgevallen: wat doen we aan de voeding?",
        answers={"som_voeding": "ondervoed", "som_gewichtsverlies": True, "som_gewicht": 58.5},
        discussed=70,
    ),
    row(
        (17, "Q. Quinoa-Demo", "v", 1943, FRAIL, "A05, P76", "ko_g u2"),
        question="Somber sinds het overlijden van haar man: wat helpt?",
        answers={"psy_stemming": "somber", "psy_rouw": True, "soc_eenzaam": "vaak"},
    ),
    row(
        (18, "R. Rietzanger-Demo", "m", 1932, FRAIL, "A05", "ko_s u1"),
        answers={"soc_krachtbronnen": "Zoon komt elke zondag."},
        started=500,
        discussed=400,
        updated=380,
    ),
    row(
        (19, "S. Salie-Demo", "v", 1946, FRAIL, "A05, Z14", "ko_v u4"),
        question="Haar man wordt over een week geopereerd: tijdelijk verblijf?",
        answers={
            "soc_mantelzorger": "Echtgenoot, doet alles",
            "soc_mz_belasting": "zwaar",
            "soc_volhoud": "week",
            "svo_crisis": "Valt haar man uit, dan belt de wijkverpleegkundige de huisarts.",
        },
        updated=0,
    ),
    row((20, "T. Tortelduif-Demo", "m", 1940, FRAIL, "A05", "ko_x u2"), started=5),
    row(
        (21, "U. Uil-Demo", "v", 1938, DEMENTIA, "P70", "pg_2 u2"),
        question="Rijdt nog auto: wie bespreekt het, en wat als zij weigert?",
        answers={"soc_problemen": "Familie durft niet meer mee te rijden."},
    ),
    row(
        (22, "V. Vlinderstruik-Demo", "m", 1936, DEMENTIA, "P70", "pg_3 u4"),
        question="Nachtelijk dwalen: leefcirkel, GPS of opname?",
        answers={
            "psy_problemen": "Loopt 's nachts de straat op, twee keer door de politie thuisgebracht.",
            "svo_crisis": "Bij vermissing belt de buurvrouw de dochter en daarna 112.",
        },
        updated=0,
    ),
    row(
        (23, "W. Wielewaal-Demo", "v", 1944, DEMENTIA, "P20", "pg_d u1"),
        answers={"psy_problemen": "Vergeet afspraken; onderzoek op de geheugenpoli loopt."},
        started=20,
    ),
    row(
        (24, "X. Xylofoon-Demo", "m", 1959, DEMENTIA, "P70", "pg_1 u2"),
        question="Werkt nog: wat vertelt hij op het werk, en wanneer?",
        answers={"soc_krachtbronnen": "Begripvolle werkgever, partner werkt thuis."},
    ),
    row(
        (25, "Y. Ypermeeuw-Demo", "v", 1935, DEMENTIA, "P70, P71", "pg_3 u3"),
        question="Onrust sinds drie weken: is er pijn of een delier?",
        answers={"psy_problemen": "Plukkerig en in de war, wisselt over de dag."},
        discussed=70,
    ),
    row(
        (26, "Z. Zwanenbloem-Demo", "m", 1933, DEMENTIA, "P70", "pg_4 u3"),
        question="Is overzetten naar palliatief aan de orde?",
        answers={"som_problemen": "Ligt op bed, eet alleen met hulp."},
        discussed=70,
    ),
    row(
        (27, "A. Akelei-Demo", "v", 1939, DEMENTIA, "P70", "pg_2 u3"),
        question="Wachtlijst: wat is de urgentie, en wie ontlast haar man?",
        answers={"soc_problemen": "Echtgenoot slaapt slecht en is prikkelbaar."},
    ),
    row(
        (28, "B. Blauwborst-Demo", "m", 1940, DEMENTIA, "N87, P70", "pg_2 u2"),
        question="Is hij wilsbekwaam om over verhuizen te beslissen?",
        answers={"pzp_wilsbekwaam": {"state": "unknown"}},
    ),
    row(
        (140, "N. Nieskruid-Demo", "m", 1936, FRAIL, "R95", "ko_v u3"),
        closed="moved",
        started=250,
        discussed=70,
        updated=40,
    ),
)
