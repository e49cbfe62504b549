from __future__ import annotations

from .rows import CULTURE, PALLIATIVE, row

STADSRAND_ZUID = (
    row(
        (29, "C. Cichorei-Demo", "v", 1951, PALLIATIVE, "D76", "pal_c u3"),
        question="De familie wil niet dat de diagnose wordt genoemd: hoe informeren we?",
        answers={"soc_taal": "ary", "zin_levensvisie": "moslim", "psy_problemen": "Vraagt zelf wat zij heeft."},
        thematic=(CULTURE,),
    ),
    row(
        (30, "D. Druifhyacint-Demo", "m", 1947, PALLIATIVE, "R84", "pal_b u2"),
        question="Morfine geweigerd: welke overtuiging zit erachter?",
        answers={"som_pijn_nrs": 6, "som_symptomen": ["pijn", "benauwdheid"]},
        thematic=(CULTURE,),
    ),
    row(
        (31, "E. Ereprijs-Demo", "v", 1954, PALLIATIVE, "X76", "pal_d u3"),
        question="Welke rituelen zijn nodig, en hoe regelen we een snelle begrafenis?",
        answers={"pzp_plaats_overlijden": "thuis", "zin_gv": "eigen"},
        thematic=(CULTURE,),
    ),
    row(
        (32, "F. Fazant-Demo", "m", 1943, PALLIATIVE, "K77", "pal_b u2"),
        question="Vasten in de ramadan en plaspillen: hoe stemmen we dat af?",
        answers={"zin_levensvisie": "moslim"},
        thematic=(CULTURE,),
    ),
    row(
        (33, "G. Gele-Kwik-Demo", "v", 1946, PALLIATIVE, "D75", "pal_a u1"),
        answers={"soc_krachtbronnen": "Grote vriendenkring."},
        updated=90,
        discussed=65,
    ),
    row(
        (34, "H. Hommel-Demo", "m", 1938, PALLIATIVE, "Y77", "pal_c u4"),
        question="Pijn reageert niet meer op de pleisters: wat nu?",
        answers={"som_pijn_nrs": 9, "som_problemen": "Botpijn, slaapt niet meer."},
        updated=0,
    ),
    row(
        (35, "I. Iris-Demo", "v", 1940, PALLIATIVE, "U99.01", "pal_d u2"),
        answers={"eva_reden": "overleden", "eva_datum": 15, "eva_plaats": "hospice"},
        closed="deceased",
        started=180,
        discussed=65,
        updated=14,
    ),
    row(
        (36, "J. Jasmijn-Demo", "m", 1955, CULTURE, "T90", " u2"),
        question="Is er een tolk geregeld, en begrijpt meneer de uitleg?",
        answers={"soc_taal": "ber"},
    ),
    row(
        (37, "K. Kamperfoelie-Demo", "v", 1941, CULTURE, "P20", " u3"),
        question="De geheugentest is afgenomen met een tolk: hoe nu verder?",
        answers={"soc_taal": "tr"},
    ),
    row(
        (38, "L. Lisdodde-Demo", "m", 1949, CULTURE, "Z04", " u1"),
        answers={"soc_problemen": "Woont de helft van het jaar in het buitenland."},
        updated=70,
    ),
    row(
        (39, "M. Meidoorn-Demo", "v", 1937, CULTURE, "K90", " u4"),
        question="Er moet deze week een besluit over opname vallen en er is geen tolk.",
        answers={"soc_taal": "ti"},
        updated=0,
    ),
    row(
        (40, "N. Nieskruid-Demo", "m", 1936, PALLIATIVE, "R95", "pal_b u2"),
        question="Nieuw in onze groep: wie neemt de regie?",
        thematic=(CULTURE,),
        consent="informed",
        started=8,
    ),
    row(
        (43, "S. Salamander-Demo", "v", 1944, PALLIATIVE, "K77", "pal_b u2"),
        question="Wat betekent ‘الصبر’ voor haar, en hoe praten we met de familie?",
        answers={"soc_taal": "ar", "zin_problemen": "Zij zegt vaak: كل شيء بيد الله"},
        thematic=(CULTURE,),
    ),
)
