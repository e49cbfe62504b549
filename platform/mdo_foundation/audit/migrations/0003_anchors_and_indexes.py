"""Where the chain begins after a purge, and what the pages of the log look lines up by."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="chainhead",
            name="start_seq",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="chainhead",
            name="start_hash",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddIndex(
            model_name="accesslogentry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["patient_ids"], name="audit_line_patients"),
        ),
        migrations.AddIndex(
            model_name="accesslogentry",
            index=models.Index(fields=["at"], name="audit_line_at"),
        ),
        migrations.AddIndex(
            model_name="accesslogentry",
            index=models.Index(fields=["actor_id", "at"], name="audit_line_actor"),
        ),
    ]
