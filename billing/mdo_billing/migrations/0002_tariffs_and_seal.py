"""The tariffs of B-01, and the seal: the database refuses to change or delete an issued invoice."""

from datetime import date
from decimal import Decimal

from django.db import migrations

TARIFFS = (
    ("base", date(2017, 1, 1), Decimal("70.00")),
    ("base", date(2026, 1, 1), Decimal("85.00")),
    ("surcharge", date(2026, 6, 15), Decimal("40.00")),
)

SEAL = """
CREATE FUNCTION public.billing_invoice_is_sealed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'invoice % is issued and never changes', OLD.number USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER billing_invoice_seal BEFORE UPDATE OR DELETE ON public.billing_invoice
    FOR EACH ROW EXECUTE FUNCTION public.billing_invoice_is_sealed();
"""
UNSEAL = """
DROP TRIGGER billing_invoice_seal ON public.billing_invoice;
DROP FUNCTION public.billing_invoice_is_sealed();
"""


def add_tariffs(apps, schema_editor):
    tariff = apps.get_model("billing", "Tariff")
    rows = [tariff(kind=kind, starts_on=starts_on, amount=amount) for kind, starts_on, amount in TARIFFS]
    tariff.objects.using(schema_editor.connection.alias).bulk_create(rows)


class Migration(migrations.Migration):

    dependencies = [
        ("billing", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(add_tariffs, migrations.RunPython.noop, elidable=False),
        migrations.RunSQL(SEAL, UNSEAL),
    ]
