"""An entry of the erasure ledger points at a person of its own organisation only."""

from django.db import migrations

from stegvis.people.constraints import CompositeFK


class Migration(migrations.Migration):
    dependencies = [("people", "0004_client_code")]

    operations = [
        migrations.AddConstraint(
            "erasure", CompositeFK(name="people_erasure_person_link", field="person", to="people.Person")
        ),
    ]
