"""The tenants: GP groups, who belongs to them, and which target groups they use. No patient data."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.database.base import GROUP_SCHEMA
from mdo_tenants.accounts.models import User
from mdo_tenants.groups.rights import Role

if TYPE_CHECKING:

    class TenantMixin(models.Model):
        """django-tenants has no types; for the type checker a group is a plain model."""

        class Meta:
            abstract = True

else:
    from django_tenants.models import TenantMixin

SLUG = RegexValidator(r"^[a-z][a-z0-9-]{1,38}[a-z0-9]$", _("Gebruik 3 tot 40 kleine letters, cijfers en streepjes."))


class Group(TenantMixin):
    """A huisartsengroep: the tenant. Its patients live in the schema `schema_name`; its role has the same name."""

    class Status(models.TextChoices):
        CREATING = "creating", _("in aanmaak")
        ACTIVE = "active", _("actief")
        SUSPENDED = "suspended", _("opgeschort")
        ENDED = "ended", _("beëindigd")

    auto_create_schema = False
    auto_drop_schema = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True, validators=[SLUG])
    name = models.CharField(_("naam"), max_length=100)
    place = models.CharField(_("plaats"), max_length=80, blank=True)
    schema_name = models.CharField(max_length=32, unique=True, validators=[RegexValidator(GROUP_SCHEMA)])
    cell = models.CharField(max_length=30, default="default")  # the database alias that holds the schema
    status = models.CharField(max_length=10, choices=Status, default=Status.CREATING)
    schema_version = models.PositiveIntegerField(default=0)  # number of tenant migrations that its schema has had
    contact_name = models.CharField(_("contactpersoon"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mailadres"), blank=True)
    nurses_as_home_care = models.BooleanField(_("verpleegkundigen kijken alleen mee"), default=False)
    consultants_may_edit = models.BooleanField(_("consulent mag op verzoek wijzigen"), default=False)
    consent_required = models.BooleanField(_("zonder toestemming niet op de agenda"), default=True)
    uses_bsn = models.BooleanField(_("burgerservicenummers vastleggen"), default=False, db_default=False)
    keeps_item_answers = models.BooleanField(_("antwoorden van vragenlijsten bewaren"), default=False, db_default=False)
    retention_months = models.PositiveSmallIntegerField(_("bewaartermijn in maanden"), default=12, db_default=12)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    started_on = models.DateField(_("in gebruik vanaf"), default=timezone.localdate)  # billing reads both (B-03)
    ended_on = models.DateField(_("in gebruik tot"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a group, with roles that add up. Ended, never deleted: billing and the log refer to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list)
    discipline = models.CharField(_("discipline"), max_length=80, blank=True)
    organisation_id = models.UUIDField(_("thuiszorgorganisatie"), null=True, blank=True)
    started_on = models.DateField(default=timezone.localdate)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"], name="membership_one_active", condition=models.Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.group_id}"


class GuestPass(models.Model):
    """Lets one outsider read along at one meeting of a group (M-11). Who it is for is known once the link was used.

    When the meeting lasts is not here: the meeting decides that, at every request. `valid_until` is for what shows
    passes outside the group, such as the choice of where to go.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="guest_passes")
    meeting_id = models.UUIDField()
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="guest_passes")
    email = models.EmailField(max_length=254)
    full_name = models.CharField(max_length=120)
    discipline = models.CharField(max_length=100)
    organisation = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    invited_by_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["created_at"]
        indexes = (models.Index(fields=["user", "group"], name="guestpass_at_the_door"),)
        constraints = [
            models.UniqueConstraint(
                fields=["group", "meeting_id", "email"],
                name="guestpass_once_per_meeting",
                condition=models.Q(revoked_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class CalendarFeed(models.Model):
    """A secret address where a calendar program reads the meetings of one membership (I-05). Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], name="calendarfeed_one_open", condition=models.Q(revoked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class GroupTargetGroup(models.Model):
    """A target group (doelgroep) that a group uses, with dates: billing reads them (B-02)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="target_groups")
    code = models.CharField(max_length=40)
    enabled_on = models.DateField(default=timezone.localdate)
    disabled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "code"], name="grouptargetgroup_one_open", condition=models.Q(disabled_on__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.code}"


class TargetGroupUse(models.Model):
    """The anonymised fact that a group had at least one enrolment for a target group in a year (B-02)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="target_group_uses")
    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "code", "year"], name="targetgroupuse_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.code} {self.year}"
