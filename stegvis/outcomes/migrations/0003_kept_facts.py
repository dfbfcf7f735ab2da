"""Facts kept of each episode, and the triggers that note a change of anything the data set says of it.

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


NOTE_EPISODE = """
create function outcomes_note_episode() returns trigger language plpgsql as $$
begin
    insert into outcomes_changenote (id, organisation_id, episode_id)
    values (gen_random_uuid(), new.organisation_id, new.id);
    return null;
end $$
"""
# Where a row goes from one episode to another, or is taken away, the former episode changes too.
NOTE_PART = """
create function outcomes_note_part() returns trigger language plpgsql as $$
begin
    insert into outcomes_changenote (id, organisation_id, episode_id)
    select gen_random_uuid(), organisation_id, id from care_episode where id in (new.episode_id, old.episode_id);
    return null;
end $$
"""
NOTE_TEAM = """
create function outcomes_note_team() returns trigger language plpgsql as $$
begin
    insert into outcomes_changenote (id, organisation_id, episode_id)
    select gen_random_uuid(), organisation_id, id from care_episode where team_id = new.id;
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
# An episode is never deleted by the application; whoever does it by hand need not know of this room.
FORGET = """
create function outcomes_forget() returns trigger language plpgsql as $$
begin
    delete from outcomes_changenote where episode_id = old.id;
    delete from outcomes_episodefacts where episode_id = old.id;
    return null;
end $$
"""
FUNCTIONS = {
    "outcomes_note_episode": NOTE_EPISODE,
    "outcomes_note_part": NOTE_PART,
    "outcomes_note_team": NOTE_TEAM,
    "outcomes_note_many": NOTE_MANY,
    "outcomes_forget": FORGET,
}
# Every column that a row of registration data set 1 is made of: by the table, who notes it and when.
CHANGED = {
    "care_episode": (
        "team_id municipality received_on source problem level age_band gender language work_status_first "
        "work_status_last sick_pay_first sick_pay_last discharged_on discharge_reason",
        "outcomes_note_episode",
        "true",
    ),
    "care_contact": ('episode_id "on" purpose form attendance level minutes', "outcomes_note_part", "true"),
    "questionnaires_questionnaire": (
        "episode_id instrument submitted_at score corrects_id",
        "outcomes_note_part",
        "old.submitted_at is not null or new.submitted_at is not null",
    ),
    "people_team": ("slug zone", "outcomes_note_team", "true"),
}
NOTED = ("care_episode", "care_contact", "questionnaires_questionnaire")


def trigger(name: str, table: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(f"create trigger {name} {rest}", f"drop trigger {name} on {table}")


def triggers() -> list[migrations.RunSQL]:
    made = [migrations.RunSQL(sql, f"drop function {name}()") for name, sql in FUNCTIONS.items()]
    for table in NOTED:
        each = f"after insert on {table} referencing new table as put_in for each statement"
        made.append(trigger("outcomes_put_in", table, f"{each} execute function outcomes_note_many()"))
    for table, (words, function, when) in CHANGED.items():
        columns = words.split()
        old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
        when = f"(({old}) is distinct from ({new})) and ({when})"
        each = f"after update of {', '.join(columns)} on {table} for each row when ({when})"
        made.append(trigger("outcomes_changed", table, f"{each} execute function {function}()"))
    for table in NOTED:
        function = "outcomes_forget" if table == "care_episode" else "outcomes_note_part"
        each = f"after delete on {table} for each row"
        made.append(trigger("outcomes_taken", table, f"{each} execute function {function}()"))
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
                ("found_at", models.DateTimeField(help_text="later than of every episode found before it")),
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
                "indexes": [
                    models.Index(fields=["organisation", "found_at"], name="outcomes_episodefacts_found"),
                ],
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
