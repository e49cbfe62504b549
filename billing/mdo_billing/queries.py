"""Reads for billing: tariffs, what groups used, invoices. Of what groups do, only the public facts are at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from mdo_billing import pricing
from mdo_billing.models import Invoice, Tariff
from mdo_foundation.common.errors import NotFound
from mdo_foundation.targetgroups.archive import get_archive
from mdo_tenants.groups.models import Group, GroupTargetGroup, TargetGroupUse


def tariff_rows() -> list[Tariff]:
    return list(Tariff.objects.order_by("kind", "-starts_on"))


def tariffs() -> tuple[pricing.Tariff, ...]:
    return tuple(pricing.Tariff(pricing.Kind(t.kind), t.starts_on, t.amount) for t in Tariff.objects.all())


def last_issued_year() -> int | None:
    """The newest year for which an invoice was issued."""
    year: int | None = Invoice.objects.aggregate(last=Max("year"))["last"]
    return year


def groups_without_invoice(year: int) -> QuerySet[Group]:
    """Groups in use in `year` without an invoice for it, in a fixed order. Suspended and ended groups pay too."""
    invoiced = Invoice.objects.filter(group=OuterRef("pk"), year=year)
    in_use = Q(started_on__lte=date(year, 12, 31)) & (Q(ended_on__isnull=True) | Q(ended_on__gte=date(year, 1, 1)))
    found: QuerySet[Group] = Group.objects.exclude(status=Group.Status.CREATING).filter(in_use, ~Exists(invoiced))
    return found.order_by("name", "pk")


def usage(year: int, groups: Sequence[Group]) -> dict[UUID, list[pricing.Usage]]:
    """What each of `groups` used in `year`: two queries, however many groups."""
    ids = [group.pk for group in groups]
    enrolled = set(TargetGroupUse.objects.filter(year=year, group_id__in=ids).values_list("group_id", "code"))
    periods = GroupTargetGroup.objects.filter(group_id__in=ids).order_by("enabled_on")
    found: dict[UUID, list[pricing.Usage]] = {pk: [] for pk in ids}
    for group_id, code, start, end in periods.values_list("group_id", "code", "enabled_on", "disabled_on"):
        use = pricing.Usage(code, target_group_name(code), start, end, (group_id, code) in enrolled)
        found[group_id].append(use)
    return found


def target_group_name(code: str) -> str:
    """Its name, also when its plugin is gone: what was used must still be paid."""
    return get_archive().label(code) or code


def quotes(year: int, groups: Sequence[Group]) -> Iterator[tuple[Group, pricing.Quote]]:
    """Raises NoBaseTariffError when a group was in use before the first tariff."""
    used, known = usage(year, groups), tariffs()
    for group in groups:
        yield (
            group,
            pricing.price(
                year, started_on=group.started_on, ended_on=group.ended_on, usage=used[group.pk], tariffs=known
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Totals:
    count: int
    net: Decimal
    vat: Decimal
    total: Decimal


def expected(year: int) -> Totals:
    """What a run for `year` would issue now."""
    due = [quote for _group, quote in quotes(year, list(groups_without_invoice(year))) if quote.lines]
    zero = Decimal("0.00")
    return Totals(
        count=len(due),
        net=sum((quote.net for quote in due), zero),
        vat=sum((quote.vat for quote in due), zero),
        total=sum((quote.total for quote in due), zero),
    )


def invoices(year: int) -> list[Invoice]:
    """The invoices for `year` by number, without the bulk of each: the PDF, the lines and the snapshots."""
    found = Invoice.objects.filter(year=year).select_related("group").order_by("number")
    return list(found.only("number", "year", "net", "vat", "total", "issued_on", "group__name", "group__slug"))


def totals(year: int) -> Totals:
    sums = Invoice.objects.filter(year=year).aggregate(Count("pk"), Sum("net"), Sum("vat"), Sum("total"))
    zero = Decimal("0.00")
    return Totals(
        count=sums["pk__count"],
        net=sums["net__sum"] or zero,
        vat=sums["vat__sum"] or zero,
        total=sums["total__sum"] or zero,
    )


def invoiced_years() -> list[int]:
    return list(Invoice.objects.order_by("-year").values_list("year", flat=True).distinct())


def invoice(invoice_id: UUID) -> Invoice:
    found = Invoice.objects.filter(pk=invoice_id).first()
    if found is None:
        raise NotFound
    return found
