"""What a meeting, an item and a signal can be."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Gepland")
    OPEN = "open", _("Bezig")
    CLOSED = "closed", _("Gesloten")
    REPORTED = "reported", _("Verslag klaar")
    CANCELLED = "cancelled", _("Afgezegd")


class Answer(models.TextChoices):
    """Whether somebody comes. The codes are iTIP's (RFC 5546), in small letters."""

    UNKNOWN = "", _("nog niet bekend")
    ACCEPTED = "accepted", _("komt")
    TENTATIVE = "tentative", _("misschien")
    DECLINED = "declined", _("komt niet")


class ItemState(models.TextChoices):
    WAITING = "waiting", _("Nog te bespreken")
    CURRENT = "current", _("Nu aan de beurt")
    DISCUSSED = "discussed", _("Besproken")
    PARKED = "parked", _("Geparkeerd")


class ItemReason(models.TextChoices):
    NEW = "new", _("Nieuw")
    QUESTION = "question", _("Vraag")
    CHANGED = "changed", _("Kleur gewijzigd")
    YEARLY = "yearly", _("Jaarlijks")
    LONG_AGO = "long_ago", _("Lang niet besproken")
    CHOSEN = "chosen", _("Gekozen")


class AttachmentKind(models.TextChoices):
    """What is needed beside the register (K-09): the portal holds the tick, never the document."""

    EPISODES = "episodes", _("Episodelijst")
    MEDICATION = "medication", _("Medicatieoverzicht")
    LETTERS = "letters", _("Brieven")
    LAB = "lab", _("Lab")


class SignalKind(models.TextChoices):
    BOTTLENECK = "bottleneck", _("Knelpunt")
    LEARNING_POINT = "learning_point", _("Leerpunt")
    TRAINING_NEED = "training_need", _("Scholing")


def code_list() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=60), default=list, blank=True)
