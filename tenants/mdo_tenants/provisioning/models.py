"""How groups come to be: the release's schema as text, and requests for a group (O-01). Public, no patient data."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mdo_tenants.groups.models import Group
from mdo_tenants.networks.models import Network


class SchemaTemplate(models.Model):
    """The SQL that makes a group's schema in one release, known by the fingerprint of its tenant migrations."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    version = models.PositiveIntegerField()  # how many tenant migrations it holds
    sql = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.version} {self.fingerprint[:12]}"


class SignUp(models.Model):
    """A group that signs up by itself.

    requested → verified (the mailbox is the asker's) → creating → ready, or failed after the last attempt. `step` is
    the last one finished; a worker that takes over goes on from there. Of the token in the mail only the SHA-256 is
    kept.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("wacht op bevestiging")
        VERIFIED = "verified", _("bevestigd")
        CREATING = "creating", _("in aanmaak")
        READY = "ready", _("klaar")
        FAILED = "failed", _("mislukt")

    class Step(models.IntegerChoices):
        NONE = 0, _("Je e-mailadres is bevestigd")
        ROW = 1, _("Je groep is ingeschreven")
        SCHEMA = 2, _("Een eigen, afgeschermde ruimte voor je groep")
        SETTINGS = 3, _("Doelgroepen en netwerk")
        CHAIR = 4, _("Jouw plek als voorzitter en groepsbeheerder")
        OPEN = 5, _("De groep is open")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    idempotency_key = models.UUIDField(null=True, blank=True, unique=True)
    group_name = models.CharField(max_length=100)
    place = models.CharField(max_length=80)
    contact_name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    target_groups = ArrayField(models.CharField(max_length=60))
    terms_version = models.CharField(max_length=20)
    agreement_version = models.CharField(max_length=20)
    accepted_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    step = models.PositiveSmallIntegerField(choices=Step, default=Step.NONE)
    rounds = models.PositiveSmallIntegerField(default=0)  # how often staff asked for another try
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    token_expires_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    group = models.OneToOneField(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_up")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.group_name} ({self.state})"
