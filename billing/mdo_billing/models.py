"""Money: tariffs, invoices and their numbers. Public tables; nothing here can reach a patient."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mdo_billing.pricing import Kind
from mdo_tenants.groups.models import Group


class IssuedError(RuntimeError):
    """Code tried to change or delete an issued invoice: a fault of ours. The database refuses it too."""


class Tariff(models.Model):
    """Euros a year, excl. VAT, from `starts_on` until a later row of its kind starts (B-01). Rows are only added."""

    class Kinds(models.TextChoices):
        BASE = Kind.BASE.value, _("Basistarief")
        SURCHARGE = Kind.SURCHARGE.value, _("Meerprijs voor meer dan één doelgroep")

    kind = models.CharField(_("soort"), max_length=10, choices=Kinds)
    starts_on = models.DateField(_("geldt vanaf"))
    amount = models.DecimalField(
        _("bedrag per jaar, excl. btw"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )
    added_by_id = models.UUIDField(null=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "-starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "starts_on"], name="tariff_kind_start"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="tariff_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on} {self.amount}"


class InvoiceCounter(models.Model):
    """The last number given out in a year. Its row is locked while an invoice is made, so numbers have no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Invoice(models.Model):
    """An issued invoice, complete in itself: whatever changes later, this row does not (B-01).

    `year` is what it is for, the year in `number` is when it was issued. `seller`, `customer`, `lines` and `remarks`
    are what was printed. A trigger refuses every UPDATE and DELETE.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("nummer"), max_length=20, unique=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="invoices")
    year = models.PositiveSmallIntegerField(_("jaar"))
    seller = models.JSONField()
    customer = models.JSONField()
    lines = models.JSONField()
    remarks = models.JSONField(default=list)
    net = models.DecimalField(max_digits=10, decimal_places=2)
    vat = models.DecimalField(max_digits=10, decimal_places=2)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    pdf = models.BinaryField()
    issued_on = models.DateField()
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by_id = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "year"], name="invoice_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(total=models.F("net") + models.F("vat")), name="invoice_total_is_the_sum"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise IssuedError(self.number)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise IssuedError(self.number)
