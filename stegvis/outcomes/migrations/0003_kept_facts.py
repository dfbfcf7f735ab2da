"""Facts kept of each episode, and the triggers that note a change of what they are found from.

The views get the episode's id as the tables index it, for who looks up a few.

A note is one more row in the transaction that changed something: it cannot be forgotten by an action, and two
writers never wait for each other. Many rows put in by one statement are noted once an episode.
"""

import importlib

import django.db.models.deletion
import stegvis.people.constraints
import uuid
from django.db import migrations, models


VIEWS = importlib.import_module("stegvis.outcomes.migrations.0001_registration_views")
KEYS = ((VIEWS.EPISODES, "e.id"), (VIEWS.CONTACTS, "c.episode_id"), (VIEWS.SCORES, "q.episode_id"))


def with_key(view: str, key: str) -> str:
    """The view with one column more, at the end, as PostgreSQL asks of a view that is replaced."""
    head, rest = view.split("\nfrom ", 1)
    return f"{head.replace('create view', 'create or replace view')},\n       {key} as key\nfrom {rest}"


NOTE_EACH = """
create function outcomes_note_each() returns trigger language plpgsql as $$
begin
    insert into outcomes_changenote (id, organisation_id, episode_id)
    select gen_random_uuid(), new.organisation_id,
           (to_jsonb(new) ->> case tg_table_name when 'care_episode' then 'id' else 'episode_id' end)::uuid;
    return null;
end $$
"""
NOTE_MANY = """
create function outcomes_note_many() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'care_episode' then
        insert into outcomes_changenote (id, organisation_id, episode_id)
        select gen_random_uuid(), organisation_id, id from put_in;
    elsif tg_table_name = 'care_contact' then
        insert into outcomes_changenote (id, organisation_id, episode_id)
        select gen_random_uuid(), organisation_id, episode_id from put_in group by 2, 3;
    else
        insert into outcomes_changenote (id, organisation_id, episode_id)
        select gen_random_uuid(), organisation_id, episode_id from put_in where submitted_at is not null group by 2, 3;
    end if;
    return null;
end $$
"""
# The columns that the facts are found from; what only groups is read from the episode itself.
CHANGED = {
    "care_episode": ("problem, received_on, discharged_on", "true"),
    "care_contact": ('episode_id, "on", purpose, attendance', "true"),
    "questionnaires_questionnaire": ("submitted_at, score, corrects_id", "new.submitted_at is not null"),
}


def triggers() -> list[migrations.RunSQL]:
    made = [migrations.RunSQL(NOTE_EACH, "drop function outcomes_note_each()")]
    made.append(migrations.RunSQL(NOTE_MANY, "drop function outcomes_note_many()"))
    for table, (columns, when) in CHANGED.items():
        put_in = (
            f"create trigger outcomes_put_in after insert on {table} referencing new table as put_in "
            "for each statement execute function outcomes_note_many()"
        )
        changed = (
            f"create trigger outcomes_changed after update of {columns} on {table} "
            f"for each row when ({when}) execute function outcomes_note_each()"
        )
        made.append(migrations.RunSQL(put_in, f"drop trigger outcomes_put_in on {table}"))
        made.append(migrations.RunSQL(changed, f"drop trigger outcomes_changed on {table}"))
    return made


# What was there before is found from the beginning.
NOTE_ALL = """
insert into outcomes_changenote (id, organisation_id, episode_id)
select gen_random_uuid(), organisation_id, id from care_episode
"""


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0001_initial"),
        ("outcomes", "0002_publication_and_survey"),
        ("people", "0006_national_body"),
        ("questionnaires", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="care.episode",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    stegvis.people.constraints.TenantPolicy(name="outcomes_changenote_tenant"),
                    models.UniqueConstraint(fields=("organisation", "id"), name="outcomes_changenote_key"),
                    stegvis.people.constraints.CompositeFK(
                        field="episode", name="outcomes_changenote_episode_link", to="care.Episode"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EpisodeFacts",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("edition", models.PositiveSmallIntegerField(help_text="of the measures")),
                ("assessed_on", models.DateField(null=True)),
                ("started_on", models.DateField(null=True)),
                ("days_to_assessment", models.IntegerField(null=True)),
                ("days_to_treatment", models.IntegerField(null=True)),
                ("attended_contacts", models.IntegerField()),
                ("treatment_contacts", models.IntegerField()),
                ("finished", models.BooleanField()),
                ("paired", models.BooleanField()),
                ("case_at_start", models.BooleanField()),
                ("not_a_case_at_start", models.BooleanField()),
                ("case_at_end", models.BooleanField(null=True)),
                ("improved", models.BooleanField(null=True)),
                ("worsened", models.BooleanField(null=True)),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="care.episode",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    stegvis.people.constraints.TenantPolicy(name="outcomes_episodefacts_tenant"),
                    models.UniqueConstraint(fields=("organisation", "id"), name="outcomes_episodefacts_key"),
                    stegvis.people.constraints.CompositeFK(
                        field="episode", name="outcomes_episodefacts_episode_link", to="care.Episode"
                    ),
                    models.UniqueConstraint(fields=("episode",), name="outcomes_episodefacts_once"),
                ],
            },
        ),
        *(migrations.RunSQL(with_key(view, key), migrations.RunSQL.noop) for view, key in KEYS),
        *triggers(),
        migrations.RunSQL(NOTE_ALL, migrations.RunSQL.noop),
    ]
