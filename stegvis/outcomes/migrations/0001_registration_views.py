"""Registration data set 1 as three views over the record, under the tables' own row-level security.

`security_invoker` makes a view see what its reader may see. Text compares bytewise (COLLATE "C") and what is
unknown is NULL, as the measures ask.
"""

from django.db import migrations

EPISODES = """
create view registration.episodes with (security_invoker = true) as
select e.id::text collate "C" as episode,
       t.slug collate "C" as team,
       nullif(e.municipality, '') collate "C" as municipality,
       e.received_on,
       e.source collate "C" as source,
       nullif(e.problem, '') collate "C" as problem,
       nullif(e.level, '') collate "C" as level,
       nullif(e.age_band, '') collate "C" as age_band,
       nullif(e.gender, '') collate "C" as gender,
       nullif(e.language, '') collate "C" as language,
       nullif(e.work_status_first, '') collate "C" as work_status_first,
       nullif(e.work_status_last, '') collate "C" as work_status_last,
       e.sick_pay_first,
       e.sick_pay_last,
       e.discharged_on,
       nullif(e.discharge_reason, '') collate "C" as discharge_reason
from care_episode e join people_team t on t.id = e.team_id
"""

CONTACTS = """
create view registration.contacts with (security_invoker = true) as
select c.id::text collate "C" as contact,
       c.episode_id::text collate "C" as episode,
       c.on,
       c.purpose collate "C" as purpose,
       c.form collate "C" as form,
       c.attendance collate "C" as attendance,
       nullif(c.level, '') collate "C" as level,
       c.minutes::integer as minutes
from care_contact c
"""

# Only the valid version of a corrected answer, at the time it was first given; an empty score is no score.
SCORES = """
create view registration.scores with (security_invoker = true) as
select q.id::text collate "C" as answer,
       q.episode_id::text collate "C" as episode,
       split_part(q.instrument, '@', 1) collate "C" as instrument,
       to_char(coalesce(first.submitted_at, q.submitted_at) at time zone t.zone,
               'YYYY-MM-DD"T"HH24:MI:SS.US') collate "C" as answered_at,
       q.score
from questionnaires_questionnaire q
join care_episode e on e.id = q.episode_id
join people_team t on t.id = e.team_id
left join questionnaires_questionnaire first on first.id = q.corrects_id
where q.submitted_at is not null and q.score is not null
  and not exists (select 1 from questionnaires_questionnaire later where later.corrects_id = q.id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("care", "0001_initial"),
        ("questionnaires", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL("create schema registration", "drop schema registration"),
        migrations.RunSQL(EPISODES, "drop view registration.episodes"),
        migrations.RunSQL(CONTACTS, "drop view registration.contacts"),
        migrations.RunSQL(SCORES, "drop view registration.scores"),
        migrations.RunSQL(
            "create index questionnaires_corrects on questionnaires_questionnaire (corrects_id) "
            "where corrects_id is not null",
            "drop index questionnaires_corrects",
        ),
        migrations.RunSQL(
            "grant usage on schema registration to stegvis_app, stegvis_report, stegvis_backup; "
            "grant select on all tables in schema registration to stegvis_app, stegvis_report, stegvis_backup",
            migrations.RunSQL.noop,
        ),
    ]
