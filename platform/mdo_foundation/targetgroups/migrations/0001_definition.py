import django.utils.timezone
from django.db import migrations, models

_KEEP = """
CREATE FUNCTION targetgroups_keep_definition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a stored definition is never changed or removed';
END $$;
CREATE TRIGGER targetgroups_keep BEFORE UPDATE OR DELETE ON targetgroups_definition
    FOR EACH ROW EXECUTE FUNCTION targetgroups_keep_definition();
"""
_LET_GO = """
DROP TRIGGER targetgroups_keep ON targetgroups_definition;
DROP FUNCTION targetgroups_keep_definition();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Definition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=30)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.JSONField()),
                ('api_version', models.PositiveSmallIntegerField()),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('-recorded_at', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('code', 'digest'), name='definition_once')],
            },
        ),
        migrations.RunSQL(_KEEP, _LET_GO),
    ]
