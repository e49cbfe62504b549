"""Categories of what rises above one patient. Codes are stored and never reused (clinical content, §10.2 and §10.3)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mdo_platform.meetings.models import SignalKind

BOTTLENECKS: Mapping[str, str | Promise] = {
    "K01": _("Thuiszorgcapaciteit"),
    "K02": _("Hospice, ELV of crisisbedden"),
    "K03": _("Wlz of wachtlijst verpleeghuis"),
    "K04": _("Casemanager of SO-capaciteit"),
    "K05": _("Consultatie palliatief, bereikbaarheid"),
    "K06": _("Transmurale overdracht"),
    "K07": _("Informatie bij HAP en ANW"),
    "K08": _("Medicatielevering, apotheek in ANW"),
    "K09": _("Hulpmiddelen"),
    "K10": _("Indicatie, financiering of regelgeving"),
    "K11": _("Samenwerking sociaal domein of Wmo"),
    "K12": _("Mantelzorgondersteuning en respijt"),
    "K13": _("Tolk, taal of toegankelijkheid"),
    "K14": _("Geestelijke verzorging, psychosociaal"),
    "K15": _("Vervoer en mobiliteit"),
    "K16": _("ICT en gegevensuitwisseling"),
    "K17": _("Crisis en veiligheid"),
    "K18": _("Scholing en deskundigheid"),
    "K99": _("Anders"),
}

LEARNING: Mapping[str, str | Promise] = {
    "L01": _("Symptoombestrijding"),
    "L02": _("Medicatie en pompen"),
    "L03": _("Gesprekken over proactieve zorgplanning"),
    "L04": _("Palliatieve sedatie en euthanasie"),
    "L05": _("Delier"),
    "L06": _("Dementie en gedrag"),
    "L07": _("Wzd en wilsbekwaamheid"),
    "L08": _("Valpreventie"),
    "L09": _("Voeding"),
    "L10": _("Mantelzorg"),
    "L11": _("Cultuursensitief werken en tolken"),
    "L12": _("Zingeving"),
    "L13": _("Samenwerking en ICT"),
    "L14": _("Rouw en teamzorg"),
}

BY_KIND: Mapping[str, Mapping[str, str | Promise]] = {
    SignalKind.BOTTLENECK: BOTTLENECKS,
    SignalKind.LEARNING_POINT: LEARNING,
    SignalKind.TRAINING_NEED: LEARNING,
}


def label(code: str) -> str:
    """The words of a category; the code itself when it is unknown, so that nothing recorded disappears."""
    return str(BOTTLENECKS.get(code) or LEARNING.get(code) or code)
