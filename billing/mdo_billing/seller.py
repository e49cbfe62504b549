"""Who sends the invoices, from the settings (MDO_SELLER): the law wants these on each of them."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.conf import settings
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Unavailable


@dataclass(frozen=True, kw_only=True)
class Seller:
    name: str
    address: str
    postcode: str
    city: str
    kvk: str
    vat_id: str
    iban: str
    email: str


def seller() -> Seller:
    """Raises Unavailable when something is missing: an invoice without a VAT number cannot be taken back."""
    known: dict[str, str] = settings.MDO_SELLER
    if any(not known.get(field.name) for field in fields(Seller)):
        raise Unavailable(_("De gegevens van de afzender zijn niet compleet. Vraag de beheerder om ze in te vullen."))
    return Seller(**known)
