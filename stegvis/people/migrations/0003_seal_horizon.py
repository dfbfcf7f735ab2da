"""The sealer remembers up to which transaction it has sealed, and finds the next entries by index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_log_and_limits")]

    operations = [
        migrations.AddField(
            "seal",
            "horizon",
            models.BigIntegerField(default=0, help_text="every transaction below this id was over when the link was made"),
            preserve_default=False,
        ),
        migrations.RunSQL(
            "CREATE INDEX people_access_txid ON people_accessentry (organisation_id, txid)",
            "DROP INDEX people_access_txid",
        ),
    ]
