import uuid

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION accesslog_review_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A signed review is final.';
END
$$;

CREATE TRIGGER accesslog_review_is_final BEFORE UPDATE OR DELETE ON accesslog_review
FOR EACH ROW EXECUTE FUNCTION accesslog_review_is_final();
"""

BACKWARD = """
DROP TRIGGER accesslog_review_is_final ON accesslog_review;
DROP FUNCTION accesslog_review_is_final();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("month", models.DateField(unique=True)),
                ("signed_at", models.DateTimeField()),
                ("signed_by_id", models.UUIDField()),
                ("signed_by_name", models.CharField(max_length=200)),
                ("remarks", models.TextField(blank=True)),
                ("lines", models.PositiveIntegerField()),
                ("findings", models.JSONField()),
                ("sample", models.JSONField()),
            ],
            options={"ordering": ("-month",)},
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
