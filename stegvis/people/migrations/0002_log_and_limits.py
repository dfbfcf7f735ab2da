"""What Django's models cannot say: the transaction id of a log entry, and the table of log-in limits."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        # The sealer takes only entries whose transaction is over for certain (facts/ground.md §5).
        migrations.RunSQL(
            "ALTER TABLE people_accessentry ADD COLUMN txid xid8 NOT NULL DEFAULT pg_current_xact_id()",
            "ALTER TABLE people_accessentry DROP COLUMN txid",
        ),
        migrations.RunSQL(
            "CREATE TABLE people_limit (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, "
            "expires timestamptz NOT NULL); CREATE INDEX people_limit_expires ON people_limit (expires)",
            "DROP TABLE people_limit",
        ),
    ]
