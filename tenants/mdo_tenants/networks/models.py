"""Regional networks: their groups, coordinators, news, home-care list, attention points. No patient data."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.versioned import VersionedModel
from mdo_tenants.accounts.models import User
from mdo_tenants.groups.models import Group


class Network(VersionedModel):
    """A network of a region for one or more target groups (N-01)."""

    name = models.CharField(_("naam"), max_length=100)
    region = models.CharField(_("regio"), max_length=80)
    target_groups = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(Lower("name"), name="network_name_unique"),)

    def __str__(self) -> str:
        return self.name


class NetworkGroup(models.Model):
    """A group belongs to a network; to several when they are for other target groups."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="group_links")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="network_links")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["network", "group"], name="networkgroup_once"),)

    def __str__(self) -> str:
        return f"{self.group_id} in {self.network_id}"


class NetworkCoordinator(models.Model):
    """A person who works for a network. Gives no right in any of its groups."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="coordinators")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="coordinated_networks")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["network", "user"], name="networkcoordinator_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} for {self.network_id}"


class NewsItem(VersionedModel):
    """News of a network on the home page of its groups (N-02). `body` is plain text; retracted news is kept, unseen."""

    idempotency_key = models.UUIDField(null=True, blank=True, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="news")
    title = models.CharField(_("titel"), max_length=120)
    body = models.TextField(_("bericht"), max_length=4000)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-published_at",)
        indexes = (models.Index(fields=["network", "-published_at"], name="newsitem_network_published"),)

    def __str__(self) -> str:
        return self.title


class HomeCareOrganisation(VersionedModel):
    """A home-care organisation of the region (N-04). Patients and members refer to it: it is stopped, not deleted."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="home_care_organisations")
    name = models.CharField(_("naam"), max_length=100)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint("network", Lower("name"), name="homecareorganisation_name_unique"),)

    def __str__(self) -> str:
        return self.name


class AttentionPoint(VersionedModel):
    """A bottleneck that a group shared with a network (M-06): the text as its writer saw it, and no patient data.

    `source` is the group's own mark of it: the same one is shared once with a network.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="attention_points")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="attention_points")
    source = models.UUIDField()
    category = models.CharField(max_length=10, blank=True)
    target_group = models.CharField(max_length=60, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["network", "group", "source"], name="attentionpoint_once"),)

    def __str__(self) -> str:
        return f"{self.category} for {self.network_id}"
