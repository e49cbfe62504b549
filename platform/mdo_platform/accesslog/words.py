"""What a line of the log says in plain Dutch: for the patient who asks, and for the group. Never a code.

Codes that are not named here get the words of their action, so that a new code shows nothing odd.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mdo_tenants.groups.rights import GUEST, Role

ACTIONS = {
    "R": _lazy("Bekeken"),
    "C": _lazy("Toegevoegd"),
    "U": _lazy("Gewijzigd"),
    "D": _lazy("Verwijderd"),
    "E": _lazy("Afgedrukt of als bestand meegenomen"),
}
_BY_ACTION = {
    "R": _lazy("Gegevens bekeken"),
    "C": _lazy("Gegevens toegevoegd"),
    "U": _lazy("Gegevens gewijzigd"),
    "D": _lazy("Gegevens verwijderd"),
    "E": _lazy("Gegevens afgedrukt of als bestand meegenomen"),
}
_PAGES = {
    "details": _lazy("Naam, adres en betrokken zorgverleners bekeken"),
    "question": _lazy("Vraag, prognose en urgentie bekeken"),
    "record": _lazy("Problemen en krachtbronnen bekeken"),
    "meetings": _lazy("Adviezen en afspraken bekeken"),
    "pathway": _lazy("Stappen van het programma bekeken"),
    "instruments": _lazy("Meetinstrumenten en uitslagen bekeken"),
    "questionnaire": _lazy("Vragenlijst geopend"),
    "timeline": _lazy("Wijzigingen door de tijd bekeken"),
    "bsn": _lazy("Pagina van het burgerservicenummer geopend"),
    "action": _lazy("Gegevens bekeken om iets te wijzigen"),
    "consent": _lazy("Bekeken wanneer toestemming is gegeven"),
    "api": _lazy("Gegevens opgehaald door een ander programma"),
}
# What was changed in the patient's own row says more than that it was changed.
_FIELDS = {
    "consent": _lazy("Toestemming ingevuld of gewijzigd"),
    "status": _lazy("Afgesloten of weer geopend"),
    "hold_reason": _lazy("Bewaren ingesteld of opgeheven"),
}
# By code, or by code and action where the action makes a difference.
_BY_CODE: dict[str, Any] = {
    "patient.read": _lazy("Gegevens bekeken"),
    "patient.history": _lazy("Wijzigingen door de tijd bekeken"),
    "patient.conflict": _lazy("Gezien wat een collega tegelijk had ingevuld"),
    "patient.consents": _lazy("Bekeken wanneer toestemming is gegeven"),
    "patient.deletion_announced": _lazy("Aangekondigd dat de gegevens worden verwijderd"),
    "patient.access": _lazy("Bekeken wie er in de gegevens heeft gekeken"),
    "patient.access:E": _lazy("Overzicht gemaakt van wie er heeft gekeken"),
    "patient.deleted": _lazy("Gegevens verwijderd na de bewaartermijn"),
    "patient.write:C": _lazy("Aangemeld voor het MDO"),
    "patient.write": _lazy("Naam, adres of huisarts gewijzigd"),
    "enrolment.read": _lazy("Vraag, prognose of urgentie bekeken"),
    "enrolment.write:C": _lazy("Aangemeld voor het MDO"),
    "enrolment.write": _lazy("Vraag, prognose of urgentie gewijzigd"),
    "answer.write": _lazy("Problemen en krachtbronnen ingevuld of gewijzigd"),
    "steprecord.write": _lazy("Stap van het programma ingevuld of gewijzigd"),
    "pathway.yearly": _lazy("Stond in de lijst van wie jaarlijks wordt besproken"),
    "diagnosis.write": _lazy("Diagnose ingevuld of gewijzigd"),
    "involvedprofessional.write": _lazy("Betrokken zorgverlener ingevuld of gewijzigd"),
    "careinvolvement.write": _lazy("Thuiszorgorganisatie ingevuld of gewijzigd"),
    "result.write:C": _lazy("Uitslag van een meetinstrument vastgelegd"),
    "result.write": _lazy("Uitslag van een meetinstrument weggehaald of teruggezet"),
    "result.items_removed": _lazy("Antwoorden van een vragenlijst verwijderd, de score bleef"),
    "draft.write": _lazy("Antwoorden in een vragenlijst ingevuld of gewijzigd"),
    "draft.write:D": _lazy("Antwoorden in een vragenlijst weggegooid"),
    "draft.removed": _lazy("Vragenlijst die niet was afgemaakt verwijderd"),
    "consent.write": _lazy("Toestemming ingevuld of gewijzigd"),
    "bsn.read": _lazy("Burgerservicenummer bekeken"),
    "bsn.write": _lazy("Burgerservicenummer ingevuld of gewijzigd"),
    "register.overview": _lazy("Stond in de lijst met patiënten"),
    "register.search": _lazy("Gevonden bij het zoeken in de lijst met patiënten"),
    "register.print": _lazy("Stond op een afgedrukte lijst met patiënten"),
    "register.candidates": _lazy("Stond in de lijst om een agenda te maken"),
    "register.closed": _lazy("Stond in de lijst met afgesloten patiënten"),
    "register.retention": _lazy("Stond in de lijst van wat binnenkort wordt verwijderd"),
    "register.import": _lazy("Toegevoegd vanuit een bestand"),
    "exchange.duplicates": _lazy("Gevonden bij het inlezen van een bestand"),
    "exchange.result": _lazy("Stond in de uitkomst van het inlezen van een bestand"),
    "exchange.export": _lazy("Stond in een bestand met patiënten dat is opgehaald"),
    "reports.dashboard": _lazy("Meegeteld in de cijfers van de doelgroep"),
    "page.print": _lazy("Afgedrukt"),
    "meeting.shown": _lazy("Besproken in het MDO: op het scherm getoond"),
    "meeting.listed": _lazy("Stond op de agenda op het scherm van het MDO"),
    "meeting.room": _lazy("Op het scherm van het MDO"),
    "meeting.names": _lazy("Naam getoond op het scherm van het MDO"),
    "meeting.agenda": _lazy("Agenda van het MDO bekeken"),
    "meeting.agenda:C": _lazy("Op de agenda van het MDO gezet"),
    "meeting.agenda:U": _lazy("Plek op de agenda van het MDO gewijzigd"),
    "meeting.agenda:D": _lazy("Van de agenda van het MDO gehaald"),
    "meeting.print": _lazy("Stond op een afgedrukte agenda van het MDO"),
    "meeting.attachment": _lazy("Aangevinkt welke bijlagen er zijn voor het MDO"),
    "meeting.opened": _lazy("MDO begonnen"),
    "meeting.closed": _lazy("MDO afgesloten"),
    "meeting.attendance:E": _lazy("Presentielijst van het MDO opgehaald"),
    "meeting.taken_over": _lazy("Leiding van het MDO overgenomen"),
    "meeting.planned": _lazy("MDO gepland"),
    "meeting.year_planned": _lazy("Jaarplan van het MDO gemaakt"),
    "meeting.changed": _lazy("MDO gewijzigd"),
    "meeting.cancelled": _lazy("MDO afgezegd"),
    "mail.sent_again": _lazy("E-mail opnieuw verstuurd"),
    "meeting.guest": _lazy("Gast toegevoegd aan het MDO"),
    "meeting.guest_read": _lazy("Meegelezen als gast bij het MDO"),
    "guest.invited": _lazy("Gast uitgenodigd voor een MDO"),
    "guest.revoked": _lazy("Toegang van een gast ingetrokken"),
    "guest.mailed_again": _lazy("Gast opnieuw uitgenodigd"),
    "guest.accepted": _lazy("Uitnodiging als gast aangenomen"),
    "guest.came_in": _lazy("Als gast bij het MDO gekomen"),
    "meeting.advice": _lazy("Advies uit het MDO bekeken"),
    "meeting.advice:U": _lazy("Advies in het MDO opgeschreven"),
    "meeting.agreement": _lazy("Afspraak in het MDO opgeschreven of bijgewerkt"),
    "meeting.agreements": _lazy("Afspraken uit het MDO bekeken"),
    "meeting.signal": _lazy("Aandachtspunt in het MDO opgeschreven"),
    "meeting.report": _lazy("Verslag van het MDO bekeken"),
    "meeting.report:E": _lazy("Verslag van het MDO als bestand opgehaald"),
    "signal.offer": _lazy("Bekeken wat van een knelpunt met het netwerk wordt gedeeld"),
    "signal.shared": _lazy("Knelpunt gedeeld met het netwerk"),
    "signal.withdrawn": _lazy("Gedeeld knelpunt teruggehaald"),
    "log.read": _lazy("Inzagelog van de groep bekeken"),
    "log.export": _lazy("Inzagelog van de groep als bestand opgehaald"),
    "log.review": _lazy("Maandcontrole van het inzagelog bekeken"),
    "log.signed": _lazy("Maandcontrole van het inzagelog afgetekend"),
    "log.purged": _lazy("Regels van langer dan vijf jaar geleden verwijderd"),
    "membership.added": _lazy("Lid toegevoegd aan de groep"),
    "membership.changed": _lazy("Rollen van een lid gewijzigd"),
    "membership.ended": _lazy("Lidmaatschap beëindigd"),
    "invitation.sent": _lazy("Uitnodiging verstuurd"),
    "invitation.withdrawn": _lazy("Uitnodiging ingetrokken"),
    "group.choices": _lazy("Keuzes van de groep gewijzigd"),
    "group.suspended": _lazy("Groep opgeschort"),
    "group.resumed": _lazy("Groep weer geopend"),
    "token.made": _lazy("API-sleutel gemaakt"),
    "token.ended": _lazy("API-sleutel ingetrokken"),
}

# What the patient reads of a list is that it was in it; the group reads what somebody did.
_OF_THE_GROUP = {
    "register.overview": _lazy("Lijst met patiënten bekeken"),
    "register.search": _lazy("Gezocht in de lijst met patiënten"),
    "register.print": _lazy("Lijst met patiënten afgedrukt"),
    "register.candidates": _lazy("Lijst bekeken om een agenda te maken"),
    "register.closed": _lazy("Lijst met afgesloten patiënten bekeken"),
    "register.retention": _lazy("Lijst bekeken van wat binnenkort wordt verwijderd"),
    "pathway.yearly": _lazy("Lijst bekeken van wie jaarlijks wordt besproken"),
    "register.import": _lazy("Patiënten toegevoegd vanuit een bestand"),
    "exchange.duplicates": _lazy("Dubbele patiënten bekeken bij het inlezen van een bestand"),
    "exchange.result": _lazy("Uitkomst bekeken van het inlezen van een bestand"),
    "exchange.export": _lazy("Bestand met patiënten opgehaald"),
    "reports.dashboard": _lazy("Cijfers van de doelgroep bekeken"),
    "meeting.shown": _lazy("Patiënt op het scherm van het MDO gezet"),
    "meeting.listed": _lazy("Agenda op het scherm van het MDO getoond"),
    "meeting.room": _lazy("Scherm van het MDO bekeken"),
    "meeting.names": _lazy("Namen getoond op het scherm van het MDO"),
}


def is_named(what: str) -> bool:
    return what in _BY_CODE or any(f"{what}:{action}" in _BY_CODE for action in ACTIONS)


def said(what: str, action: str, detail: Mapping[str, Any]) -> str:
    """What was done, as a sentence without a subject."""
    if what == "patient.read" and detail.get("page") in _PAGES:
        return str(_PAGES[detail["page"]])
    if what == "patient.write" and action == "U":
        changed = next((_FIELDS[name] for name in detail.get("fields", ()) if name in _FIELDS), None)
        if changed:
            return str(changed)
    return str(_BY_CODE.get(f"{what}:{action}") or _BY_CODE.get(what) or _BY_ACTION.get(action, _BY_ACTION["R"]))


def said_to_group(what: str, action: str, detail: Mapping[str, Any]) -> str:
    """The same for who reads the group's log: what the person did, not what happened to one patient."""
    return str(_OF_THE_GROUP.get(what) or said(what, action, detail))


def role_words(roles: list[str]) -> str:
    """'huisarts, voorzitter', 'gast'; a role that no longer exists is left out."""
    labels = {**dict(Role.choices), GUEST: _("gast")}
    return ", ".join(str(labels[role]) for role in roles if role in labels)


def how(via: str) -> str:
    """How somebody came: nothing for the portal's own pages."""
    return {"token": _("via een ander programma"), "system": _("automatisch")}.get(via, "")
