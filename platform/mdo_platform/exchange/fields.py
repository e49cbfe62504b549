"""What a column of a spreadsheet can hold: its name in our own files, and the headings that people give it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.folding import fold


@dataclass(frozen=True, kw_only=True)
class ImportField:
    """`headings` are folded; each means this field when the whole heading is equal to it."""

    code: str
    label: Any
    help: Any = ""
    headings: frozenset[str] = frozenset()


def _field(code: str, label: Any, headings: str, explained: Any = "") -> ImportField:
    known = frozenset(fold(one) for one in headings.split("|"))
    return ImportField(code=code, label=label, help=explained, headings=known)


_LINES = _("Meer dan een: elk op een eigen regel in de cel.")
FIELDS = (
    _field("initials", _("Voorletters"), "voorletters|voorletter|initialen|initials|voorl|vl"),
    _field(
        "first_name",
        _("Voornaam"),
        "voornaam|roepnaam|voornamen|first name|firstname|given name|given names|forename",
    ),
    _field(
        "name_prefix",
        _("Tussenvoegsel"),
        "tussenvoegsel|tussenvoegsels|voorvoegsel|voorvoegsels|tv|tussenv|prefix|name prefix|infix",
    ),
    _field(
        "last_name",
        _("Achternaam"),
        "achternaam|naam|familienaam|last name|lastname|surname|family name|name|patiënt|patient|naam patiënt"
        "|patiëntnaam|naam cliënt",
        _("Verplicht."),
    ),
    _field("birth_name", _("Geboortenaam"), "geboortenaam|meisjesnaam|birth name|maiden name|eigen naam"),
    _field(
        "birth_date",
        _("Geboortedatum"),
        "geboortedatum|geb datum|gebdatum|geb|geboren|geboren op|birth date|birthdate|date of birth|dob|gebdat|geb dat",
        _("Verplicht. Een datum, bijvoorbeeld 14-03-1941."),
    ),
    _field(
        "sex",
        _("Geslacht"),
        "geslacht|sekse|sex|gender|m v|v m|man vrouw|gesl|m v x",
        _("Vrouw, man, anders of onbekend; v, m of x mag ook."),
    ),
    _field(
        "address",
        _("Straat en huisnummer"),
        "adres|straat en huisnummer|straat huisnummer|straat nummer|address|street address|adresregel|adresregel 1"
        "|straat nr|straat en nr",
        _("In één kolom. Of gebruik de twee kolommen hieronder."),
    ),
    _field("street", _("Straat"), "straat|straatnaam|street|street name"),
    _field(
        "house_number",
        _("Huisnummer"),
        "huisnummer|huisnr|nummer|nr|house number|number|huisnummer en toevoeging|huisnummer toevoeging",
    ),
    _field("postcode", _("Postcode"), "postcode|pc|postal code|zip|zip code|zipcode|post code"),
    _field("city", _("Woonplaats"), "woonplaats|plaats|stad|city|town|place|plaatsnaam"),
    _field(
        "phone",
        _("Telefoon"),
        "telefoon|telefoonnummer|tel|telnr|tel nr|mobiel|mobiele telefoon|phone|phone number|telephone|mobile"
        "|telefoon mobiel",
    ),
    _field(
        "gp",
        _("Huisarts"),
        "huisarts|naam huisarts|arts|ha|gp|general practitioner|doctor|eigen huisarts|vaste huisarts",
        _("De naam. Is het een lid van de groep, dan wordt die persoon gekozen."),
    ),
    _field(
        "target_group",
        _("Doelgroep"),
        "doelgroep|mdo|target group|programma|zorgprogramma|doelgroep mdo|groep",
        _("Hoe de doelgroep in het portaal heet. Leeg: wat je bij het importeren kiest."),
    ),
    _field(
        "thematic_groups",
        _("Themagericht MDO"),
        "themagericht mdo|thema mdo|tweede doelgroep|thema|thematic|thematic mdo|second target group",
        _LINES,
    ),
    _field(
        "prognosis",
        _("Prognose"),
        "prognose|prognosis|surprise question|spict",
        _("Het woord of de letter van de schaal van de doelgroep."),
    ),
    _field(
        "urgency",
        _("Urgentie"),
        "urgentie|urgency|kleur|kleurcode|intensiteit|zorgbehoefte|urgentie en intensiteit|colour|color",
        _("Het woord, de letter of de kleur van de schaal van de doelgroep."),
    ),
    _field(
        "question",
        _("Vraag aan het MDO"),
        "vraag aan het mdo|vraag|vragen|vraagstelling|question|mdo vraag|vraag mdo|vraag voor mdo|bespreekpunt"
        "|reden bespreken",
    ),
    _field("icpc", _("ICPC-codes"), "icpc|icpc code|icpc codes|icpc2|icpc 1", _("Zoals R84 of A49.01.")),
    _field(
        "diagnoses",
        _("Diagnosen"),
        "diagnose|diagnosen|diagnoses|diagnosis|aandoening|aandoeningen|ziektebeeld|condition|hoofddiagnose",
        _LINES,
    ),
    _field(
        "home_care",
        _("Thuiszorg"),
        "thuiszorg|thuiszorgorganisatie|thuiszorg organisatie|zorgorganisatie|wijkverpleging|home care|homecare"
        "|zorgaanbieder|thuiszorgorganisaties",
        _("De naam zoals in de lijst van de regio."),
    ),
    _field(
        "consent",
        _("Toestemming"),
        "toestemming|consent|akkoord|toestemming mdo|toestemming bespreken|informed consent|toestemming patiënt",
        _("Akkoord, geïnformeerd, bezwaar of niet gevraagd."),
    ),
)
BY_CODE = {field.code: field for field in FIELDS}
REQUIRED = ("last_name", "birth_date")
_CITIZEN_NUMBERS = frozenset({"bsn", "bsnnummer", "bsnnr", "burgerservicenummer", "sofinummer", "sofi", "sofinr"})


def is_citizen_number(heading: str) -> bool:
    """A column that is not even kept for a moment: a BSN comes in by its own form only."""
    words = fold(heading).split()
    return not _CITIZEN_NUMBERS.isdisjoint((*words, "".join(words)))


def guess(heading: str) -> str:
    """The code of the field that a heading means; "" when it says nothing to us."""
    folded = fold(heading)
    return next((field.code for field in FIELDS if folded in field.headings), "")


def guessed(headings: Sequence[str]) -> list[str]:
    """A field per column, each field once: the first column that means it."""
    found: list[str] = []
    for heading in headings:
        code = guess(heading)
        found.append("" if code in found else code)
    return found
